import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { rtf } from './rtf.ts';

const FONTS =
  '{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 MS Gothic;}{\\f3\\fcharset238{\\*\\falt Times}Arial CE;}}';
const file = (body: string): string =>
  `{\\rtf1\\ansi\\ansicpg1252\\deff0${FONTS}{\\colortbl;\\red0;}\\pard\\plain\\f0 ${body}}`;

const letter = "Patient: Ann {\\b Exam}ple\\par MRN 00{\\i 123}45, Jos\\'e9 Pe\\u241?a\\par\n";
acceptExtractor(rtf, {
  file: file(letter),
  reads: ['Patient: Ann Example', 'MRN 0012345, José Peña'],
  refuses: ['{"rtf":1}', 'rtf1', '\\rtf1'],
  grow: (n) => file(letter.repeat(n + 1)),
});

const textOf = async (content: string | Uint8Array): Promise<string> =>
  (await read(content)).chunks.map(({ text }) => text).join('');
const fieldsOf = async (content: string): Promise<(readonly [string, string])[]> =>
  (await read(content)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => [field.key, fieldText(chunk, field)] as const),
  );

test('letters of every code page and of Unicode, with their substitutes left out', async () => {
  const text = await textOf(
    file(
      "{\\f1 \\'c0\\'ed\\'ed\\'e0} {\\f2 \\'8e\\'52\\'93\\'63} {\\f3 \\'a3ukasz} {\\uc2\\u945 \\'61\\'62x} \\u-10179?\\u-8693? {\\uc0\\u8364 5} caf \\ldblquote so\\rdblquote\\~\\emdash a\\_b\\-c",
    ),
  );
  expect(text).toContain('Анна 山田 Łukasz αx 😋 €5 caf');
  expect(text).toContain('“so”\u00a0—a-bc');
});

test('raw bytes beyond ASCII, and text in Macintosh', async () => {
  const bytes = Uint8Array.from('{\\rtf1\\mac Jos\x8e}', (char) => char.charCodeAt(0));
  expect(await textOf(bytes)).toContain('José');
});

test('hidden text is read, deleted text as it stood before', async () => {
  const text = await textOf(file('{\\v hidden 0011111}\\par MRN 00{\\deleted 12}{\\revised 34}567\\par'));
  expect(text).toContain('hidden 0011111');
  expect(text.split('\n')).toEqual(expect.arrayContaining(['MRN 0034567', 'MRN 0012567']));
});

test('headers, notes, boxes and comments stand apart; names, properties and links are read', async () => {
  const text = await textOf(
    `{\\rtf1{\\info{\\title Ward 4}{\\author Dora Doctor}{\\doccomm note 0022222}}{\\*\\userprops{\\propname MRN}\\proptype30{\\staticval 0033333}}{\\header Page of Ann\\par}${FONTS}
Pat{\\footnote see 0044444}ient{\\*\\annotation{\\*\\atnauthor Dora}call 0055555}{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv scan 0066666}}{\\sp{\\sn cropFromTop}{\\sv 12}}{\\shptxt in box 0077777\\par}}}\\par
{\\field{\\*\\fldinst HYPERLINK "mailto:ann@example.org"}{\\fldrslt write}}{\\stylesheet{\\s0 Normal;}}{\\*\\unheardof kept 0088888}{\\*\\generator Riched}\\par}`,
  );
  for (const value of [
    'Ward 4',
    'Dora Doctor',
    '0022222',
    '0033333',
    'Page of Ann',
    'Patient',
    'see 0044444',
    'call 0055555',
    'scan 0066666',
    'in box 0077777',
    'ann@example.org',
    'write',
    'kept 0088888',
  ])
    expect(text).toContain(value);
  for (const value of ['Normal', 'Riched', 'Arial', 'cropFromTop']) expect(text).not.toContain(value);
});

test('tables and forms name their values', async () => {
  const row = (...cells: string[]): string =>
    `\\trowd\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl ${cells.map((cell) => `${cell}\\cell`).join(' ')}\\row `;
  const fields = await fieldsOf(
    file(
      `${row('Name', 'DOB', 'MRN')}${row('Ann Example', '02/03/1980', '0012345')}\\pard after\\par
{\\field{\\*\\fldinst FORMTEXT {\\*\\formfield{\\fftype0{\\*\\ffname SSN}{\\*\\ffdeftext none}}}}{\\fldrslt 078-05-1120}}\\par
{\\*\\bkmkstart Phone}217-555-0123{\\*\\bkmkend Phone}\\par{\\field{\\*\\fldinst MERGEFIELD City}{\\fldrslt Springfield}}`,
    ),
  );
  expect(fields).toEqual(
    expect.arrayContaining([
      ['DOB', '02/03/1980'],
      ['MRN', '0012345'],
      ['SSN', '078-05-1120'],
      ['Phone', '217-555-0123'],
      ['City', 'Springfield'],
    ]),
  );
});

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replaceAll(/(.{64})/g, '$1\n');
const lengthString = (text: string): number[] => {
  const length = text === '' ? 0 : text.length + 1;
  return [length & 255, length >> 8, 0, 0, ...(text === '' ? [] : [...Buffer.from(text), 0])];
};
const uint32 = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];

test('a packaged file is read as what it is, with its name', async () => {
  const content = Buffer.from('Name,MRN,City\nAnn,0012345,Springfield\nBob,0054321,Shelbyville\n');
  const packed = [
    2,
    0,
    ...Buffer.from('list.csv\0C:\\ann\\list.csv\0'),
    0,
    0,
    3,
    0,
    ...lengthString('C:\\tmp\\list.csv'),
    ...uint32(content.length),
    ...content,
  ];
  const object = new Uint8Array([
    ...uint32(0x501),
    ...uint32(2),
    ...lengthString('Package'),
    ...lengthString(''),
    ...lengthString(''),
    ...uint32(packed.length),
    ...packed,
  ]);
  const { chunks, gaps } = await read(
    file(`{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata ${hex(object)}}{\\result shown}}`),
  );
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]));
  expect(fields).toContainEqual(['MRN', '0012345']);
  const text = chunks.map((chunk) => chunk.text).join('\n');
  for (const value of ['C:\\ann\\list.csv', 'shown']) expect(text).toContain(value);
  expect(gaps).toEqual([]);
});

test('pictures are gaps, once, in hexadecimal and raw', async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const both = `{\\*\\shppict{\\pict\\pngblip ${hex(png)}}}{\\nonshppict{\\pict\\wmetafile8 0102}}`;
  expect((await read(file(both))).gaps).toEqual([{ part: 'picture', reason: 'needs-ocr' }]);
  expect((await read(file('{\\pict\\wmetafile8 0102}'))).gaps).toEqual([{ part: 'picture', reason: 'needs-ocr' }]);
  const raw = Uint8Array.from(file('{\\pict\\pngblip\\bin8 \x89PNG{{}\\}after'), (char) => char.charCodeAt(0));
  const reading = await read(raw);
  expect(reading.gaps).toEqual([{ part: 'picture', reason: 'needs-ocr' }]);
  expect(reading.chunks.map(({ text }) => text).join('')).toContain('after');
});

test('a damaged object is a gap with its name', async () => {
  expect((await read(file('{\\object{\\*\\objdata 01050000ff}}'))).gaps).toEqual([
    { part: 'object', reason: 'malformed' },
  ]);
});

test('groups in groups by the hundred thousand', async () => {
  const text = await textOf(`{\\rtf1${'{'.repeat(200_000)}deep 0012345${'}'.repeat(200_000)} after}`);
  expect(text).toContain('deep 0012345');
  expect(text).toContain('after');
});

test('what a broken document says outside of its groups holds for no other document', async () => {
  const whole = await read(file(letter));
  await read('{\\rtf1 a}}\\deleted\\info b');
  expect(await read(file(letter))).toEqual(whole);
});
