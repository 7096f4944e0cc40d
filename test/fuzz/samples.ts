/** Writes the samples of `test/corpus/fuzz/` anew: `node test/fuzz/samples.ts`. Small, invented, of each format. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import PptxGenJS from 'pptxgenjs';
import XLSX from 'xlsx';
import { CARRIERS } from '../accuracy/own/carriers.ts';
import { buildDicom, type DicomValue } from '../support/build-dicom.ts';
import { blank, box, buildJpeg, buildPng, buildTiff, buildWebp } from '../support/build-image.ts';
import { appendPdf, pagesPdf, shown } from '../support/build-pdf.ts';
import { packCompound } from '../support/pack-compound.ts';
import { keepSample } from './corpus.ts';

const note = 'Patient: Ann Example\nDate of birth: 02/03/1980\nMRN: 0012345\nSeen for asthma. Call 217-555-0123.\n';
const table =
  'Name,MRN,"City, State",Note\nExample,0012345,"Springfield, IL","two\nlines"\nSample,0054321,Shelbyville,\n';
const carry = (format: string, text: string, name: string): Uint8Array =>
  CARRIERS.find((carrier) => carrier.format === format)?.carry(text, name) ?? new Uint8Array();

const lines = (...all: readonly string[]): string => all.join('\r\n');
const mail = lines(
  'From: Dora Doctor <dora@example.org>',
  'To: ann@example.org',
  'Subject: =?utf-8?Q?Jos=C3=A9?= =?utf-8?B?IFBlw7Fh?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/html; charset="iso-8859-1"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>Patient Ann=20Example, MRN 00=',
  '12345</p>',
  '--b',
  'Content-Type: text/csv; name="list.csv"',
  'Content-Disposition: attachment; filename="list.csv"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(table).toString('base64'),
  '--b--',
  '',
);
const hl7 = [
  'MSH|^~\\&|LAB|EX|EHR|EX|20240102||ORU^R01|1|P|2.5',
  'PID|1||0012345^^^EX^MR~078051120^^^^SS||Example^Ann^B||19800203|F|||1 Main St^^Springfield^IL^62701||(217)555-0123',
  'OBX|1|ED|PDF^Report||^application^pdf^Base64^JVBERi0xLjQK||||||F',
  'OBX|2|TX|NOTE||Seen \\T\\ treated\\.br\\by Dora Doctor||||||F',
  '',
].join('\r');
const x12 = [
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *240102*1200*^*00501*000000001*0*T*:',
  'GS*HC*S*R*20240102*1200*1*X*005010X222A1',
  'ST*837*0001',
  'NM1*IL*1*Example*Ann****MI*W123456789',
  'N3*1 Main St',
  'N4*Springfield*IL*62701',
  'DMG*D8*19800203*F',
  'HI*ABK:J45909*ABF:E119',
  'SE*6*0001',
  '',
].join('~\n');
const vcard = lines(
  'BEGIN:VCARD',
  'VERSION:3.0',
  'FN:Ann Example',
  'N:Example;Ann;B.;;',
  'BDAY:1980-02-03',
  'NOTE;ENCODING=QUOTED-PRINTABLE:MRN=3A 00=',
  '12345',
  'PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=',
  'X-MRN:00',
  ' 77777',
  'END:VCARD',
  '',
);
const ical = lines(
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'DTSTART:20240102T090000Z',
  'SUMMARY:Ann Example\\, MRN 0012345',
  'ATTENDEE;CN="Example, Ann":mailto:ann@example.org',
  'ATTACH;ENCODING=BASE64;VALUE=BINARY:TVJOIDAwMTIzNDU=',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
);
const fhir = JSON.stringify({
  resourceType: 'Bundle',
  entry: [
    {
      resource: {
        resourceType: 'Patient',
        identifier: [{ type: { text: 'MRN' }, value: '0012345' }],
        name: [{ family: 'Example', given: ['Ann'] }],
        birthDate: '1980-02-03',
      },
    },
  ],
  note: 'a "quoted" \u00e9 text',
  n: [1, 2.5e3, null, true],
});
const ccda =
  '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY who "Ann Example">]><ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><id extension="0012345"/><patient><name><given>Ann</given><family>Example</family></name><birthTime value="19800203"/></patient></patientRole></recordTarget><component><![CDATA[MRN 0012345]]>&who;&#65;</component><!-- said 0054321 --></ClinicalDocument>';
const html =
  '<!doctype html><html><head><title>Ann &amp; Bob</title><style>p{}</style><script>var mrn="0012345"</script></head><body><!-- 0054321 --><table><tr><th>Name<th>MRN</tr><tr><td>Example<td>0012345</tr></table><p hidden>MRN&#58; 0099999</p><img alt="Ann Example" src="data:text/plain;base64,TVJOIDAwMTIzNDU="><textarea>call 217-555-0123</textarea></body></html>';
const rtf =
  '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}{\\info{\\author Dora}}{\\header Ward 4}\\pard\\f0 Patient: Ann {\\b Exam}ple\\par MRN 00{\\i 123}45, Jos\\\'e9 Pe\\u241?a\\par\\trowd Name\\cell DOB\\cell\\row Ann\\cell 02/03/1980\\cell\\row{\\footnote seen}{\\field{\\*\\fldinst HYPERLINK "mailto:ann@example.org"}{\\fldrslt mail}}{\\pict\\pngblip 89504e470d0a1a0a}\\bin4 abcd}';

const dicom: readonly DicomValue[] = [
  ['0008,0060', 'CS', 'CT'],
  ['0010,0010', 'PN', 'Example^Ann'],
  ['0010,0020', 'LO', '0012345'],
  ['0010,1002', 'SQ', [[['0010,0020', 'LO', '0011111']], [['0010,1002', 'SQ', [[['0010,0020', 'LO', '0022222']]]]]]],
  ['0042,0011', 'OB', strToU8('%PDF-1.4')],
  ['7fe0,0010', 'OW', new Uint8Array(32)],
];
const tiff = buildTiff([
  {
    entries: [
      [0x0100, 3, [8]],
      [0x0101, 3, [8]],
      [0x010e, 2, 'MRN 0012345'],
      [0x013b, 2, 'Dora Doctor'],
      [0x8769, 4, { entries: [[0x9286, 7, strToU8('ASCII\0\0\0Ann Example')]] }],
    ],
    strip: new Uint8Array(8),
  },
]);
const xmp =
  '<x:xmpmeta><rdf:Description dc:description="MRN 0012345"><dc:creator>Dora</dc:creator></rdf:Description></x:xmpmeta>';

const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(
  book,
  XLSX.utils.aoa_to_sheet([
    ['Name', 'MRN', 'DOB'],
    ['Ann Example', 12345, new Date(Date.UTC(1980, 1, 3))],
    ['José', '0054321', true],
  ]),
  'ward',
);
const bookAs = (bookType: XLSX.BookType): Uint8Array =>
  new Uint8Array(XLSX.write(book, { type: 'buffer', bookType, compression: true }) as Buffer);
const slides = new PptxGenJS();
const slide = slides.addSlide();
slide.addText('Ann Example, MRN 0012345');
slide.addNotes('call 217-555-0123');
slide.addTable([
  [{ text: 'Name' }, { text: 'DOB' }],
  [{ text: 'Ann' }, { text: '02/03/1980' }],
]);
const pptx = new Uint8Array((await slides.write({ outputType: 'nodebuffer' })) as Buffer);
const docx = carry('docx', note, 'note.docx');

const pages = pagesPdf([
  shown([72, 700, 'Patient: Ann Example'], [72, 680, 'MRN: 0012345']),
  'BT /F1 11 Tf 72 700 Td [(Ex) 20 (am) -15 (ple)] TJ ET',
]);
const pdfs = {
  plain: pages,
  packed: pagesPdf([shown([72, 700, 'MRN 0012345'])], { packed: true, info: '<</Author (Dora Doctor)>>' }),
  appended: appendPdf(pages, { 5: { stream: shown([72, 700, 'MRN 0054321']), flate: true } }),
};

/** What only an office program writes in the old formats. */
function converted(): Record<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'chartward-samples-'));
  try {
    writeFileSync(join(folder, 'note.docx'), docx);
    writeFileSync(join(folder, 'slides.pptx'), pptx);
    const made: Record<string, Uint8Array> = {};
    for (const [file, to] of [
      ['note.docx', 'doc'],
      ['note.docx', 'odt'],
      ['slides.pptx', 'ppt'],
      ['slides.pptx', 'odp'],
    ] as const) {
      spawnSync('soffice', ['--headless', '--convert-to', to, '--outdir', folder, join(folder, file)]);
      made[to] = new Uint8Array(readFileSync(join(folder, file.replace(/\w+$/, to))));
    }
    return made;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const office = converted();

const samples: Readonly<Record<string, Readonly<Record<string, Uint8Array | string | undefined>>>> = {
  ooxml: { docx, xlsx: carry('xlsx', table, 'list.xlsx'), xlsx2: bookAs('xlsx'), pptx },
  opendocument: { odt: office.odt, ods: bookAs('ods'), odp: office.odp },
  zip: {
    plain: zipSync(
      { 'a/list.csv': strToU8(table), 'b.html': strToU8(html), 'c.txt': [strToU8(note), { level: 0 }] },
      { mtime: new Date(1980, 1, 1) },
    ),
    nested: zipSync(
      { 'inner.zip': zipSync({ 'm.hl7': strToU8(hl7) }), 'l.gz': gzipSync(strToU8(note), { mtime: 0 }) },
      { comment: 'MRN 0012345' },
    ),
  },
  gzip: {
    plain: gzipSync(strToU8(table), { filename: 'list.csv', mtime: 0 }),
    two: Buffer.concat([gzipSync(strToU8(note), { mtime: 0 }), gzipSync(strToU8(table), { mtime: 0 })]),
  },
  pdf: pdfs,
  'compound-file': {
    doc: office.doc,
    xls: bookAs('biff8'),
    ppt: office.ppt,
    other: packCompound({ 'a/b': strToU8(note), c: strToU8(table.repeat(100)) }),
  },
  tar: {
    plain: await packTar([
      { header: { name: 'ward/', size: 0, type: 'directory' } },
      { header: { name: 'ward/list.csv', size: table.length }, body: table },
      {
        header: { name: `${'long/'.repeat(40)}n.txt`, size: note.length, pax: { comment: 'said 0066666' } },
        body: note,
      },
    ]),
  },
  dicom: {
    explicit: buildDicom(dicom),
    implicit: buildDicom(dicom, { syntax: 'implicit', prefix: false }),
    open: buildDicom(dicom, { undefinedLength: true }),
    big: buildDicom(dicom, { syntax: 'big-endian' }),
    deflated: buildDicom(dicom, { syntax: 'deflated' }),
  },
  image: {
    png: buildPng(blank(8, 8), [
      ['tEXt', strToU8('Author\0Dora Doctor')],
      ['iTXt', strToU8(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`)],
      ['eXIf', tiff],
    ]),
    jpeg: buildJpeg(8, 8, [
      [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff])],
      [0xe1, strToU8(`http://ns.adobe.com/xap/1.0/\0${xmp}`)],
      [0xfe, strToU8('MRN 0012345')],
    ]),
    tiff,
    webp: buildWebp([
      ['VP8X', new Uint8Array(10)],
      ['EXIF', tiff],
      ['XMP ', strToU8(xmp)],
    ]),
    heic: Buffer.concat([
      box('ftyp', strToU8('heic\0\0\0\0mif1heic')),
      box('meta', new Uint8Array(4), box('iinf', new Uint8Array(6)), box('iloc', new Uint8Array(8))),
      box('mdat', tiff),
    ]),
    gif: Buffer.concat([
      Buffer.from('GIF89a\x08\0\x08\0\0\0\0', 'latin1'),
      Buffer.from('!\xfe\x0bMRN 0012345\0;', 'latin1'),
    ]),
  },
  recognised: {
    '7z': Buffer.from(`7z\xbc\xaf\x27\x1c${note}`, 'latin1'),
    rar: Buffer.from(`Rar!\x1a\x07${note}`, 'latin1'),
    sqlite: `SQLite format 3\0${note}`,
    pgp: `-----BEGIN PGP MESSAGE-----\n${note}`,
  },
  rtf: { letter: rtf },
  mbox: {
    two: `From dora@example.org Mon Jan  1 00:00:00 2024\n${mail}\nFrom dora@example.org Mon Jan  1 00:00:00 2024\nFrom: dora@example.org\nSubject: 2\nMIME-Version: 1.0\n\n>From here ${note}\n`,
  },
  eml: { mixed: mail, nested: mail.replace('text/csv; name="list.csv"', 'message/rfc822') },
  vcard: { card: vcard },
  ical: { event: ical },
  hl7v2: { message: hl7, batch: `FHS|^~\\&|A\rBHS|^~\\&|A\r${hl7}${hl7}BTS|2\rFTS|1\r` },
  x12: { claim: x12 },
  html: { page: html },
  xml: { ccda },
  json: { fhir, lines: `{"mrn":"0012345","name":"Ann"}\n{"mrn":"0054321","name":"José"}\n` },
  csv: { comma: table, semicolon: table.replaceAll(',', ';'), tabs: table.replaceAll(',', '\t') },
  text: { note, latin: Buffer.from(`${note}José Peña`, 'latin1'), utf16: Buffer.from(`\ufeff${note}`, 'utf16le') },
};

for (const [extractor, files] of Object.entries(samples))
  for (const [name, file] of Object.entries(files))
    if (file !== undefined)
      keepSample(extractor, name, typeof file === 'string' ? strToU8(file) : new Uint8Array(file));
