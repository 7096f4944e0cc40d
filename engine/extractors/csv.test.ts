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

const fieldsOf = async (file: string | Uint8Array): Promise<(readonly [string, string])[]> =>
  (await read(file)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => [field.key, fieldText(chunk, field)] as const),
  );

test('a `sep=` line names the delimiter, after a byte order mark too', async () => {
  for (const start of ['sep=;\r\n', '\uFEFFsep=;\r\n', 'sep=^\n']) {
    const delimiter = start.includes('^') ? '^' : ';';
    const file = `${start}Name${delimiter}MRN\r\nExample${delimiter}0012345\r\n`;
    expect(await fieldsOf(file)).toEqual([
      ['Name', 'Example'],
      ['MRN', '0012345'],
    ]);
  }
});

test('a byte order mark, blank rows and a title may stand above the headings', async () => {
  const file =
    '\uFEFFPatients seen in January,,\r\n\r\nExported 2024-02-01\r\nName,MRN,DOB\r\nExample,0012345,1980-02-03\r\nSample,0054321\r\n"Third",0099999,1982-04-05\r\nFourth,0099998,1982-04-06\r\n';
  const fields = await fieldsOf(file);
  expect(fields).toContainEqual(['MRN', '0012345']);
  expect(fields).toContainEqual(['MRN', '0054321']);
  expect(fields).toContainEqual(['DOB', '1982-04-05']);
});

test('a backslash before a quote, where the file writes quotes so', async () => {
  const fields = await fieldsOf('Name,Note,MRN\n"Example","said \\"ouch\\" twice",0012345\n"S","x",0054321\n');
  expect(fields).toContainEqual(['Note', 'said "ouch" twice']);
  expect(fields).toContainEqual(['MRN', '0012345']);
});

test('one column under a heading is a table, lines of prose are none', async () => {
  expect(await fieldsOf('MRN\n0012345\n0054321\n0099999\n')).toContainEqual(['MRN', '0054321']);
  expect(csv.accepts(new TextEncoder().encode('Notes\nwas well\n12 today\nthen home\n'))).toBe(false);
});

test('UTF-16 with tabs, as spreadsheets save Unicode text', async () => {
  const text = '\uFEFFName\tMRN\r\nMüller\t0012345\r\nPeña\t0054321\r\n';
  const bytes = new Uint8Array(text.length * 2);
  Array.from(text, (char, i) => new DataView(bytes.buffer).setUint16(i * 2, char.charCodeAt(0), true));
  expect(await fieldsOf(bytes)).toContainEqual(['Name', 'Müller']);
});

test('prose with commas is no table', () => {
  const prose = [
    'Dear Ann, thank you for the letter, which came today.',
    'We met, talked, and parted.',
    'It rained.',
    'The next day, however, it was fine, warm, and dry.',
    'So, all is well.',
  ].join('\n');
  expect(csv.accepts(new TextEncoder().encode(prose))).toBe(false);
});
