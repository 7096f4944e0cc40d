import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, type Reading, read } from '../../test/support/accept-extractor.ts';
import { appendPdf, buildPdf, type PdfObject, pagesPdf, shown } from '../../test/support/build-pdf.ts';
import { DEFAULT_BUDGET } from '../extract.ts';
import { pdf } from './pdf.ts';

/** A value cut over runs (with kerning between), one placed out of order, one over its label. */
const LETTER = [
  'BT /F1 11 Tf 72 700 Td [(Patient: Jane Ex) 20 (am) -15 (ple)] TJ ET',
  'BT /F1 11 Tf 160 680 Td (00123456) Tj ET BT /F1 11 Tf 72 680 Td (MRN:) Tj ET',
  shown(
    [72, 640, 'Date of birth'],
    [250, 640, 'Phone'],
    [400, 640, 'City'],
    [72, 625, '02/03/1980'],
    [250, 625, '212-555-0143'],
    [400, 625, 'Springfield'],
  ),
].join('\n');

acceptExtractor(pdf, {
  file: pagesPdf([LETTER]),
  reads: [
    'Patient: Jane Example',
    'MRN:\t00123456',
    'Date of birth\tPhone\tCity',
    '02/03/1980\t212-555-0143\tSpringfield',
  ],
  declares: [
    ['MRN', '00123456'],
    ['Date of birth', '02/03/1980'],
    ['Phone', '212-555-0143'],
  ],
  refuses: ['the format %PDF-1.7 is', 'PDF', '<html>'],
});

const textOf = ({ chunks }: Reading, part: string): string | undefined =>
  chunks.find((chunk) => chunk.part === part)?.text;
const fieldsOf = ({ chunks }: Reading): string[][] =>
  chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]));

test('pages are parts; packed objects are read like plain ones', async () => {
  for (const packed of [false, true]) {
    const reading = await read(pagesPdf([shown([72, 700, 'first']), shown([72, 700, 'second'])], { packed }));
    expect(reading.gaps).toEqual([]);
    expect(textOf(reading, 'page 1')).toBe('first');
    expect(textOf(reading, 'page 2')).toBe('second');
  }
});

test('columns of prose come one after the other, words that end a line with a hyphen whole', async () => {
  const left = [
    'The clinic on the hill is',
    'open from eight to five on',
    'weekdays and keeps a desk',
    'for questions about bills',
    'and appoint-',
    'ments of every kind there',
  ];
  const right = [
    'Visitors find parking lots',
    'behind the main building',
    'where a shuttle leaves at',
    'each full hour for the old',
    'town and for the railway',
    'station near the river',
  ];
  const lines = left.flatMap(
    (text, i) =>
      [
        [72, 700 - 14 * i, text],
        [330, 700 - 14 * i, right[i] ?? ''],
      ] as const,
  );
  const { chunks } = await read(pagesPdf([shown(...lines)]));
  expect(chunks[0]?.text).toBe(`${left.join('\n').replace('appoint-\n', 'appoint')}\n${right.join('\n')}`);
});

test('spaced-out letters, boxes for single figures, lines to write on and text drawn twice', async () => {
  const boxes = [...'512448071'].map((figure, i) => [200 + 15 * i, 660, figure] as const);
  const { chunks } = await read(
    pagesPdf([
      [
        'BT /F1 11 Tf 72 700 Td [(P) -400 (A) -400 (T) -400 (I) -400 (E) -400 (N) -400 (T)] TJ ET',
        shown([72, 680, 'Name: ______________'], [110, 681, 'Jane Roe'], [72, 660, 'SSN'], ...boxes),
        shown([72, 640, 'Bold'], [72.4, 640, 'Bold']),
        'BT /F1 11 Tf 0 1 -1 0 580 100 Tm (in the margin) Tj ET',
      ].join('\n'),
    ]),
  );
  expect(chunks[0]?.text).toBe('PATIENT\nName: Jane Roe\nSSN\t512448071\nBold\nin the margin');
});

test('form values with their labels, notes, links, what annotations draw', async () => {
  const annotations: PdfObject[] = [
    '<</Type /Annot /Subtype /Widget /FT /Tx /T (pt_dob) /TU (Date of birth) /V (02/03/1980) /Rect [200 600 300 620] /F 2>>',
    '<</Type /Annot /Subtype /Text /Contents (call 0022222) /T (Dora Doctor) /Rect [0 0 20 20]>>',
    '<</Type /Annot /Subtype /Link /Rect [0 0 20 20] /A <</S /URI /URI (mailto:ann@example.org)>>>>',
    '<</Type /Annot /Subtype /Stamp /Rect [100 500 200 520] /AP <</N 10 0 R>>>>',
    {
      dict: '/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources <</Font <</F1 3 0 R>>>>',
      stream: shown([2, 5, 'stamped 0033333']),
    },
    '<</Type /Annot /Subtype /Widget /FT /Tx /T (ssn) /V (512-44-8071) /Rect [0 0 0 0]>>',
  ];
  const reading = await read(
    pagesPdf([shown([72, 700, 'a form'])], {
      catalog: '/AcroForm <</Fields [6 0 R 11 0 R]>>',
      page: '/Annots [6 0 R 7 0 R 8 0 R 9 0 R]',
      more: annotations,
    }),
  );
  expect(fieldsOf(reading)).toEqual(
    expect.arrayContaining([
      ['Date of birth', '02/03/1980'],
      ['ssn', '512-44-8071'],
    ]),
  );
  for (const value of ['call 0022222', 'Dora Doctor', 'mailto:ann@example.org', 'stamped 0033333'])
    expect(textOf(reading, 'page 1')).toContain(value);
  expect(reading.gaps).toEqual([]);
});

test('attached files, properties, XMP, bookmarks and scripts', async () => {
  const reading = await read(
    pagesPdf([shown([72, 700, 'cover'])], {
      catalog:
        '/Names <</EmbeddedFiles <</Names [(list.csv) 7 0 R]>>>> /Metadata 8 0 R /Outlines 9 0 R /OpenAction <</S /JavaScript /JS (var mrn = "00778899")>>',
      info: '<</Author (Ann Example) /Subject (Discharge of Jane Roe)>>',
      more: [
        { dict: '/Type /EmbeddedFile', stream: 'Name,MRN\nJane Example,00123456\n', flate: true },
        '<</Type /Filespec /F (list.csv) /EF <</F 6 0 R>> /Desc (sent by Dora Doctor)>>',
        {
          dict: '/Type /Metadata /Subtype /XML',
          stream: '<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Bob Example</dc:creator></x:xmpmeta>',
        },
        '<</Type /Outlines /First 10 0 R /Last 10 0 R /Count 1>>',
        '<</Title (Chart of Jane Roe) /Parent 9 0 R /Dest [4 0 R /Fit]>>',
      ],
    }),
  );
  expect(fieldsOf(reading)).toContainEqual(['Author', 'Ann Example']);
  expect(textOf(reading, 'attachments/list.csv')).toContain('Jane Example');
  expect(textOf(reading, 'attachments/list.csv (description)')).toBe('sent by Dora Doctor');
  expect(textOf(reading, '(metadata)')).toContain('Bob Example');
  expect(textOf(reading, '(bookmarks)')).toContain('Chart of Jane Roe');
  expect(textOf(reading, '(scripts)')).toContain('00778899');
});

test('what was taken out by appending is still read; what is unchanged is not read twice', async () => {
  const first = pagesPdf([shown([72, 700, 'MRN 00123456']), shown([72, 700, 'same'])]);
  const reading = await read(appendPdf(first, { 5: { stream: shown([72, 700, 'redacted']) } }));
  expect(textOf(reading, 'page 1')).toBe('redacted');
  expect(textOf(reading, 'version 1!page 1')).toBe('MRN 00123456');
  expect(textOf(reading, 'version 1!page 2')).toBeUndefined();
  expect(reading.gaps).toEqual([]);
});

test('what stands before and after the document is read', async () => {
  const file = Buffer.concat([
    Buffer.from('MIME junk 0011111\n'),
    pagesPdf([shown([72, 700, 'x'])]),
    Buffer.from('MRN 0022222'),
  ]);
  const reading = await read(file);
  expect(textOf(reading, '(before)')).toContain('0011111');
  expect(textOf(reading, '(after)')).toContain('0022222');
});

test('encryption is a gap, unless the empty password opens it', async () => {
  expect(await read(pagesPdf([LETTER], { password: 'secret' }))).toEqual({
    chunks: [],
    gaps: [{ part: '', reason: 'encrypted' }],
  });
  expect(textOf(await read(pagesPdf([LETTER], { password: '' })), 'page 1')).toContain('Jane Example');
});

test('glyphs that the file does not explain are a gap; with a map they are read', async () => {
  const cid = (more: string): PdfObject[] => [
    `<</Type /Font /Subtype /Type0 /BaseFont /Sub /Encoding /Identity-H /DescendantFonts [7 0 R] ${more}>>`,
    '<</Type /Font /Subtype /CIDFontType2 /BaseFont /Sub /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 600 /FontDescriptor 9 0 R>>',
    { stream: '1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0010> <002a> <0041> endbfrange' },
    '<</Type /FontDescriptor /FontName /Sub /Flags 4 /FontBBox [0 0 600 700] /ItalicAngle 0 /Ascent 700 /Descent 0 /StemV 80>>',
  ];
  const content = 'BT /F2 11 Tf 72 700 Td <0010001100120013> Tj ET';
  const resources = { resources: '/Font <</F1 3 0 R /F2 6 0 R>>' };
  const dark = await read(pagesPdf([content], { ...resources, more: cid('') }));
  expect(dark.gaps).toEqual([{ part: 'page 1', reason: 'partial' }]);
  const told = await read(pagesPdf([content], { ...resources, more: cid('/ToUnicode 8 0 R') }));
  expect([textOf(told, 'page 1'), told.gaps]).toEqual(['ABCD', []]);
});

test('words in a font that cannot be read are a gap', async () => {
  const font = '<</Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R]>>';
  const kin =
    '<</Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>> /FontDescriptor 8 0 R>>';
  const descriptor =
    '<</Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93>>';
  const content = `${shown([72, 700, 'beside'])} BT /F2 12 Tf 72 650 Td <004100420043> Tj ET`;
  const resources = '/Font <</F1 3 0 R /F2 6 0 R>>';
  const { chunks, gaps } = await read(pagesPdf([content], { resources, more: [font, kin, descriptor] }));
  expect([chunks[0]?.text, gaps]).toEqual(['beside', [{ part: 'page 1', reason: 'partial' }]]);
});

const image = (width: number, height: number): PdfObject => ({
  dict: `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceGray`,
  stream: new Uint8Array(width * height).fill(200),
  flate: true,
});

test('a scanned page needs OCR, a rule or a dot does not', async () => {
  const placed = (width: number, height: number, matrix: string) =>
    read(
      pagesPdf([`${shown([72, 700, 'text'])} q ${matrix} cm /I Do Q`], {
        resources: '/XObject <</I 6 0 R>>',
        more: [image(width, height)],
      }),
    );
  expect((await placed(800, 1000, '612 0 0 792 0 0')).gaps).toEqual([{ part: 'page 1', reason: 'needs-ocr' }]);
  expect((await placed(600, 2, '612 0 0 2 0 700')).gaps).toEqual([]);
  expect((await placed(20, 20, '20 0 0 20 72 72')).gaps).toEqual([]);
});

test('a stream that breaks off, a missing page and a fault in a page are gaps, and the rest is read', async () => {
  const cut = deflateSync(
    Buffer.from(shown(...Array.from({ length: 90 }, (_, i) => [72, 780 - 8 * i, `line ${i * 7919}`] as const))),
  );
  const broken = await read(
    buildPdf([
      '<</Type /Catalog /Pages 2 0 R>>',
      '<</Type /Pages /Kids [4 0 R 9 0 R] /Count 2 /MediaBox [0 0 612 792] /Resources <</Font <</F1 3 0 R>>>>>>',
      '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>',
      '<</Type /Page /Parent 2 0 R /Contents 5 0 R>>',
      { dict: '/Filter /FlateDecode', stream: cut.subarray(0, cut.length / 2) },
    ]),
  );
  expect(textOf(broken, 'page 1')).toContain('line 0');
  expect(broken.gaps).toContainEqual({ part: '', reason: 'partial' });
  expect(broken.gaps).toContainEqual({ part: 'page 2', reason: 'malformed' });
  const fault = await read(pagesPdf([`/Missing Do ${shown([72, 700, 'still here'])}`]));
  expect([textOf(fault, 'page 1'), fault.gaps]).toEqual(['still here', [{ part: 'page 1', reason: 'partial' }]]);
});

test('pages over the budget are a gap', async () => {
  const { chunks, gaps } = await read(pagesPdf(['', '', '']), 'file', { ...DEFAULT_BUDGET, pages: 2 });
  expect(chunks.map(({ part }) => part)).toEqual(['page 1', 'page 2']);
  expect(gaps).toEqual([{ part: '', reason: 'too-large' }]);
});

/** Forms 6 to 15, each of which draws the next one ten times. */
const MULTIPLYING: readonly PdfObject[] = Array.from({ length: 10 }, (_, i) => ({
  dict: `/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources <</Font <</F1 3 0 R>> /XObject <</N ${7 + i} 0 R>>>>`,
  stream: i === 9 ? shown([72, 700, 'again']) : '/N Do '.repeat(10),
}));

test('hostile documents end in a gap: a kilobyte that says a gigabyte, forms that draw forms', async () => {
  const budget = { ...DEFAULT_BUDGET, expandedBytes: 1024 * 1024 };
  const twice = deflateSync(deflateSync(Buffer.alloc(16 * 1024 * 1024, ' ')));
  const layered = { dict: '/Filter [/FlateDecode /FlateDecode]', stream: twice };
  for (const more of [[{ stream: Buffer.alloc(3_000_000, ' '), flate: true }], [layered]]) {
    const bomb = await read(pagesPdf([shown([72, 700, 'x'])], { more }), 'file', budget);
    expect(bomb).toEqual({ chunks: [], gaps: [{ part: '', reason: 'too-large' }] });
  }
  const drawn = await read(
    pagesPdf([`${shown([72, 700, 'first'])} /N Do`], { resources: '/XObject <</N 6 0 R>>', more: MULTIPLYING }),
  );
  expect(textOf(drawn, 'page 1')).toContain('first');
  expect(drawn.gaps).toContainEqual({ part: 'page 1', reason: 'partial' });
  const stamp = '<</Type /Annot /Subtype /Stamp /Rect [0 0 612 792] /AP <</N 6 0 R>>>>';
  const annotated = await read(
    pagesPdf([shown([72, 700, 'first'])], { page: '/Annots [16 0 R]', more: [...MULTIPLYING, stamp] }),
  );
  expect(textOf(annotated, 'page 1')).toBe('first');
  expect(annotated.gaps).toContainEqual({ part: 'page 1', reason: 'partial' });
});

test.each([
  ['a tree of pages that is its own child', '<</Type /Pages /Kids [2 0 R] /Count 1>>'],
  ['a billion pages', '<</Type /Pages /Kids [4 0 R] /Count 1000000000>>'],
  ['a hundred thousand nested arrays', `<</Type /Pages /Kids ${'['.repeat(100_000)} /Count 1>>`],
  ['a tree that refers to itself', '2 0 R'],
])('%s ends', async (_, pages) => {
  const { chunks, gaps } = await read(
    buildPdf(['<</Type /Catalog /Pages 2 0 R>>', pages, 'null', '<</Type /Page /Parent 2 0 R>>']),
    'file',
    { ...DEFAULT_BUDGET, pages: 50 },
  );
  expect(chunks.length + gaps.length).toBeGreaterThan(0);
});
