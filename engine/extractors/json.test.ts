import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { json } from './json.ts';

const row = '{"mrn": "0012345", "name": "Ann \\u0045xample", "note": "line\\none \\"two\\"", "age": 42, "gone": null}';

acceptExtractor(json, {
  file: `[${row},\n${row}]`,
  reads: ['Ann Example', 'line\none "two"', '0012345'],
  declares: [
    ['mrn', '0012345'],
    ['name', 'Ann Example'],
    ['age', '42'],
  ],
  refuses: ['{ color: red }', '[see below]', 'Patient: {"a":1}'],
  grow: (n) => `[${Array.from({ length: n + 1 }, () => row).join(',')}]`,
});

test('each element of the outer array is a record, and each line of NDJSON', async () => {
  for (const file of [`[${row},${row}]`, `${row}\n${row}\n`, `{"patients":[${row},${row}]}`]) {
    const { chunks } = await read(file);
    const records = chunks.flatMap((chunk) =>
      chunk.fields.filter(({ key }) => key === 'mrn').map(({ record }) => record),
    );
    expect(new Set(records).size).toBe(2);
  }
});

test('FHIR: elements of a person say what they are and whose', async () => {
  const patient = {
    resourceType: 'Patient',
    name: [{ family: 'Example', given: ['Ann', 'B'] }],
    birthDate: '1980-02-03',
    contact: [{ name: { family: 'Sample' } }],
  };
  const practitioner = { resourceType: 'Practitioner', name: [{ family: 'Doctor' }] };
  const bundle = { resourceType: 'Bundle', entry: [{ resource: patient }, { resource: practitioner }] };
  // Servers write resourceType first or last.
  const last = <T extends { readonly resourceType: string }>({ resourceType, ...rest }: T) => ({
    ...rest,
    resourceType,
  });
  const turned = last({ ...bundle, entry: [{ resource: last(patient) }, { resource: last(practitioner) }] });
  expect((await read(JSON.stringify(turned))).chunks[0]?.fields.filter(({ infoType }) => infoType)).toHaveLength(6);
  const { chunks } = await read(JSON.stringify(bundle));
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })));
  const of = (value: string) => fields.find((field) => field.value === value);
  expect(of('Example')).toMatchObject({ infoType: 'PERSON_NAME', role: 'patient' });
  expect(of('B')).toMatchObject({ infoType: 'PERSON_NAME', role: 'patient' });
  expect(of('1980-02-03')).toMatchObject({ infoType: 'DATE_OF_BIRTH', role: 'patient' });
  expect(of('Sample')).toMatchObject({ infoType: 'PERSON_NAME', role: 'relative' });
  expect(of('Doctor')).toMatchObject({ infoType: 'PERSON_NAME', role: 'provider' });
  expect(of('Example')?.record).toBe(of('1980-02-03')?.record);
  expect(of('Example')?.record).not.toBe(of('Doctor')?.record);
});

test('FHIR: an identifier is what its system or type says', async () => {
  const identifier = [
    { system: 'http://hospital.example.org', value: '0012345' },
    { type: { coding: [{ code: 'SS' }] }, value: '078051120' },
    { system: 'urn:oid:2.16.840.1.113883.4.3.25', type: { coding: [{ code: 'DL' }] }, value: 'S99912345' },
  ];
  const patient = { resourceType: 'Patient', identifier, telecom: [{ system: 'phone', value: '217 555 0123' }] };
  const { chunks } = await read(JSON.stringify(patient));
  const types = new Map(
    chunks.flatMap((chunk) => chunk.fields.map((field) => [fieldText(chunk, field), field.infoType])),
  );
  expect(types.get('0012345')).toBe('MEDICAL_RECORD_NUMBER');
  expect(types.get('078051120')).toBe('US_SOCIAL_SECURITY_NUMBER');
  expect(types.get('S99912345')).toBe('DRIVERS_LICENSE_NUMBER');
  expect(types.get('217 555 0123')).toBe('PHONE_NUMBER');
});

test('FHIR: what happened to a patient has days, and references that display names', async () => {
  const observation = {
    resourceType: 'Observation',
    subject: { reference: 'Patient/p7', display: 'Ann Example' },
    performer: [{ display: 'Dora Doctor' }],
    effectiveDateTime: '2024-01-05T10:00:00Z',
    issued: '2024-01-06T10:00:00Z',
  };
  const encounter = { resourceType: 'Encounter', period: { start: '2024-01-01', end: '2024-01-04' } };
  const patient = { resourceType: 'Patient', id: 'p7-0012345', meta: { lastUpdated: '2024-02-02' } };
  const profile = { resourceType: 'StructureDefinition', date: '2023-12-01' };
  const { chunks } = await read(JSON.stringify([observation, encounter, patient, profile]));
  const types = new Map(
    chunks.flatMap((chunk) => chunk.fields.map((field) => [fieldText(chunk, field), [field.infoType, field.key]])),
  );
  expect(types.get('Ann Example')).toEqual(['PERSON_NAME', 'display']);
  expect(types.get('Dora Doctor')).toEqual([undefined, 'provider name']);
  expect(types.get('2024-01-05T10:00:00Z')).toEqual(['SERVICE_DATE', 'effectiveDateTime']);
  expect(types.get('2024-01-06T10:00:00Z')).toEqual(['DATE', 'issued']);
  expect(types.get('2024-01-01')).toEqual(['ADMISSION_DATE', 'start']);
  expect(types.get('2024-01-04')).toEqual(['DISCHARGE_DATE', 'end']);
  expect(types.get('p7-0012345')).toEqual(['UNIQUE_ID', 'id']);
  expect(types.get('2023-12-01')).toEqual([undefined, 'date']);
});

test('depth and one endless string do not hurt', async () => {
  const deep = await read(`${'['.repeat(200_000)}"0012345"`);
  expect(deep.chunks.map((chunk) => chunk.text).join('')).toContain('0012345');
  const long = await read(`{"note":"${'abcdefghi '.repeat(100_000)}0012345"}`);
  expect(long.chunks.map((chunk) => chunk.text).join('')).toContain('0012345"}');
  expect(long.chunks.flatMap((chunk) => chunk.fields).every(({ key }) => key === 'note')).toBe(true);
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const listOf = (number: string): string => `Name,MRN,City\nAnn,${number},Springfield\nBob,0054321,Shelbyville\n`;

test('reports that records carry in base64 are read as what they are', async () => {
  const note = 'Discharge note: Ann Example, MRN 0012345, was seen for asthma and went home.';
  const file = JSON.stringify({
    resourceType: 'DocumentReference',
    content: [
      { attachment: { contentType: 'text/plain', data: base64(note) } },
      { attachment: { contentType: 'text/csv', data: base64(listOf('0077777').repeat(20_000)) } },
      {
        attachment: {
          contentType: 'image/png',
          data: base64('\x89PNG\r\n\x1a\n'.padEnd(64, 'x')).replace(/^.{12}/, 'iVBORw0KGgoA'),
        },
      },
    ],
    token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    hash: 'c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2c3ab8ff13720e8ad',
  }).replaceAll('/', '\\/');
  const { chunks, gaps } = await read(file);
  const text = new Map<string, string>();
  for (const chunk of chunks) text.set(chunk.part, (text.get(chunk.part) ?? '') + chunk.text);
  expect(text.get('embedded 1')).toBe(note);
  expect(text.get('')).toContain('c3ab8ff13720e8ad');
  expect(text.get('')?.length).toBeLessThan(1000);
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain('0077777');
  expect(gaps).toEqual([{ part: 'embedded 3', reason: 'needs-ocr' }]);
});

test('FHIR: names in arrays, the place of birth, the mother’s name', async () => {
  const { chunks } = await read(
    JSON.stringify({
      resourceType: 'Patient',
      name: [{ family: ['Example'], given: ['Ann'] }],
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName', valueString: 'Tanika Sample' },
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: { city: 'Spencer' } },
      ],
    }),
  );
  const fields = chunks.flatMap((chunk) =>
    chunk.fields.map((field) => [fieldText(chunk, field), field.infoType, field.role]),
  );
  expect(fields).toEqual(
    expect.arrayContaining([
      ['Example', 'PERSON_NAME', 'patient'],
      ['Tanika Sample', 'PERSON_NAME', 'relative'],
      ['Spencer', 'CITY', 'patient'],
    ]),
  );
});
