import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import XLSX from 'xlsx';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { opendocument } from './opendocument.ts';

const pack = (members: Readonly<Record<string, string | Uint8Array>>, kind = 'text'): Uint8Array =>
  zipSync({
    mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
    ...Object.fromEntries(
      Object.entries(members).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  });
const document = (body: string): string =>
  `<?xml version="1.0"?><office:document-content><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
const cell = (text: string): string => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
const row = (...cells: string[]): string => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`;

const textOf = async (file: string | Uint8Array): Promise<string> =>
  (await read(file)).chunks.map(({ text }) => text).join('\n');
const fieldsOf = async (file: string | Uint8Array): Promise<(readonly [string, string])[]> =>
  (await read(file)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => [field.key, fieldText(chunk, field)] as const),
  );

const letter = `<text:p>MRN <text:span>00</text:span>12<text:s text:c="1"/><text:span>345</text:span><text:tab/>José &amp; Peña</text:p>
  <table:table><table:table-header-rows>${row('Name', 'DOB')}</table:table-header-rows>${row('Ann Example', '02/03/1980')}</table:table>`;

acceptExtractor(opendocument, {
  file: pack({ 'content.xml': document(letter) }),
  reads: ['MRN 0012 345\tJosé & Peña', 'Ann Example\t02/03/1980'],
  declares: [['DOB', '02/03/1980']],
  refuses: ['PK\u0003\u0004', '<office:thing/>', '<document/>'],
});

test('notes, comments, boxes, headers, links, hidden text and alternative texts', async () => {
  const text = await textOf(
    pack({
      'content.xml': document(
        `<text:p>Pat<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>see 0011111</text:p></text:note-body></text:note>ient
        <office:annotation><dc:creator>Dora Doctor</dc:creator><dc:date>2024-01-02</dc:date><text:p>call 0022222</text:p></office:annotation></text:p>
        <text:p>Be<draw:frame draw:name="ann-0033333.png"><draw:text-box><text:p>in box 0044444</text:p></draw:text-box><svg:desc>scan 0055555</svg:desc></draw:frame>low <text:a xlink:href="mailto:ann@example.org">write</text:a><text:hidden-text text:string-value="hidden 0066666"/></text:p>`,
      ),
      'styles.xml':
        '<office:document-styles><style:style style:name="Normal"/><style:header><text:p>Page of Ann</text:p></style:header></office:document-styles>',
      'meta.xml':
        '<office:document-meta><office:meta><dc:creator>Dora</dc:creator><meta:user-defined meta:name="MRN">0077777</meta:user-defined></office:meta></office:document-meta>',
    }),
  );
  for (const value of [
    'Patient',
    'see 0011111',
    'call 0022222',
    'Dora Doctor',
    'Below write',
    'in box 0044444',
    'ann-0033333.png',
    'scan 0055555',
    'mailto:ann@example.org',
    'hidden 0066666',
    'Page of Ann',
    '0077777',
  ])
    expect(text).toContain(value);
  expect(text).not.toContain('Normal');
});

test('a changed paragraph reads as it is, and as it was', async () => {
  const text = await textOf(
    pack({
      'content.xml': document(
        `<text:tracked-changes><text:changed-region text:id="a"><text:deletion><office:change-info><dc:creator>Dora</dc:creator></office:change-info><text:p>45</text:p></text:deletion></text:changed-region>
        <text:changed-region text:id="b"><text:insertion/></text:changed-region><text:changed-region text:id="c"><text:deletion><text:p>never placed 0088888</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:p>MRN 00123<text:change text:change-id="a"/><text:change-start text:change-id="b"/>99<text:change-end text:change-id="b"/> of Ann</text:p>`,
      ),
    }),
  );
  expect(text.split('\n')).toEqual(
    expect.arrayContaining(['MRN 0012399 of Ann', 'MRN 0012345 of Ann', 'never placed 0088888']),
  );
});

test('fields, bookmarks and controls of forms name their values', async () => {
  expect(
    await fieldsOf(
      pack({
        'content.xml': document(
          `<text:user-field-decls><text:user-field-decl text:name="SSN" office:string-value="078-05-1120"/></text:user-field-decls>
          <form:text form:name="Phone" form:current-value="217-555-0123"/>
          <text:p><text:bookmark-start text:name="MRN"/>0012345<text:bookmark-end text:name="MRN"/>, <text:text-input text:description="Patient name">Ann Example</text:text-input>, <text:database-display text:column-name="DOB">02/03/1980</text:database-display></text:p>`,
        ),
      }),
    ),
  ).toEqual(
    expect.arrayContaining([
      ['SSN', '078-05-1120'],
      ['Phone', '217-555-0123'],
      ['MRN', '0012345'],
      ['Patient name', 'Ann Example'],
      ['DOB', '02/03/1980'],
    ]),
  );
});

test('spreadsheets: what cells show and hold, under their headings', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['Name', 'DOB', 'MRN', 'Plan'],
    ['Ann Example', 0, '0012345', 123456789],
    ['Bob Sample', 0, '0054321', 5],
  ]);
  sheet.B2 = { t: 'n', v: 29254, z: 'm/d/yyyy', w: '2/3/1980' };
  (sheet.A3 as XLSX.CellObject).c = [{ a: 'Dora', t: 'call 0033333' }];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'Patients');
  for (const bookType of ['ods', 'fods'] as const) {
    const file = new Uint8Array(XLSX.write(book, { type: 'array', bookType }));
    expect(await fieldsOf(file)).toEqual(
      expect.arrayContaining([
        ['Name', 'Ann Example'],
        ['MRN', '0012345'],
        ['MRN', '0054321'],
        ['Plan', '123456789'],
      ]),
    );
    expect(await textOf(file)).toContain('Patients\n');
  }
  const content = `<office:document-content><office:body><office:spreadsheet><table:table table:name="S">
    <table:table-row><table:table-cell office:value-type="string"><text:p>Born</text:p></table:table-cell><table:table-cell office:value-type="string" table:number-columns-repeated="1"><text:p>SSN</text:p></table:table-cell></table:table-row>
    <table:table-row><table:table-cell office:value-type="date" office:date-value="1980-02-03T00:00:00" table:formula="of:=DATEVALUE(&quot;kept 0066666&quot;)"><text:p>80</text:p><office:annotation><text:p>call 0033333</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="78051120"><text:p>078-05-1120</text:p></table:table-cell></table:table-row>
    <table:table-row><table:table-cell table:number-columns-repeated="1000"/></table:table-row></table:table>
    <table:named-expressions><table:named-range table:name="of_Ann" table:cell-range-address="S.B2"/></table:named-expressions></office:spreadsheet></office:body></office:document-content>`;
  const file = pack({ 'content.xml': content }, 'spreadsheet');
  expect(await fieldsOf(file)).toEqual(
    expect.arrayContaining([
      ['Born', '80'],
      ['Born', '1980-02-03'],
      ['SSN', '078-05-1120'],
      ['SSN', '78051120'],
    ]),
  );
  const text = await textOf(file);
  for (const value of ['call 0033333', 'kept 0066666', 'of_Ann']) expect(text).toContain(value);
});

test('slides with notes and tables; embedded objects instead of their pictures', async () => {
  const png = new Uint8Array(40);
  png.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const { chunks, gaps } = await read(
    pack(
      {
        'content.xml': `<office:document-content><office:body><office:presentation><draw:page draw:name="page1"><draw:frame><draw:text-box><text:p>Tumour board</text:p></draw:text-box></draw:frame>
          <draw:frame><table:table>${row('Name', 'DOB', 'MRN')}${row('Ann', '02/03/1980', '0012345')}</table:table></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>note 0033333</text:p></draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation></office:body></office:document-content>`,
        'Object 1/content.xml': document('<text:p>embedded 0055555</text:p>'),
        'ObjectReplacements/Object 1': new Uint8Array([1, 2, 3, 4, 0, 0]),
        'Pictures/a.png': png,
        'Thumbnails/thumbnail.png': png,
        'layout-cache': new Uint8Array([0, 1, 2, 3]),
      },
      'presentation',
    ),
  );
  const text = chunks.map((chunk) => chunk.text).join('\n');
  for (const value of ['Tumour board', 'note 0033333', 'embedded 0055555']) expect(text).toContain(value);
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]))).toContainEqual([
    'MRN',
    '0012345',
  ]);
  expect(gaps.map(({ part }) => part)).toEqual(['Pictures/a.png']);
});

test('encrypted members are named', async () => {
  const manifest =
    '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  const { gaps } = await read(pack({ 'content.xml': new Uint8Array([1, 2, 3]), 'META-INF/manifest.xml': manifest }));
  expect(gaps).toEqual([{ part: 'content.xml', reason: 'encrypted' }]);
});

test('a flat document with a picture in it', async () => {
  const flat = `<?xml version="1.0"?>\n<office:document xmlns:office="o"><office:meta><dc:title>Ward 4</dc:title></office:meta><office:body><office:text>${letter}<text:p><draw:frame><draw:image><office:binary-data>iVBORw0KGgoAAAANSUhEUgAA</office:binary-data></draw:image></draw:frame></text:p></office:text></office:body></office:document>`;
  const { chunks, gaps } = await read(flat);
  const text = chunks.map((chunk) => chunk.text).join('\n');
  expect(text).toContain('Ward 4');
  expect(text).toContain('MRN 0012 345');
  expect(text).not.toContain('iVBOR');
  expect(gaps).toEqual([{ part: '(text)!embedded 1', reason: 'needs-ocr' }]);
});
