import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import XLSX from 'xlsx';
import { fieldText, read } from '../../../../test/support/accept-extractor.ts';

const pairs = (reading: Awaited<ReturnType<typeof read>>): (readonly [string, string])[] =>
  reading.chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)] as const));
const textOf = (reading: Awaited<ReturnType<typeof read>>): string =>
  reading.chunks.map((chunk) => chunk.text).join('\n');

/** A workbook by SheetJS. */
const save = (
  sheets: Readonly<Record<string, XLSX.WorkSheet>>,
  change: (book: XLSX.WorkBook) => void = () => {},
): Uint8Array => {
  const book = XLSX.utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, sheet, name);
  change(book);
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', bookSST: true }));
};

const cell = (sheet: XLSX.WorkSheet, at: string, value: XLSX.CellObject): void => {
  sheet[at] = value;
};

test('a birth date stored as a serial, a number shown as an SSN, a long number: as shown and as stored', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['Name', 'DOB', 'SSN', 'Plan ID', 'Born'],
    ['Ann Example', 0, 0, 0, 0],
  ]);
  cell(sheet, 'B2', { t: 'n', v: 29254, z: 'm/d/yyyy' });
  cell(sheet, 'C2', { t: 'n', v: 78051120, z: '000-00-0000' });
  cell(sheet, 'D2', { t: 'n', v: 123456789012345 });
  cell(sheet, 'E2', { t: 'n', v: 29254, z: 'yyyy' });
  const reading = await read(save({ Patients: sheet }));
  expect(pairs(reading)).toEqual(
    expect.arrayContaining([
      ['Name', 'Ann Example'],
      ['DOB', '2/3/1980'],
      ['SSN', '078-05-1120'],
      ['SSN', '78051120'],
      ['Plan ID', '123456789012345'],
      ['Born', '1980'],
      ['Born', '1980-02-03'],
    ]),
  );
  expect(textOf(reading)).toContain('Patients\n');
});

test('serials count from 1904 where the workbook says so', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([['DOB'], [0]]);
  cell(sheet, 'A1', { t: 's', v: 'Name' });
  cell(sheet, 'B1', { t: 's', v: 'DOB' });
  cell(sheet, 'B2', { t: 'n', v: 27792, z: 'yyyy-mm-dd' });
  sheet['!ref'] = 'A1:B2';
  const file = save({ S: sheet }, (book) => {
    book.Workbook = { WBProps: { date1904: true } };
  });
  expect(pairs(await read(file))).toContainEqual(['DOB', '1980-02-03']);
});

test('hidden sheets and rows, comments, names, formulas’ texts, links and properties', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['Name', 'MRN'],
    ['Ann Example', '0012345'],
    ['Hidden Row', '0054321'],
  ]);
  sheet['!rows'] = [{}, {}, { hidden: true }];
  cell(sheet, 'C2', { t: 's', v: 'x', f: 'IF(A2="Bob Sample","y","x")' });
  (sheet.A2 as XLSX.CellObject).c = [{ a: 'Dora Doctor', t: 'call 555-0123' }];
  (sheet.B2 as XLSX.CellObject).l = { Target: 'mailto:ann@example.org', Tooltip: 'write to Ann' };
  sheet['!ref'] = 'A1:C3';
  const secret = XLSX.utils.aoa_to_sheet([['0099999']]);
  const file = save({ Open: sheet, Secret: secret }, (book) => {
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }], Names: [{ Name: 'PatientMRN', Ref: 'Secret!$A$1' }] };
    book.Props = { Author: 'Dora Doctor', Subject: 'Ward 4' };
    book.Custprops = { MRN: '0077777' };
  });
  const reading = await read(file);
  const text = textOf(reading);
  for (const value of ['0054321', 'call 555-0123', 'Bob Sample', 'ann@example.org', 'write to Ann', 'Ward 4'])
    expect(text).toContain(value);
  expect(pairs(reading)).toEqual(
    expect.arrayContaining([
      ['MRN', '0054321'],
      ['PatientMRN', '0099999'],
      ['MRN', '0077777'],
      ['author', 'Dora Doctor'],
    ]),
  );
});

test('headings below a title, and a form with its labels to the left', async () => {
  const list = XLSX.utils.aoa_to_sheet([
    ['Patients of January'],
    [],
    ['Name', 'MRN', 'Ward'],
    ['Ann Example', '0012345', 'West'],
    [],
    ['Visitor', 'Phone', 'Relation'],
    ['Bob Sample', '555-0123', 'brother'],
  ]);
  const form = XLSX.utils.aoa_to_sheet([
    ['Patient name', 'Ann Example'],
    ['DOB', '02/03/1980'],
    ['MRN', '0012345'],
  ]);
  expect(pairs(await read(save({ S: list })))).toEqual(
    expect.arrayContaining([
      ['MRN', '0012345'],
      ['Phone', '555-0123'],
    ]),
  );
  const reading = await read(save({ S: form }));
  expect(pairs(reading)).toEqual(
    expect.arrayContaining([
      ['MRN', '0012345'],
      ['DOB', '02/03/1980'],
    ]),
  );
  const records = reading.chunks.flatMap(({ fields }) => fields.filter(({ key }) => /^(?:DOB|MRN)$/.test(key)));
  expect(new Set(records.map(({ record }) => record)).size).toBe(1);
});

test('inline and rich strings, escapes, booleans, leftovers; headers, filters, pivot caches', async () => {
  const sheet = `<worksheet><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><r><t>M</t></r><r><t>RN</t></r></is></c></row>
    <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="str"><v>00123_x002D_45</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="d"><v>1980-02-03</v></c></row></sheetData>
    <autoFilter><filterColumn><filters><filter val="0088888"/></filters></filterColumn></autoFilter>
    <dataValidations><dataValidation prompt="as on the wristband"><formula1>"Ann,Bob"</formula1></dataValidation></dataValidations>
    <headerFooter><oddHeader>&amp;CWard 4 &amp;D</oddHeader></headerFooter></worksheet>`;
  const file = zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
    'xl/sharedStrings.xml': strToU8(
      '<sst><si><t>Ex</t><rPh><t>エ</t></rPh><t>ample</t></si><si><t>left 0033333</t></si></sst>',
    ),
    'xl/pivotCache/pivotCacheDefinition1.xml': strToU8(
      '<pivotCacheDefinition><cacheFields><cacheField name="Name"><sharedItems><s v="Gone Patient"/></sharedItems></cacheField><cacheField name="MRN"/></cacheFields></pivotCacheDefinition>',
    ),
    'xl/pivotCache/pivotCacheRecords1.xml': strToU8(
      '<pivotCacheRecords><r><x v="0"/><n v="66666666"/></r></pivotCacheRecords>',
    ),
    'xl/printerSettings/printerSettings1.bin': new Uint8Array([1, 0, 0, 2, ...strToU8('Ward printer'), 0, 0]),
  });
  const reading = await read(file);
  const text = textOf(reading);
  for (const value of [
    'TRUE',
    '1980-02-03',
    '0088888',
    'as on the wristband',
    'Ann,Bob',
    'Ward 4',
    'left 0033333',
    'Ward printer',
  ])
    expect(text).toContain(value);
  expect(pairs(reading)).toEqual(
    expect.arrayContaining([
      ['Name', 'Example'],
      ['MRN', '00123-45'],
      ['Name', 'Gone Patient'],
      ['MRN', '66666666'],
    ]),
  );
  expect(reading.gaps).toEqual([]);
});

test('a sheet of many rows comes in chunks, each cell under its heading', async () => {
  const rows = Array.from({ length: 8000 }, (_, i) => [`Person ${i}`, `${1_000_000 + i}`, 'Springfield']);
  const reading = await read(save({ S: XLSX.utils.aoa_to_sheet([['Name', 'MRN', 'City'], ...rows]) }));
  expect(reading.chunks.filter(({ part }) => part === 'xl/worksheets/sheet1.xml').length).toBeGreaterThan(1);
  expect(pairs(reading).filter(([key]) => key === 'MRN')).toHaveLength(8000);
});

test('binary workbooks are gaps with their name', async () => {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    book,
    XLSX.utils.aoa_to_sheet([
      ['Name', 'MRN'],
      ['Ann', '0012345'],
    ]),
    'S',
  );
  const { gaps } = await read(new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsb', bookSST: true })));
  expect(gaps).toContainEqual({ part: 'xl/worksheets/sheet1.bin', reason: 'unsupported' });
  expect(gaps).toContainEqual({ part: 'xl/sharedStrings.bin', reason: 'unsupported' });
});

test('a long string is shown whole once, and by its beginning in further cells', async () => {
  const long = `MRN 0012345 ${'x'.repeat(20_000)} end 0066666`;
  const rows = Array.from({ length: 300 }, () => [long]);
  const text = textOf(await read(save({ S: XLSX.utils.aoa_to_sheet(rows) })));
  expect(text.split('MRN 0012345')).toHaveLength(301);
  expect(text.split('end 0066666')).toHaveLength(2);
  expect(text.length).toBeLessThan(400_000);
});
