import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { csv } from './csv.ts';

const row = '"Example, Ann",0012345,"said ""ouch""\ntwice"\n';

acceptExtractor(csv, {
  file: `Name,MRN,Note\n${row}${row}`,
  reads: ['Example, Ann', '0012345', 'said "ouch"\ntwice'],
  declares: [
    ['Name', 'Example, Ann'],
    ['MRN', '0012345'],
    ['Note', 'said "ouch"\ntwice'],
  ],
  refuses: ['Dear colleague, thank you.\nShe is well, I hope.\n', 'one\ntwo\nthree\n'],
  grow: (n) => `Name,MRN,Note\n${row.repeat(n + 1)}`,
});

test.each([',', ';', '\t', '|'])('dialect %j', async (delimiter) => {
  const file = [
    ['Last name', 'DOB', 'City'],
    ['Example', '1980-02-03', 'Springfield'],
    ['Sample', '', 'Shelbyville'],
  ]
    .map((cells) => cells.join(delimiter))
    .join('\r\n');
  const { chunks } = await read(file);
  const fields = chunks.flatMap((chunk) =>
    chunk.fields.map((field) => [field.key, fieldText(chunk, field), field.record]),
  );
  expect(fields).toEqual([
    ['Last name', 'Example', 1],
    ['DOB', '1980-02-03', 1],
    ['City', 'Springfield', 1],
    ['Last name', 'Sample', 2],
    ['City', 'Shelbyville', 2],
  ]);
});

test('a table without a heading declares nothing', async () => {
  const { chunks } = await read('1,Example,1980-02-03\n2,Sample,1981-03-04\n3,Third,1982-04-05\n');
  expect(chunks.flatMap((chunk) => chunk.fields)).toEqual([]);
});

test('a cell across the edge of a chunk stays whole in the text', async () => {
  const note = 'x'.repeat(300_000);
  const { chunks } = await read(`Name,MRN,Note\nExample,0012345,"${note}"\nSample,0054321,none\n`);
  expect(chunks.map((chunk) => chunk.text).join('')).toContain(`"${note}"\nSample`);
  const last = chunks.at(-1);
  expect(last?.fields.map((field) => last && fieldText(last, field))).toContain('0054321');
});
