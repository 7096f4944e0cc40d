import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Decision, Disposition } from '../types.ts';
import {
  checkOcsf,
  FIRST,
  type IncidentInput,
  linkHash,
  makeIncident,
  type OcsfEvent,
  placeShape,
  toOcsf,
  verifyLog,
} from './index.ts';

const digest = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await webcrypto.subtle.digest('SHA-256', bytes));

const decision: Decision = {
  action: 'block',
  obligations: [],
  override: 'none',
  severity: 'high',
  purposes: [],
  reason: {
    rules: ['no-identifiers'],
    monitored: [],
    gaps: [],
    errors: [],
    conditions: ['channel is paste'],
    policy: { id: 'test', version: 3, hash: 'ab'.repeat(32) },
    engine: '0.1.0',
    destination: { group: 'public-ai', trust: 'unsanctioned' },
  },
};

const input = (
  sequence: number,
  disposition: Disposition = 'blocked',
  action: Decision['action'] = 'block',
): IncidentInput => ({
  uid: `01JD${String(sequence).padStart(22, '0')}`,
  sequence,
  time: 1_790_000_000_000 + sequence,
  channel: 'paste',
  decision: { ...decision, action },
  disposition,
  by: 'policy',
  features: { counts: { MEDICAL_RECORD_NUMBER: { LIKELY: 2 } }, phi: true, persons: 1, gaps: [], bytes: 120, items: 1 },
  destinationUrl: 'https://ai.example.org/chat/Orla-Finch/48201937?q=Orla#mrn',
  milliseconds: 12,
});

const log = async (length: number): Promise<OcsfEvent[]> => {
  const events: OcsfEvent[] = [];
  let prev = FIRST;
  for (let sequence = 1; sequence <= length; sequence++) {
    const event = toOcsf(makeIncident(input(sequence)), prev);
    events.push(event);
    prev = await linkHash(event, digest);
  }
  return events;
};

test('a place is its origin and the shape of its path', () => {
  expect(placeShape('https://user:pw@ai.example.org:8443/chat/Orla-Finch/48201937?q=Orla#x')).toBe(
    'https://ai.example.org:8443/chat/:x/:x',
  );
  expect(placeShape('https://ehr.example.org/users/quennell/records/v2')).toBe(
    'https://ehr.example.org/users/:x/records/v2',
  );
  expect(placeShape('https://p70113000.example.org/')).toBe('https://x.example.org/');
  expect(placeShape('http://[2001:db8::7]:8080/a/b/c/d/e/f/g')).toBe('http://[2001:db8::7]:8080/:x/:x/:x/:x/:x/:x/…');
  expect(placeShape('http://203.0.113.7/chat')).toBe('http://203.0.113.7/chat');
  expect(placeShape('blob:https://ai.example.org/1b2c')).toBe('blob:');
  expect(placeShape('not a url')).toBe('unknown:');
});

test.each([
  ['blocked', 'block', 2, 2],
  ['modified', 'redact', 4, 11],
  ['overridden', 'justify', 1, 8],
  ['allowed', 'warn', 1, 1],
  ['allowed', 'log', 3, 17],
  ['timed-out', 'block', 2, 2],
] as const)('%s by %s is OCSF %i / %i and fits the class', (disposition, action, action_id, disposition_id) => {
  const event = toOcsf(makeIncident(input(1, disposition, action)), FIRST);
  expect(event).toMatchObject({ action_id, disposition_id });
  expect(checkOcsf(event)).toEqual([]);
});

test('the record is small and holds nothing of the content', () => {
  const record = JSON.stringify(makeIncident(input(1)));
  expect(record.length).toBeLessThan(1024);
  expect(record).not.toMatch(/Orla|48201937/);
});

test('of what the user said, a purpose code and a length are kept', () => {
  const said = (purpose: string) =>
    makeIncident({ ...input(1), purpose, justification: { code: 'for Orla Finch', length: 14 } });
  expect(said('TREAT')).toMatchObject({ purpose: 'TREAT', justification: { length: 14 } });
  expect(JSON.stringify(said('Orla Finch'))).not.toMatch(/Orla/);
});

test('the destination is a host and a port', () => {
  const event = toOcsf(makeIncident({ ...input(1), destinationUrl: 'http://ai.example.org:8080/chat' }), FIRST);
  expect(event.dst_endpoint).toEqual({ hostname: 'ai.example.org', port: 8080 });
});

test('the class check names what is missing or wrong', () => {
  const event = toOcsf(makeIncident(input(1)), FIRST);
  expect(checkOcsf({ ...event, time: 5, severity_id: 42, metadata: undefined })).toHaveLength(4);
  expect(checkOcsf({ ...event, unmapped: { pattern_match: 'x' } })).toEqual(['pattern_match would carry content']);
});

describe('the chain', () => {
  test('a whole log has no problems, from its first record or from a later one', async () => {
    const events = await log(6);
    expect(await verifyLog(events, digest)).toEqual([]);
    expect(await verifyLog(events.slice(2), digest)).toEqual([]);
  });

  test.each([
    ['flipped', (events: OcsfEvent[]) => events.with(2, { ...(events[2] as OcsfEvent), severity_id: 1 })],
    ['deleted', (events: OcsfEvent[]) => events.toSpliced(2, 1)],
    ['reordered', (events: OcsfEvent[]) => events.with(2, events[3] as OcsfEvent).with(3, events[2] as OcsfEvent)],
    ['doubled', (events: OcsfEvent[]) => events.toSpliced(3, 0, events[2] as OcsfEvent)],
  ])('a %s record shows', async (_, change) => {
    expect((await verifyLog(change(await log(6)), digest)).length).toBeGreaterThan(0);
  });
});
