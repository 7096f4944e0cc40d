import { strToU8, zipSync } from 'fflate';
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
  expect(text.get('word/header1.xml')).toBe('Patient Example');
  expect(text.get('word/comments.xml')).toContain('Dora Doctor');
  expect(text.get('word/comments.xml')).toContain('call 0022222');
  expect(text.get('docProps/core.xml')).toContain('Ann Example');
  expect(text.get('word/_rels/document.xml.rels')).toContain('ann@example.org');
  expect(text.get('word/embeddings/letter.docx!word/document.xml')).toBe('embedded 0011111');
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
  expect(fields).toEqual([
    ['Name', 'Example'],
    ['MRN', '12345678'],
  ]);
  const leftover = chunks.find((chunk) => chunk.part === 'xl/sharedStrings.xml');
  expect(leftover?.text).toBe('left 0033333');
});
