import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  Footer,
  FootnoteReferenceRun,
  Header,
  InsertedTextRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { strToU8, zipSync } from 'fflate';
import PptxGenJS from 'pptxgenjs';
import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { ooxml } from './ooxml.ts';

const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const pack = (members: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    ...Object.fromEntries(
      Object.entries(members).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  });

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (text: string): string => `<w:tc><w:p>${run(text)}</w:p></w:tc>`;
const body = `<w:document xmlns:w="w"><w:body><w:p>${run('MRN 00')}${run('12')}${run('345 &amp; more')}</w:p>
<w:tbl><w:tr>${cell('Name')}${cell('DOB')}${cell('City')}</w:tr><w:tr>${cell('Example')}${cell('1980-02-03')}${cell('Springfield')}</w:tr></w:tbl>
<w:p><w:del><w:r><w:delText>deleted 0054321</w:delText></w:r></w:del></w:p></w:body></w:document>`;

acceptExtractor(ooxml, {
  file: pack({ 'word/document.xml': body }),
  reads: ['MRN 0012345 & more', 'Example\t1980-02-03\tSpringfield', 'deleted 0054321'],
  declares: [
    ['Name', 'Example'],
    ['DOB', '1980-02-03'],
  ],
  refuses: ['PK', '<w:document/>'],
});

test('every member is a part: headers, comments, properties, links, embedded files', async () => {
  const inner = pack({ 'word/document.xml': `<w:p>${run('embedded 0011111')}</w:p>` });
  const { chunks, gaps } = await read(
    pack({
      'word/document.xml': body,
      'word/header1.xml': `<w:hdr><w:p>${run('Patient Example')}</w:p></w:hdr>`,
      'word/comments.xml': `<w:comments><w:comment w:author="Dora Doctor"><w:p>${run('call 0022222')}</w:p></w:comment></w:comments>`,
      'docProps/core.xml': '<cp:coreProperties><dc:creator>Ann Example</dc:creator></cp:coreProperties>',
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Target="mailto:ann@example.org" TargetMode="External"/></Relationships>',
      'word/embeddings/letter.docx': inner,
      'word/media/image1.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10),
    }),
  );
  const text = new Map(chunks.map((chunk) => [chunk.part, chunk.text]));
  expect(text.get('word/header1.xml')).toBe('Patient Example\n');
  expect(text.get('word/comments.xml')).toContain('Dora Doctor');
  expect(text.get('word/comments.xml')).toContain('call 0022222');
  expect(text.get('docProps/core.xml')).toContain('Ann Example');
  expect(text.get('word/_rels/document.xml.rels')).toContain('ann@example.org');
  expect(text.get('word/embeddings/letter.docx!word/document.xml')).toBe('embedded 0011111\n');
  expect(gaps).toEqual([{ part: 'word/media/image1.png', reason: 'needs-ocr' }]);
});

test('workbooks: shared, inline and plain values under their headings; leftover strings too', async () => {
  const sheet = `<worksheet><sheetData>
    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>MRN</t></is></c></row>
    <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12345678</v></c></row></sheetData></worksheet>`;
  const strings =
    '<sst><si><t>Name</t></si><si><r><t>Exa</t></r><r><t>mple</t></r></si><si><t>left 0033333</t></si></sst>';
  const { chunks } = await read(pack({ 'xl/worksheets/sheet1.xml': sheet, 'xl/sharedStrings.xml': strings }));
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]));
  expect(fields).toContainEqual(['Name', 'Example']);
  expect(fields).toContainEqual(['MRN', '12345678']);
  const leftover = chunks.find((chunk) => chunk.part === 'xl/sharedStrings.xml');
  expect(leftover?.text).toBe('left 0033333');
});

const textsOf = async (file: Uint8Array): Promise<Map<string, string>> => {
  const texts = new Map<string, string>();
  for (const { part, text } of (await read(file)).chunks) texts.set(part, (texts.get(part) ?? '') + text);
  return texts;
};

test('a letter as a word processor saves it: header, footer, notes, comments, changes, properties', async () => {
  const author = { author: 'Dora Doctor', date: '2024-01-02T03:04:05Z' };
  const document = new Document({
    title: 'Referral 0077777',
    creator: 'Dora Doctor',
    customProperties: [{ name: 'MRN', value: '0088888' }],
    comments: { children: [{ id: 0, ...author, date: new Date(0), children: [new Paragraph('call 0022222')] }] },
    footnotes: { 1: { children: [new Paragraph('see chart 0033333')] } },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph('Patient Ann Example')] }) },
        footers: { default: new Footer({ children: [new Paragraph('Fax 217-555-0199')] }) },
        children: [
          new Paragraph({
            children: [
              new TextRun('MRN 00'),
              new TextRun({ text: '12345', bold: true }),
              new CommentRangeStart(0),
              new TextRun(' seen'),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
              new FootnoteReferenceRun(1),
              new DeletedTextRun({ text: ' gone 0044444', id: 7, ...author }),
              new InsertedTextRun({ text: ' new 0055555', id: 8, ...author }),
              new ExternalHyperlink({ link: 'mailto:ann@example.org', children: [new TextRun(' write')] }),
            ],
          }),
          new Table({
            rows: [
              ['Name', 'DOB', 'MRN'],
              ['Ann Example', '02/03/1980', '0012345'],
            ].map(
              (cells) =>
                new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) }),
            ),
          }),
        ],
      },
    ],
  });
  const texts = await textsOf(new Uint8Array(await Packer.toBuffer(document)));
  const all = [...texts.values()].join('\n');
  for (const value of [
    '0077777',
    '0088888',
    'call 0022222',
    'see chart 0033333',
    'Fax 217-555-0199',
    'Patient Ann Example',
  ])
    expect(all).toContain(value);
  const body = texts.get('word/document.xml') ?? '';
  expect(body).toContain('MRN 0012345 seen new 0055555 write');
  expect(body).toContain('MRN 0012345 seen gone 0044444 write');
  expect(all).toContain('mailto:ann@example.org');
  const { chunks } = await read(new Uint8Array(await Packer.toBuffer(document)));
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]));
  expect(fields).toEqual(
    expect.arrayContaining([
      ['DOB', '02/03/1980'],
      ['MRN', '0012345'],
      ['MRN', '0088888'],
    ]),
  );
});

test('slides as a presentation program saves them: text, tables, notes, alternative texts', async () => {
  const deck = new PptxGenJS();
  const slide = deck.addSlide();
  slide.addText('Tumour board: Ann Example', { x: 1, y: 1, w: 5, h: 1 });
  slide.addTable(
    [
      ['Name', 'DOB', 'MRN'],
      ['Ann Example', '02/03/1980', '0012345'],
    ].map((row) => row.map((text) => ({ text }))),
    { x: 1, y: 2, w: 6 },
  );
  slide.addNotes('Phone 217-555-0123 before');
  slide.addChart('bar', [{ name: 'Ward West', labels: ['Ann Example'], values: [4] }], { x: 1, y: 4, w: 4, h: 2 });
  const file = (await deck.write({ outputType: 'uint8array' })) as Uint8Array;
  const { chunks, gaps } = await read(file);
  const all = chunks.map(({ text }) => text).join('\n');
  for (const value of ['Tumour board: Ann Example', 'Phone 217-555-0123 before', 'Ward West'])
    expect(all).toContain(value);
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]));
  expect(fields).toEqual(
    expect.arrayContaining([
      ['DOB', '02/03/1980'],
      ['MRN', '0012345'],
    ]),
  );
  expect(gaps).toEqual([]);
});

/** A PNG's beginning: signature, length and name of the header chunk, width, height. */
const png = (width: number, height: number): Uint8Array => {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 0x1a, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
};
/** A JPEG with a segment before its frame header. */
const jpeg = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc2, 0, 11, 8],
    ...[height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0, 0xff, 0xd9],
  ]);

test.each([
  ['png', png(395, 512), false],
  ['jpeg', jpeg(395, 512), false],
  ['png', png(396, 513), true],
  ['jpeg', jpeg(800, 100), true],
  ['jpeg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1]), true],
])('a preview too small to be read is no gap, any other is: %s', async (type, picture, gap) => {
  const { gaps } = await read(pack({ 'word/document.xml': body, [`docProps/thumbnail.${type}`]: picture }));
  expect(gaps).toEqual(gap ? [{ part: `docProps/thumbnail.${type}`, reason: 'needs-ocr' }] : []);
});

test('members are what the list of types says, wherever they lie', async () => {
  const types = `<Types><Override PartName="/content/main.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
  const texts = await textsOf(
    zipSync({
      '[Content_Types].xml': strToU8(types),
      'content/main.xml': strToU8(body),
      'customXml/item1.xml': strToU8('<patient><mrn>0099999</mrn></patient>'),
    }),
  );
  expect(texts.get('content/main.xml')).toContain('MRN 0012345 & more');
  expect(texts.get('customXml/item1.xml')).toContain('0099999');
});
