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
    }
  /** What could not be read at all, in a sentence; standard error tells it too. */
  | { readonly type: 'error'; readonly file: string; readonly text: string };

export interface Report {
  begin(): string;
  event(event: ScanEvent): string;
  /** `exitCode` as the program will end. */
  end(exitCode: number): string;
}

/** With `lines`, NDJSON names each line's `id` also under that name. `version` is the program's own. */
export function createReport(format: Format, lines: boolean, version: string): Report {
  switch (format) {
    case 'ndjson':
      return ndjson(lines);
    case 'text':
      return plain();
    case 'sarif':
      return sarif(version);
    default:
      return format satisfies never;
  }
}

/** A stable contract: names and order of the fields do not change. */
function ndjson(lines: boolean): Report {
  const shape = (event: ScanEvent): object => {
    const id = lines ? { id: event.file } : {};
    if (event.type !== 'finding') return { ...event, ...id };
    // `stage` stands only where a detector still ripens: such a finding decides nothing.
    const { part, start, end, infoType, hipaa, role, likelihood, detector, stage } = event.finding;
    const { type, file, text } = event;
    return { type, file, ...id, part, start, end, infoType, hipaa, role, likelihood, detector, stage, text };
  };
  return {
    begin: () => '',
    event: (event) => (event.type === 'error' ? '' : `${JSON.stringify(shape(event))}\n`),
    end: () => '',
  };
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
          const { part, start, end, infoType, role, likelihood, detector, stage } = event.finding;
          const ripens = stage === undefined ? '' : `, ${stage}`;
          const quote = event.text === undefined ? '' : `  ${JSON.stringify(event.text)}`;
          return `${place(event.file, part)}:${start}-${end}: ${infoType} ${likelihood} (${role}, ${detector}${ripens})${quote}\n`;
        }
        case 'gap':
          totals.gaps++;
          return `${place(event.file, event.part)}: not fully inspected: ${event.reason}\n`;
        case 'item':
          totals.items++;
          if (event.phi) totals.phi++;
          return '';
        case 'error':
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
function sarif(version: string): Report {
  const rules = new Map<string, string>();
  const notifications: object[] = [];
  let first = true;
  const result = (event: ScanEvent & { type: 'finding' }): object => {
    const { part, start, end, infoType, hipaa, role, likelihood, detector, stage } = event.finding;
    rules.set(infoType, hipaa === null ? 'Health context' : `Identifier, 45 CFR 164.514(b)(2)(i)(${hipaa})`);
    const region = {
      charOffset: start,
      charLength: end - start,
      ...(event.text === undefined ? {} : { snippet: { text: event.text } }),
    };
    return {
      ruleId: infoType,
      level: hipaa === null || stage === 'canary' ? 'note' : likelihood === 'POSSIBLE' ? 'warning' : 'error',
      message: { text: `${infoType}, ${likelihood}, role ${role}, by ${detector}` },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: uriOf(event.file) }, region },
          ...(part === '' ? {} : { logicalLocations: [{ fullyQualifiedName: part, kind: 'member' }] }),
        },
      ],
      properties: { part, hipaa, role, likelihood, detector, ...(stage === undefined ? {} : { stage }) },
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
      if (event.type === 'error') {
        notifications.push({
          level: 'error',
          descriptor: { id: 'unreadable' },
          message: { text: event.text },
          locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(event.file) } } }],
        });
      }
      if (event.type !== 'finding') return '';
      const separator = first ? '' : ',\n';
      first = false;
      return separator + JSON.stringify(result(event));
    },
    end(exitCode) {
      const described = [...rules].sort(([a], [b]) => (a < b ? -1 : 1));
      const driver = {
        name: 'chartward',
        version,
        semanticVersion: version,
        rules: described.map(([id, text]) => ({ id, shortDescription: { text } })),
      };
      const executionSuccessful = exitCode !== 2;
      const invocations = [{ executionSuccessful, exitCode, toolExecutionNotifications: notifications }];
      return `],"tool":${JSON.stringify({ driver })},"invocations":${JSON.stringify(invocations)}}]}\n`;
    },
  };
}

const uriOf = (file: string): string =>
  isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');

/** Names come from disks and archives: they must not forge lines. */
const oneLine = (name: string): string => name.replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '?');
