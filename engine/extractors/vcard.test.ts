import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { vcard } from './vcard.ts';

const card = `BEGIN:VCARD\r
VERSION:3.0\r
FN:Ann Example\r
N:Example;Ann;B.;;\r
BDAY:1980-02-03\r
TEL;TYPE=home,voice:217-555-0123\r
TEL;TYPE="work,fax":tel:+1-217-555-0199\r
EMAIL:ann@exam\r
 ple.org\r
ADR;TYPE=home:;Apt 4;1 Main\\, St;Springfield;IL;62701;USA\r
NOTE:call first\\nMRN 00\r
\t12345\r
X-MRN:0077777\r
END:VCARD\r
`;

acceptExtractor(vcard, {
  file: card,
  reads: ['ann@example.org', 'call first\nMRN 0012345', '1 Main, St'],
  declares: [
    ['FN', 'Ann Example'],
    ['N', 'Example'],
    ['BDAY', '1980-02-03'],
    ['TEL', '217-555-0123'],
    ['EMAIL', 'ann@example.org'],
    ['ADR', '1 Main, St'],
    ['MRN', '0077777'],
  ],
  refuses: ['BEGIN:VCALENDAR\n', 'VERSION:3.0\n', 'BEGIN: VCARD games'],
  grow: (n) => card.repeat(n + 1),
});

const fieldsOf = async (file: string | Uint8Array) =>
  (await read(file)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })),
  );

test('what each value is, whose it is, and one record a card', async () => {
  const doctor = 'BEGIN:VCARD\nVERSION:4.0\nN:Doctor;Dora;;;M.D.\nTEL:217-555-0188\nRELATED:Otto\nEND:VCARD\n';
  const clinic = 'BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Some Clinic\nTEL:217-555-0177\nEND:VCARD\n';
  const fields = await fieldsOf(`${card}${doctor}${clinic}`);
  const of = (value: string) => fields.find((field) => field.value === value);
  expect(of('1980-02-03')).toMatchObject({ infoType: 'DATE_OF_BIRTH', role: 'unknown', record: 1 });
  expect(of('+1-217-555-0199')).toMatchObject({ infoType: 'FAX_NUMBER' });
  expect(of('62701')).toMatchObject({ infoType: 'US_ZIP_CODE', record: 1 });
  expect(of('Doctor')).toMatchObject({ infoType: 'PERSON_NAME', role: 'provider', record: 2 });
  expect(of('217-555-0188')).toMatchObject({ role: 'provider' });
  expect(of('Otto')).toMatchObject({ role: 'relative' });
  expect(of('Some Clinic')).toBeUndefined();
});

test('vCard 2.1: quoted-printable over lines, in its own charset, types without a name, photographs', async () => {
  const file = Uint8Array.from(
    'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=AF=F3=B3ty;=A3=\r\nukasz\r\nTEL;HOME;FAX:217-555-0123\r\nPHOTO;ENCODING=BASE64;TYPE=PNG:iVBORw0KGgo\r\n AAAANSUhEUgAA\r\nNOTE:after\r\nEND:VCARD\r\n',
    (char) => char.charCodeAt(0),
  );
  const { chunks, gaps } = await read(file);
  const found = chunks.flatMap((chunk) => chunk.fields.map((field) => [fieldText(chunk, field), field.infoType]));
  expect(found).toEqual(
    expect.arrayContaining([
      ['Żółty', 'PERSON_NAME'],
      ['Łukasz', 'PERSON_NAME'],
      ['217-555-0123', 'FAX_NUMBER'],
    ]),
  );
  expect(chunks[0]?.text).toContain('NOTE:after');
  expect(gaps).toEqual([{ part: 'embedded 1', reason: 'needs-ocr' }]);
});
