import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createQuick, QUICK_LIMIT } from './quick.ts';
import { buildRe2 } from './re2/build.ts';

const quick = createQuick(new WebAssembly.Module(readFileSync((await buildRe2()).path)));

const NOTE = 'Patient: Maria Garcia\nMRN: 48201937\nAssessment: type 2 diabetes mellitus.\n';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what it says', () => {
  test.each<[string, string | Uint8Array]>([
    ['text', NOTE],
    ['bytes', new TextEncoder().encode(NOTE)],
    ['UTF-16', Buffer.from(`\ufeff${NOTE}`, 'utf16le')],
    ['JSON', JSON.stringify({ note: { body: NOTE } })],
    ['JSON by its keys', JSON.stringify({ patientMrn: 48201937, dx: 'asthma' })],
    ['JSON in JSON', JSON.stringify({ data: JSON.stringify({ note: NOTE }) })],
    ['a form', `title=x&note=${encodeURIComponent(NOTE)}`],
    ['a form by its keys', 'patient_mrn=48201937&dx=asthma'],
    ['percent', `/log?m=${encodeURIComponent(NOTE)}`],
    ['base64', `payload ${base64(NOTE)}`],
    ['base64 in JSON', JSON.stringify({ body: base64(NOTE) })],
    ['HTML', `<p>Patient: <b>Maria Garcia</b></p><p>MRN: <i>4820</i>1937</p><p>asthma</p>`],
    ['escapes', JSON.stringify({ note: NOTE }).replaceAll('4', '\\u0034')],
  ])('phi in %s', (_, body) => expect(quick.inspect(body)).toBe('phi'));

  test.each<[string, string]>([
    ['nothing', ''],
    ['prose', 'The ward meeting is at noon in room 4. Bring the printed agenda.'],
    ['telemetry', JSON.stringify({ event: 'click', x: 12, t: 1700000000, id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' })],
    ['a form', 'q=weather+tomorrow&lang=en'],
    ['health without a person', 'Asthma is a common disease of the lungs.'],
  ])('clean: %s', (_, body) => expect(quick.inspect(body)).toBe('clean'));

  test('fields as the browser parsed them', () => {
    expect(quick.inspect([{ key: 'mrn', value: '48201937' }])).toBe('phi');
    expect(quick.inspect([{ key: 'comment', value: 'thanks' }])).toBe('clean');
  });

  test.each<[string, string | Uint8Array]>([
    ['HL7 v2', 'MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5\rPID|1||123'],
    ['X12', 'ISA*00*          *00*          *ZZ*A*ZZ*B~'],
    ['XML', '<?xml version="1.0"?><a><b>1</b></a>'],
    ['a table', 'a,b,c\n1,2,3\n4,5,6\n'],
    ['a number of a person without health context', 'SSN: 536-48-1293'],
    ['what is too large', 'a'.repeat(QUICK_LIMIT + 1)],
    ['what is no text', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 8, 0, 0, 0, 1, 2, 3, 0, 0, 0)],
    [
      'a file in a form',
      new TextEncoder().encode('--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nx\r\n--b--'),
    ],
  ])('needs-engine: %s', (_, body) => expect(quick.inspect(body)).toBe('needs-engine'));

  test('up to a MiB is read to its end', () => {
    const filler = 'the ward meeting notes were read and the team agreed\n';
    const long = filler.repeat(Math.floor((QUICK_LIMIT - NOTE.length) / filler.length)) + NOTE;
    expect(quick.inspect(long)).toBe('phi');
  });
});

test('answers whatever it is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 200 })), (body) => {
      expect(['clean', 'phi', 'needs-engine']).toContain(quick.inspect(body));
    }),
    { numRuns: 300, seed: 7 },
  );
});
