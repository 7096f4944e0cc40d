/** The three outputs of `chartward scan`. Each turns the same events into text. */

import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, GapReason } from '../types.ts';
import type { Format } from './scan-arguments.ts';

export type ScanEvent =
  | { readonly type: 'finding'; readonly file: string; readonly finding: Finding; readonly text: string | undefined }
  | { readonly type: 'gap'; readonly file: string; readonly part: string; readonly reason: GapReason }
  | {
      readonly type: 'item';
      readonly file: string;
      readonly bytes: number;
      readonly parts: number;
      readonly phi: boolean;
      readonly persons: number;
      /** Milliseconds. */
      readonly ms: number;
    };

export interface Report {
  begin(): string;
  event(event: ScanEvent): string;
  end(): string;
}

/** With `lines`, NDJSON names each line's `id` also under that name. */
export function createReport(format: Format, lines: boolean): Report {
  switch (format) {
    case 'ndjson':
      return ndjson(lines);
    case 'text':
      return plain();
    case 'sarif':
      return sarif();
    default:
      return format satisfies never;
  }
}

/** A stable contract: names and order of the fields do not change. */
function ndjson(lines: boolean): Report {
  const shape = (event: ScanEvent): object => {
    const id = lines ? { id: event.file } : {};
    if (event.type !== 'finding') return { ...event, ...id };
    const { part, start, end, infoType, hipaa, role, likelihood, detector } = event.finding;
    const { type, file, text } = event;
    return { type, file, ...id, part, start, end, infoType, hipaa, role, likelihood, detector, text };
  };
  return { begin: () => '', event: (event) => `${JSON.stringify(shape(event))}\n`, end: () => '' };
}

function plain(): Report {
  const totals = { items: 0, findings: 0, phi: 0, gaps: 0 };
  const place = (file: string, part: string): string => oneLine(part === '' ? file : `${file} ! ${part}`);
  return {
    begin: () => '',
    event(event) {
      switch (event.type) {
        case 'finding': {
          totals.findings++;
          const { part, start, end, infoType, role, likelihood, detector } = event.finding;
          const quote = event.text === undefined ? '' : `  ${JSON.stringify(event.text)}`;
          return `${place(event.file, part)}:${start}-${end}: ${infoType} ${likelihood} (${role}, ${detector})${quote}\n`;
        }
        case 'gap':
          totals.gaps++;
          return `${place(event.file, event.part)}: not fully inspected: ${event.reason}\n`;
        case 'item':
          totals.items++;
          if (event.phi) totals.phi++;
          return '';
        default:
          return event satisfies never;
      }
    },
    end: () =>
      `${totals.items} inspected, ${totals.gaps} gaps, ${totals.findings} findings, ${totals.phi} with protected health information\n`,
  };
}

/** SARIF 2.1.0 (OASIS). Results are streamed; the rules they name follow them in the same run. */
function sarif(): Report {
  const rules = new Map<string, string>();
  const notifications: object[] = [];
  let first = true;
  const result = (event: ScanEvent & { type: 'finding' }): object => {
    const { part, start, end, infoType, hipaa, role, likelihood, detector } = event.finding;
    rules.set(infoType, hipaa === null ? 'Health context' : `Identifier, 45 CFR 164.514(b)(2)(i)(${hipaa})`);
    const region = {
      charOffset: start,
      charLength: end - start,
      ...(event.text === undefined ? {} : { snippet: { text: event.text } }),
    };
    return {
      ruleId: infoType,
      level: hipaa === null ? 'note' : likelihood === 'POSSIBLE' ? 'warning' : 'error',
      message: { text: `${infoType}, ${likelihood}, role ${role}, by ${detector}` },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: uriOf(event.file) }, region },
          ...(part === '' ? {} : { logicalLocations: [{ fullyQualifiedName: part, kind: 'member' }] }),
        },
      ],
      properties: { part, hipaa, role, likelihood, detector },
    };
  };
  return {
    begin: () =>
      '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[',
    event(event) {
      if (event.type === 'gap') {
        notifications.push({
          level: 'warning',
          descriptor: { id: event.reason },
          message: { text: `Not fully inspected: ${event.reason}${event.part === '' ? '' : ` (${event.part})`}` },
          locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(event.file) } } }],
        });
      }
      if (event.type !== 'finding') return '';
      const separator = first ? '' : ',\n';
      first = false;
      return separator + JSON.stringify(result(event));
    },
    end() {
      const described = [...rules].sort(([a], [b]) => (a < b ? -1 : 1));
      const driver = {
        name: 'chartward',
        rules: described.map(([id, text]) => ({ id, shortDescription: { text } })),
      };
      const invocations = [{ executionSuccessful: true, toolExecutionNotifications: notifications }];
      return `],"tool":${JSON.stringify({ driver })},"invocations":${JSON.stringify(invocations)}}]}\n`;
    },
  };
}

const uriOf = (file: string): string =>
  isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');

/** Names come from disks and archives: they must not forge lines. */
const oneLine = (name: string): string => name.replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '?');
