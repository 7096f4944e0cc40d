/** One event as text of the report. Pure, so that workers can write it. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Format, LIKELIHOODS } from './scan-arguments.ts';
import type { ScanEvent } from './scan-events.ts';
import type { Batch, Fact } from './scan-job.ts';

export interface Lines {
  batch(events: readonly ScanEvent[]): Batch;
}

/** With `jsonl`, NDJSON names each line's `id` also under that name. */
export const createLines = (format: Format, jsonl: boolean): Lines => {
  const line = LINES[format];
  return {
    batch: (events) => {
      const texts = events.map((event) => line(event, jsonl)).filter((text) => text !== '');
      return { text: texts.join(separatorOf(format)), facts: factsOf(events) };
    },
  };
};

/** What stands between two lines of the report. */
export const separatorOf = (format: Format): string => (format === 'sarif' ? ',\n' : '');

/** Findings are summed up: a batch may hold very many. */
function factsOf(events: readonly ScanEvent[]): readonly Fact[] {
  const facts: Fact[] = [];
  const counts = new Map<string, Extract<Fact, { type: 'finding' }>>();
  for (const event of events) {
    if (event.type === 'finding') {
      const { infoType, hipaa } = event.finding;
      counts.set(infoType, { type: 'finding', infoType, hipaa, count: (counts.get(infoType)?.count ?? 0) + 1 });
    } else if (event.type === 'item')
      facts.push({ type: 'item', file: event.file, bytes: event.bytes, phi: event.phi });
    else facts.push(event);
  }
  return [...counts.values(), ...facts];
}

const LINES: Readonly<Record<Format, (event: ScanEvent, jsonl: boolean) => string>> = { ndjson, text: plain, sarif };

/** A stable contract: names and order of the fields do not change. */
function ndjson(event: ScanEvent, jsonl: boolean): string {
  if (event.type === 'error') return '';
  const id = jsonl ? { id: event.file } : {};
  if (event.type !== 'finding') return `${JSON.stringify({ ...event, ...id })}\n`;
  const { part, start, end, infoType, hipaa, role, likelihood, detector } = event.finding;
  const { type, file, text } = event;
  return `${JSON.stringify({ type, file, ...id, part, start, end, infoType, hipaa, role, likelihood, detector, text })}\n`;
}

function plain(event: ScanEvent): string {
  switch (event.type) {
    case 'finding': {
      const { part, start, end, infoType, role, likelihood, detector } = event.finding;
      const quote = event.text === undefined ? '' : `  ${JSON.stringify(event.text)}`;
      return `${placeOf(event.file, part)}:${start}-${end}: ${infoType} ${likelihood} (${role}, ${detector})${quote}\n`;
    }
    case 'gap':
      return `${placeOf(event.file, event.part)}: not fully inspected: ${event.reason}\n`;
    case 'item':
    case 'error':
      return '';
    default:
      return event satisfies never;
  }
}

/** Names come from disks and archives: they must not forge lines. */
export const placeOf = (file: string, part: string): string =>
  (part === '' ? file : `${file} ! ${part}`).replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '?');

function sarif(event: ScanEvent): string {
  if (event.type !== 'finding') return '';
  const { part, start, end, infoType, hipaa, role, likelihood, detector } = event.finding;
  const region = {
    charOffset: start,
    charLength: end - start,
    ...(event.text === undefined ? {} : { snippet: { text: event.text } }),
  };
  const certain = LIKELIHOODS.indexOf(likelihood) > LIKELIHOODS.indexOf('POSSIBLE');
  return JSON.stringify({
    ruleId: infoType,
    level: hipaa === null ? 'note' : certain ? 'error' : 'warning',
    message: { text: `${infoType}, ${likelihood}, role ${role}, by ${detector}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(event.file) }, region },
        ...(part === '' ? {} : { logicalLocations: [{ fullyQualifiedName: part, kind: 'member' }] }),
      },
    ],
    properties: { part, hipaa, role, likelihood, detector },
  });
}

export const uriOf = (file: string): string =>
  isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
