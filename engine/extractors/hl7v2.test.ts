import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { INFO_TYPES } from '../hipaa.ts';
import { hl7v2 } from './hl7v2.ts';
import meanings from './reading/hl7v2/meaning.json' with { type: 'json' };

const message = [
  'MSH|^~\\&|LAB|EX|EHR|EX|20240102||ADT^A01|1|P|2.5',
  'PID|1||0012345^^^EX^MR~078051120^^^^SS||Example^Ann^B||19800203|F|||1 Main St^^Springfield^IL^62701^^^^^^^^^^^^^^Near Highway||(217)555-0123',
  'NK1|1|Sample^Bob|SPO||555-0124',
  'PV1|1|I|||||1234567893^Doctor^Dora||||||||||||V0099887',
  '',
].join('\r');

acceptExtractor(hl7v2, {
  file: message,
  reads: ['0012345', 'Example^Ann^B', 'Doctor^Dora'],
  declares: [
    ['MSH-7', '20240102'],
    ['PID-3', '0012345'],
    ['PID-5', 'Example'],
    ['PID-7', '19800203'],
    ['PID-11', '1 Main St'],
    ['PID-11', 'Near Highway'],
    ['NK1-2', 'Sample'],
    ['PV1-7', 'Doctor'],
  ],
  refuses: ['MSHA is a company', 'PID|1', '{"MSH":1}'],
  grow: (n) => message.repeat(n + 1),
});

test('roles, identifier types and one record per person', async () => {
  const { chunks } = await read(`\v${message}\x1c\r`);
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })));
  const of = (value: string) => fields.find((field) => field.value === value);
  expect(of('078051120')?.infoType).toBe('US_SOCIAL_SECURITY_NUMBER');
  expect(of('Example')?.role).toBe('patient');
  expect(of('Sample')?.role).toBe('relative');
  expect(of('Doctor')?.role).toBe('provider');
  expect(of('V0099887')).toMatchObject({
    infoType: 'ENCOUNTER_NUMBER',
    role: 'patient',
    record: of('Example')?.record,
  });
  expect(new Set(['Example', 'Sample', 'Doctor'].map((name) => of(name)?.record)).size).toBe(3);
});

test('delimiters are those that the message declares', async () => {
  const { chunks } = await read(message.replaceAll('|', '#').replaceAll('^', '$'));
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain('Example');
});

test('the table names known types, infoTypes and roles, by position', () => {
  const { types, segments } = meanings;
  for (const components of Object.values(types)) {
    for (const [position, infoType] of Object.entries(components)) {
      expect(Number(position)).toBeGreaterThan(0);
      expect(INFO_TYPES).toContain(infoType);
    }
  }
  for (const { role, fields } of Object.values(segments)) {
    expect(['patient', 'relative', 'provider', 'staff', 'unknown', 'insured']).toContain(role);
    for (const [position, written] of Object.entries(fields)) {
      expect(Number(position)).toBeGreaterThan(0);
      const [, type, infoType, whose] = /^(\w+)(?: (\w+))?(?:@(\w+))?$/.exec(written) ?? [];
      expect([...Object.keys(types), 'ST'], written).toContain(type);
      expect([undefined, ...INFO_TYPES], written).toContain(infoType);
      expect([undefined, 'patient', 'relative', 'provider', 'staff'], written).toContain(whose);
    }
  }
});

test('days of what was ordered, collected and observed are declared, and values by the type that OBX-2 names', async () => {
  const { chunks } = await read(
    [
      message.slice(0, message.indexOf('\rPV1')),
      'OBR|1|P77001|F88002|718-7^Hgb^LN|||20240103081500-0500|||||||20240103||5550001^Doctor^Dora^^^^^^&NPI&ISO^L^^^NPI',
      'OBX|1|NM|718-7^Hgb^LN||13.2|g/dL|||||F|||20240103',
      'OBX|2|DT|11368-8^Onset^LN||20231224||||||F',
      'OBX|3|ST|1^x^LN||20231225||||||F',
    ].join('\r'),
  );
  const types = new Map(
    chunks.flatMap((chunk) => chunk.fields.map((field) => [fieldText(chunk, field), field.infoType])),
  );
  expect(types.get('20240103081500-0500')).toBe('SERVICE_DATE');
  expect(types.get('20240103')).toBe('DATE');
  expect(types.get('20231224')).toBe('DATE');
  expect(types.get('20231225')).toBeUndefined();
  expect(types.get('5550001')).toBe('US_HEALTHCARE_NPI');
  expect(types.get('P77001')).toBe('UNIQUE_ID');
});

const fieldsOf = async (...segments: string[]) =>
  (await read(`${message}${segments.join('\r')}\r`)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })),
  );

test('escapes stand for what they mean, and values keep their place behind them', async () => {
  const file = `${message}NK1|1|O\\T\\Neil^Sean\\X20\\B|SPO||555-0177\rOBX|1|FT|1^x||call\\.br\\Ann \\H\\now\\N\\ \\E\\ \\Q\\ C:\\dir\\x\r`;
  const { chunks } = await read(file);
  const text = chunks.map((chunk) => chunk.text).join('');
  expect(text).toContain('O&Neil^Sean B');
  expect(text).toContain('call\nAnn now \\ \\Q\\ C:\\dir\\x');
  const values = chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)));
  expect(values).toEqual(expect.arrayContaining(['O&Neil', 'Sean B', '555-0177']));
});

test('subcomponents, telephone numbers in parts, faxes and mail addresses', async () => {
  const fields = await fieldsOf(
    'NK1|1|van Example&van&Example^Ann|SPO|12 Main St&Main St&12^^Springfield|^PRN^PH^^1^217^5550123~^NET^Internet^bob@example.org~(217)555-0199^WPN^FX',
    'NK1|2|||| |EMC',
  );
  const typed = fields.map(({ value, infoType }) => [value, infoType]);
  expect(typed).toEqual(
    expect.arrayContaining([
      ['van Example', 'PERSON_NAME'],
      ['Example', 'PERSON_NAME'],
      ['12 Main St', 'STREET_ADDRESS'],
      ['217^5550123', 'PHONE_NUMBER'],
      ['bob@example.org', 'EMAIL_ADDRESS'],
      ['(217)555-0199', 'FAX_NUMBER'],
    ]),
  );
  expect(typed.map(([value]) => value)).not.toContain('EMC');
});

test('the insured is the patient, a relative or unknown, as IN1-17 says', async () => {
  const insured = (relation: string): string => `IN1|1|P|1|Payer||||||||||||Example^Ann|${relation}|19800203`;
  for (const [relation, role] of [
    ['SEL', 'patient'],
    ['18^Self', 'patient'],
    ['SPO', 'relative'],
    ['', 'unknown'],
  ] as const) {
    const born = (await fieldsOf(insured(relation))).find(({ key }) => key === 'IN1-18');
    expect(born).toMatchObject({ role, infoType: 'DATE_OF_BIRTH' });
  }
});

test('batches, frames of the lower layer, several messages, and delimiters that change between them', async () => {
  const other = message.replaceAll('|', '!').replaceAll('^', '$').replaceAll('&', '*').replace('Example', 'Other');
  const file = `FHS|^~\\&|A\rBHS|^~\\&|A\r\v${message}\x1c\r\v${other}\x1c\rBTS|2\rFTS|1\r`;
  const { chunks } = await read(file);
  const values = chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)));
  expect(values).toEqual(expect.arrayContaining(['Example', 'Other']));
  const records = chunks.flatMap((chunk) =>
    chunk.fields.filter(({ key }) => key === 'PID-5').map(({ record }) => record),
  );
  expect(new Set(records).size).toBe(2);
});

test('a document that an observation carries is read as what it is', async () => {
  const list = Buffer.from('Name,MRN,City\nAnn,0077777,Springfield\nBob,0088888,Shelbyville\n').toString('base64');
  const long = Buffer.from(
    `Name,MRN,City\nZoe,0099999,Springfield\n${'Bob,0088888,Shelbyville\n'.repeat(30_000)}`,
  ).toString('base64');
  const { chunks, gaps } = await read(
    `${message}OBX|1|ED|L^List||EX^text^csv^Base64^${list}||||||F\rOBX|2|ED|L^Scan||EX^image^png^Base64^iVBORw0KGgo=\rOBX|3|ED|L^Long||EX^text^csv^Base64^${long}||||||F\r`,
  );
  const found = chunks.flatMap((chunk) => chunk.fields.map((field) => [chunk.part, fieldText(chunk, field)]));
  expect(found).toContainEqual(['embedded 1', '0077777']);
  expect(found).toContainEqual(['embedded 3', '0099999']);
  expect(gaps).toEqual([{ part: 'embedded 2', reason: 'needs-ocr' }]);
});
