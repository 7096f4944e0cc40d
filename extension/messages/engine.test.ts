import * as v from 'valibot';
import { expect, test } from 'vitest';
import { engineRequest, type RecordRequest } from './engine.ts';

const RECORD = {
  type: 'record',
  id: '0f9c1f7e-8a3b-4c57-9a8e-2f1d6b7c8d90',
  channel: 'paste',
  destinationUrl: 'https://ai.example.org/chat',
  sourceUrl: 'https://ehr.example.org/',
  decision: {
    action: 'redact',
    obligations: [{ kind: 'redact', infoTypes: ['US_SOCIAL_SECURITY_NUMBER'] }],
    override: 'justify',
    severity: 'high',
    notify: 'Patient data may not go here.',
    purposes: [{ code: 'TREAT', label: 'Treating a patient' }],
    reason: {
      rules: ['no-phi'],
      monitored: [],
      gaps: ['needs-ocr'],
      errors: [],
      conditions: ['destination.trust is unsanctioned'],
      policy: { id: 'p', version: 3, hash: 'ab' },
      engine: '0.1.0',
      destination: { group: 'ai', trust: 'unsanctioned' },
    },
  },
  disposition: 'modified',
  by: 'user',
  features: {
    counts: { US_SOCIAL_SECURITY_NUMBER: { LIKELY: 2 } },
    phi: true,
    persons: 1,
    gaps: ['needs-ocr'],
    bytes: 120,
    items: 1,
    datasets: { patient: 1 },
  },
  purpose: 'TREAT',
  tokens: { kid: 'privacy-office', jwe: 'a.b.c' },
  justification: { length: 20 },
  time: 1,
  milliseconds: 12,
} as const satisfies RecordRequest;

const taken = (message: unknown) => v.safeParse(engineRequest, message).success;

test('a record with everything that it can hold is taken as it is', () => {
  expect(v.parse(engineRequest, RECORD)).toEqual(RECORD);
});

test.each([
  ['a word of its own', { ...RECORD, note: 'Marisol Quennell' }],
  ['an action that there is not', { ...RECORD, decision: { ...RECORD.decision, action: 'ignore' } }],
  ['content in the place of a class', { ...RECORD, features: { ...RECORD.features, counts: { '512-44-8071': {} } } }],
  ['content in the place of a gap', { ...RECORD, features: { ...RECORD.features, gaps: ['Marisol Quennell'] } }],
  ['an end that there is not', { ...RECORD, disposition: 'forgotten' }],
])('a record with %s is not', (_, record) => {
  expect(taken(record)).toBe(false);
});

test('a question without an engine names all that the policy is asked about', () => {
  const request = {
    channel: 'print',
    destination: { url: 'https://ehr.example.org/' },
    user: { roles: ['nurse'], groups: [] },
    now: 1,
    content: RECORD.features,
  };
  expect(taken({ type: 'decide', request })).toBe(true);
  expect(taken({ type: 'decide', request: { ...request, content: 'an-inspection' } })).toBe(false);
  expect(taken({ type: 'decide' })).toBe(false);
});
