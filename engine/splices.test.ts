import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine, type InfoType } from './index.ts';
import { buildRe2 } from './re2/build.ts';

const engine = await createEngine({ re2: new WebAssembly.Module(readFileSync((await buildRe2()).path)) });
const plain = (content: string) => ({ mediaType: 'text/plain', content });

const LINES: readonly (readonly [infoType: InfoType, line: string, value: string])[] = [
  ['MEDICAL_RECORD_NUMBER', 'MRN: 48201937', '48201937'],
  ['US_SOCIAL_SECURITY_NUMBER', 'SSN: 536-48-1293', '536-48-1293'],
  ['PHONE_NUMBER', 'Phone: 212-555-0143', '212-555-0143'],
  ['DATE_OF_BIRTH', 'Date of birth: 03/07/1985', '03/07/1985'],
];

let ids = 0;
/** Inspects texts one after the other, each following those before; the types found at the last one. */
const pasted = async (texts: readonly string[]): Promise<readonly InfoType[]> => {
  const follows: string[] = [];
  let types: readonly InfoType[] = [];
  for (const text of texts) {
    const id = `paste-${ids++}`;
    const { findings } = await engine.inspect({ id, items: [plain(text)], follows: [...follows] });
    for (const { start, end, item } of findings) {
      expect(item).toBe(0);
      expect(start >= 0 && end > start && end <= text.length).toBe(true);
    }
    types = findings.map(({ infoType }) => infoType);
    follows.push(id);
  }
  for (const id of follows) await engine.forget(id);
  return types;
};

test.each(LINES)('%s cut over two pastes at every offset is found at the second', async (infoType, line) => {
  for (let at = 1; at < line.length; at += 1)
    expect(await pasted([line.slice(0, at), line.slice(at)]), `cut at ${at}`).toContain(infoType);
});

test.each(LINES)('%s cut over three pastes is found at the third', async (infoType, line, value) => {
  const from = line.length - value.length;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: line.length - 2 }), fc.nat(), async (first, more) => {
      // The last part of the value comes with the last paste.
      const second = Math.max(first + 1, from + 1 + (more % (value.length - 1)));
      fc.pre(second < line.length);
      const parts = [line.slice(0, first), line.slice(first, second), line.slice(second)];
      expect(await pasted(parts), JSON.stringify(parts)).toContain(infoType);
    }),
    { seed: 11, numRuns: 40 },
  );
});

test('what stands around the parts does not hide them; with a blank between too', async () => {
  expect(await pasted([`${'notes of the ward\n'.repeat(200)}MRN: 482`, '01937\nand nothing more'])).toContain(
    'MEDICAL_RECORD_NUMBER',
  );
  expect(await pasted(['Patient SSN:', '536-48-1293'])).toContain('US_SOCIAL_SECURITY_NUMBER');
});

test.each([
  ['SSN in three fields', ['536', '48', '1293'], 'US_SOCIAL_SECURITY_NUMBER'],
  ['telephone in three fields', ['212', '555', '0143'], 'PHONE_NUMBER'],
  ['label and number', ['MRN:', '48201937'], 'MEDICAL_RECORD_NUMBER'],
] as const)('%s: found, with its part in each field', async (_, values, infoType) => {
  const { findings } = await engine.inspect({ id: '', items: values.map(plain) });
  const own = findings.filter((finding) => finding.infoType === infoType);
  const parts = own.map(({ item, start, end }) => values[item]?.slice(start, end));
  for (const value of values.filter((one) => /^\d+$/.test(one))) expect(parts).toContain(value);
});

test('texts of nobody stay nobody’s, whatever they follow', async () => {
  expect(await pasted(['the meeting is at 10', '30 in room 4', 'bring 12 copies'])).toEqual([]);
  expect((await engine.inspect({ id: '', items: ['Boston', 'MA', '02101', '42'].map(plain) })).findings).toEqual([]);
});

test('the forms of one content are no parts of one another', async () => {
  const items = [plain('MRN: 482'), plain('01937')].map((item) => ({ ...item, flavour: true }));
  expect((await engine.inspect({ id: '', items })).findings).toEqual([]);
});
