import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import meanings from './reading/x12/meaning.json' with { type: 'json' };
import { x12 } from './x12.ts';

const ISA =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *240102*1200*^*00501*000000001*0*T*:~';
const body = [
  'ST*837*0001',
  'NM1*85*1*Doctor*Dora****XX*1234567893',
  'NM1*IL*1*Example*Ann****MI*W123456789',
  'N3*1 Main St',
  'N4*Springfield*IL*62701',
  'DMG*D8*19800203*F',
  'REF*SY*078051120',
  'CLM*A0099887*100',
  'HI*ABK:J45909*ABF:E119',
  'NM1*PR*2*Some Plan*****PI*99999',
  '',
].join('~\n');

acceptExtractor(x12, {
  file: `${ISA}\n${body}`,
  reads: ['NM1*IL*1*Example*Ann', '078051120'],
  declares: [
    ['NM103', 'Example'],
    ['NM109', 'W123456789'],
    ['N301', '1 Main St'],
    ['DMG02', '19800203'],
    ['HI02', 'E119'],
  ],
  refuses: ['ISA is a plan', 'STAR*1', '{}'],
  grow: (n) => `${ISA}\n${body.repeat(n + 1)}`,
});

test('whose: subscriber, provider, and nothing of the payer', async () => {
  const { chunks } = await read(`${ISA}\n${body}`);
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })));
  const of = (value: string) => fields.find((field) => field.value === value);
  expect(of('Example')).toMatchObject({ infoType: 'PERSON_NAME', role: 'patient' });
  expect(of('078051120')).toMatchObject({ infoType: 'US_SOCIAL_SECURITY_NUMBER', role: 'patient' });
  expect(of('Doctor')).toMatchObject({ infoType: 'PERSON_NAME', role: 'provider' });
  expect(of('1234567893')).toMatchObject({ infoType: 'US_HEALTHCARE_NPI', role: 'provider' });
  expect(of('Some Plan')).toBeUndefined();
  expect(of('Example')?.record).toBe(of('19800203')?.record);
  expect(of('Example')?.record).not.toBe(of('Doctor')?.record);
});

test('delimiters are those of the ISA segment', async () => {
  const { chunks } = await read(`${ISA}\n${body}`.replaceAll('*', '|').replaceAll('~\n', '\n').replaceAll('~', '\n'));
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain('W123456789');
});

test('days, ranges of days and contacts; after a payer the member’s own loop', async () => {
  const member = [
    'ST*834*0001',
    'N1*IN*Some Plan*FI*999999999',
    'INS*Y*18*030*XN*A*C**FT',
    'REF*0F*00387765',
    'REF*1L*000003405512',
    'DTP*356*D8*20230301',
    'DTP*472*RD8*20230105-20230109',
    'DTM*405*20230901',
    'PER*IC*Dora Doctor*TE*2175550123',
    'PER*IC*Billing Department*TE*2175550124',
    '',
  ].join('_\n');
  const { chunks } = await read(`${ISA.replace('~', '_')}\n${member}`);
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => [fieldText(chunk, field), field.infoType]));
  expect(fields).toEqual([
    ['00387765', 'HEALTH_PLAN_ID'],
    ['000003405512', 'HEALTH_PLAN_ID'],
    ['20230301', 'DATE'],
    ['20230105-20230109', 'SERVICE_DATE'],
    ['20230901', 'DATE'],
    ['Dora Doctor', 'PERSON_NAME'],
    ['2175550123', 'PHONE_NUMBER'],
    ['2175550124', 'PHONE_NUMBER'],
  ]);
});

test('the table names known types and roles', () => {
  for (const role of Object.values(meanings.entities))
    expect(['patient', 'relative', 'provider', 'staff', 'payer']).toContain(role);
  for (const table of [meanings.identifiers, meanings.references, meanings.dates]) {
    for (const type of Object.values(table)) expect(type).toMatch(/^[A-Z_]+$/);
  }
});

const fieldsOf = async (file: string) =>
  (await read(file)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })),
  );

test('a payer’s address and telephone are not the patient’s, its claim’s numbers are', async () => {
  const fields = await fieldsOf(
    `${ISA}\nST*835*1~N1*PR*Some Plan~N3*9 Plan Ave~N4*Springfield*IL*62709~PER*CX**TE*2175550199~NM1*PR*2*Some Plan*****PI*99999~REF*F8*C0099887~CLP*A1*1*100*90**12*P0077665~NM1*QC*1*Example*Ann~`,
  );
  const of = (value: string) => fields.find((field) => field.value === value);
  for (const value of ['9 Plan Ave', 'Springfield', '2175550199']) expect(of(value)?.role).toBe('provider');
  expect(of('99999')).toBeUndefined();
  expect(of('C0099887')).toMatchObject({ infoType: 'CLAIM_NUMBER', role: 'patient' });
  expect(of('P0077665')).toMatchObject({ infoType: 'CLAIM_NUMBER', role: 'patient' });
  expect(of('Example')).toMatchObject({ infoType: 'PERSON_NAME', role: 'patient' });
});

test('codes of procedures, drugs and older diagnoses; days of death; group numbers', async () => {
  const fields = await fieldsOf(
    `${ISA}\nST*837*1~SBR*P*18*G0012345~PAT*19****D8*20230405~NM1*IL*1*Example*Ann~HI*BK:4019~SV1*HC:99213:25*100~SV2*0300*HC:80053*50~LIN**N4*00012345678~`,
  );
  expect(fields.map(({ value, infoType }) => [value, infoType])).toEqual(
    expect.arrayContaining([
      ['G0012345', 'HEALTH_PLAN_ID'],
      ['20230405', 'DATE_OF_DEATH'],
      ['4019', 'ICD9_CODE'],
      ['99213', 'CPT_HCPCS_CODE'],
      ['80053', 'CPT_HCPCS_CODE'],
      ['00012345678', 'NDC_CODE'],
    ]),
  );
});

test('a second interchange in the same file may have other delimiters, and an ISA shorter elements', async () => {
  const other = 'ISA|00|x|00|x|ZZ|S|ZZ|R|240102|1200|^|00501|1|0|T|>\x1cNM1|IL|1|Other|Bob||||MI|W7\x1cHI|ABK>E119\x1c';
  const fields = await fieldsOf(`${ISA}\n${body}IEA*1*1~\n${other}`);
  const values = fields.map(({ value }) => value);
  expect(values).toEqual(expect.arrayContaining(['Example', 'Other', 'W7', 'E119']));
});

test('an attachment of a stated length is read as what it is, whatever stands in it', async () => {
  const list = Buffer.from('Name,MRN,City\nAnn,0077777,Springfield\nBob,0088888,Shelbyville\n').toString('base64');
  const long = Buffer.from(
    `Name,MRN,City\nZoe,0099999,Springfield\n${'Bob,0088888,Shelbyville\n'.repeat(30_000)}`,
  ).toString('base64');
  const { chunks } = await read(
    `${ISA}\nST*275*1~BDS*B64*${list.length}*${list}~NM1*IL*1*Example*Ann~BDS*B64*${long.length}*${long}~BIN*9*a~NM1*IL*~REF*EA*0066666~`,
  );
  const found = chunks.flatMap((chunk) => chunk.fields.map((field) => [chunk.part, fieldText(chunk, field)]));
  expect(found).toEqual(
    expect.arrayContaining([
      ['embedded 1', '0077777'],
      ['embedded 2', '0099999'],
      ['', 'Example'],
      ['', '0066666'],
    ]),
  );
});
