import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { hl7v2 } from './hl7v2.ts';
import meanings from './reading/hl7v2-meaning.json' with { type: 'json' };

const message = [
  'MSH|^~\\&|LAB|EX|EHR|EX|20240102||ADT^A01|1|P|2.5',
  'PID|1||0012345^^^EX^MR~078051120^^^^SS||Example^Ann^B||19800203|F|||1 Main St^^Springfield^IL^62701||(217)555-0123',
  'NK1|1|Sample^Bob|SPO||555-0124',
  'PV1|1|I|||||1234567893^Doctor^Dora||||||||||||V0099887',
  '',
].join('\r');

acceptExtractor(hl7v2, {
  file: message,
  reads: ['0012345', 'Example^Ann^B', 'Doctor^Dora'],
  declares: [
    ['PID-3', '0012345'],
    ['PID-5', 'Example'],
    ['PID-7', '19800203'],
    ['PID-11', '1 Main St'],
    ['NK1-2', 'Sample'],
    ['PV1-7', 'Doctor'],
  ],
  refuses: ['MSHA is a company', 'PID|1', '{"MSH":1}'],
  grow: (n) => message.repeat(n + 1),
});

test('roles, identifier types and one record per person', async () => {
  const { chunks } = await read(`\v${message}\x1c\r`);
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })));
  const of = (value: string) => fields.find((field) => field.value === value);
  expect(of('078051120')?.infoType).toBe('US_SOCIAL_SECURITY_NUMBER');
  expect(of('Example')?.role).toBe('patient');
  expect(of('Sample')?.role).toBe('relative');
  expect(of('Doctor')?.role).toBe('provider');
  expect(of('V0099887')).toMatchObject({
    infoType: 'ENCOUNTER_NUMBER',
    role: 'patient',
    record: of('Example')?.record,
  });
  expect(new Set(['Example', 'Sample', 'Doctor'].map((name) => of(name)?.record)).size).toBe(3);
});

test('delimiters are those that the message declares', async () => {
  const { chunks } = await read(message.replaceAll('|', '#').replaceAll('^', '$'));
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain('Example');
});

test('the table names known types and roles, by position', () => {
  for (const { role, fields } of Object.values(meanings)) {
    expect(['patient', 'relative', 'provider', 'unknown']).toContain(role);
    for (const [position, meaning] of Object.entries(fields)) {
      expect(Number(position)).toBeGreaterThan(0);
      for (const [component, type] of Object.entries(meaning)) {
        expect(component === 'role' ? ['patient'] : [expect.stringMatching(/^[A-Z_]+$/)]).toContainEqual(type);
      }
    }
  }
});
