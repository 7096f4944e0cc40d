import dicomParser from 'dicom-parser';
import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, type Reading, read } from '../../test/support/accept-extractor.ts';
import { buildDicom, type DicomValue, latin1, type TransferSyntax } from '../../test/support/build-dicom.ts';
import { INFO_TYPES } from '../hipaa.ts';
import { dicom } from './dicom.ts';
import meanings from './reading/dicom/meaning.json' with { type: 'json' };

const PIXELS: DicomValue = ['7fe0,0010', 'OW', new Uint8Array(64)];
const PATIENT: readonly DicomValue[] = [
  ['0008,0020', 'DA', '20240203'],
  ['0008,0050', 'SH', 'A-778899'],
  ['0008,0060', 'CS', 'CT'],
  ['0008,0090', 'PN', 'Doctor^Dora'],
  ['0009,0010', 'LO', 'ACME PRIVATE'],
  ['0009,1001', 'UN', latin1('scanned for MRN 0055555')],
  ['0010,0010', 'PN', 'Example^Jane'],
  ['0010,0020', 'LO', '00123456'],
  ['0010,0030', 'DA', '19300203'],
  ['0010,1002', 'SQ', [[['0010,0020', 'LO', '0011111']], [['0010,0020', 'LO', '0022222']]]],
  ['0010,1010', 'AS', '094Y'],
];

acceptExtractor(dicom, {
  file: buildDicom([...PATIENT, PIXELS]),
  reads: [
    'PatientName: Example^Jane',
    'OtherPatientIDsSequence.PatientID: 0022222',
    '(0009,1001): scanned for MRN 0055555',
  ],
  declares: [
    ['PatientName', 'Example^Jane'],
    ['PatientID', '00123456'],
    ['PatientID', '0022222'],
    ['PatientAge', '094Y'],
  ],
  refuses: ['DICM', 'II*\0', '\x08\0\x05\0 and more text that is none of it'],
});

const fieldsOf = ({ chunks }: Reading): unknown[][] =>
  chunks.flatMap((chunk) => chunk.fields.map((one) => [fieldText(chunk, one), one.infoType, one.role, one.record]));
const textOf = ({ chunks }: Reading): string => chunks.map(({ text }) => text).join('');

test('every transfer syntax, with and without lengths, with and without prefix, says the same', async () => {
  const plain = await read(buildDicom(PATIENT));
  expect(fieldsOf(plain)).toEqual(
    expect.arrayContaining([
      ['20240203', 'SERVICE_DATE', 'patient', 1],
      ['Doctor^Dora', 'PERSON_NAME', 'provider', 2],
      ['Example^Jane', 'PERSON_NAME', 'patient', 1],
      ['19300203', 'DATE_OF_BIRTH', 'patient', 1],
      ['0011111', 'MEDICAL_RECORD_NUMBER', 'patient', 1],
      ['094Y', 'AGE_OVER_89', 'patient', 1],
    ]),
  );
  for (const syntax of ['implicit', 'explicit', 'big-endian', 'deflated'] satisfies TransferSyntax[]) {
    for (const undefinedLength of [false, true]) {
      expect(await read(buildDicom(PATIENT, { syntax, undefinedLength })), syntax).toEqual(plain);
      if (syntax === 'implicit' || syntax === 'explicit')
        expect(await read(buildDicom(PATIENT, { syntax, undefinedLength, prefix: false })), syntax).toEqual(plain);
    }
  }
});

test('what dicom-parser finds is found, and private sequences too, which it leaves out', async () => {
  const file = buildDicom(PATIENT, { undefinedLength: true });
  const text = textOf(await read(file));
  const { elements } = dicomParser.parseDicom(new Uint8Array(file));
  for (const { vr = '', dataOffset, length } of Object.values(elements).filter(({ tag }) => !tag.startsWith('x0002')))
    if (vr !== 'SQ')
      expect(text).toContain(
        Buffer.from(file)
          .toString('latin1', dataOffset, dataOffset + length)
          .replace(/[\0 ]+$/, ''),
      );
  const hidden = buildDicom([['0009,1002', 'SQ', [[['0010,0010', 'PN', 'Hidden^Jane']]]]], {
    syntax: 'implicit',
    undefinedLength: true,
  });
  expect(textOf(await read(hidden))).toContain('(0009,1002).PatientName: Hidden^Jane');
});

test('names in the character sets that the file declares, item by item', async () => {
  const named = async (charset: string, name: Uint8Array, inner?: DicomValue[]) =>
    textOf(
      await read(
        buildDicom([
          ['0008,0005', 'CS', charset],
          ...(inner === undefined ? [] : [['0008,1110', 'SQ', [inner]] satisfies DicomValue]),
          ['0010,0010', 'PN', name],
        ]),
      ),
    );
  expect(await named('ISO_IR 100', latin1('Buc^J\xe9r\xf4me'))).toContain('Buc^Jérôme');
  expect(await named('ISO_IR 144', Uint8Array.of(0xbb, 0xee, 0xdb))).toContain('Люк'.slice(0, 1));
  expect(await named('ISO_IR 192', Buffer.from('Wang^XiaoDong=王^小東'))).toContain('王^小東');
  expect(await named('GB18030', Uint8Array.of(0xcd, 0xf5, 0x5e, 0xd0, 0xa1))).toContain('王^小');
  // PS3.5 annex H.3.1 and I.2, as they stand there.
  const japanese = 'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B';
  expect(await named('\\ISO 2022 IR 87', latin1(japanese))).toContain('Yamada^Tarou=山田^太郎=やまだ^たろう');
  const korean = 'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf';
  expect(await named('\\ISO 2022 IR 149', latin1(korean))).toContain('Hong^Gildong=洪^吉洞=홍^길동');
  const inItem = await named('ISO_IR 192', Buffer.from('Zoë^A'), [
    ['0008,0005', 'CS', 'ISO_IR 100'],
    ['0008,1030', 'LO', latin1('Sch\xe4del')],
  ]);
  expect(inItem).toContain('StudyDescription: Schädel');
  expect(inItem).toContain('Zoë^A');
});

test('pixels need OCR, a small icon does not; a document inside is read as what it is', async () => {
  const icon: DicomValue = ['0088,0200', 'SQ', [[PIXELS]]];
  expect((await read(buildDicom([...PATIENT, icon]))).gaps).toEqual([]);
  const { chunks, gaps } = await read(
    buildDicom([
      ...PATIENT,
      ['0028,0301', 'CS', 'YES'],
      ['0042,0011', 'OB', latin1('<html><body>MRN 0033333</body></html>')],
      PIXELS,
    ]),
  );
  expect(gaps).toEqual([{ part: '(pixels)', reason: 'needs-ocr' }]);
  expect(chunks.find(({ part }) => part === 'document')?.text).toContain('MRN 0033333');
  expect(chunks[0]?.text).toContain('BurnedInAnnotation: YES');
  const fragments = Buffer.concat([
    buildDicom(PATIENT),
    Buffer.from('e07f1000', 'hex'),
    Buffer.from('OB\0\0'),
    Buffer.from('fffffffffeff00e000000000feff00e00400000041424344feffdde000000000', 'hex'),
    Buffer.from('fcfffcff', 'hex'),
    Buffer.from('OB\0\0\x08\0\0\0after it', 'latin1'),
  ]);
  const framed = await read(fragments);
  expect(framed.gaps).toEqual([{ part: '(pixels)', reason: 'needs-ocr' }]);
  expect(textOf(framed)).toContain('after it');
});

test('a value that lies about its length, a stray delimiter and endless nesting end in a gap', async () => {
  const long = Buffer.from(buildDicom(PATIENT));
  long.writeUInt16LE(60_000, long.indexOf('PNExample') < 0 ? long.indexOf('Example') - 2 : 0);
  const lying = await read(long);
  expect(textOf(lying)).toContain('Doctor^Dora');
  expect(lying.gaps).toEqual([{ part: '', reason: 'partial' }]);
  const stray = Buffer.concat([buildDicom(PATIENT), Buffer.from('feff0de000000000', 'hex'), Buffer.alloc(16, 1)]);
  expect((await read(stray)).gaps).toEqual([{ part: '', reason: 'partial' }]);
  const opener = Buffer.from('0800401153510000fffffffffeff00e0ffffffff', 'hex');
  const deep = await read(Buffer.concat([buildDicom(PATIENT), ...Array.from({ length: 100_000 }, () => opener)]));
  expect(deep.gaps).toEqual([{ part: '', reason: 'too-deep' }]);
});

test('the table of meanings names only infoTypes that exist', () => {
  for (const [tag, meaning] of Object.entries<{ key: string; infoType?: string }>(meanings)) {
    expect(tag).toMatch(/^[0-9a-f]{8}$/);
    expect([...INFO_TYPES, 'AGE', undefined]).toContain(meaning.infoType);
  }
});
