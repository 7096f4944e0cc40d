import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import meanings from './reading/x12-meaning.json' with { type: 'json' };
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
    ['HI01', 'E119'],
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
    expect(['patient', 'relative', 'provider', 'payer']).toContain(role);
  for (const table of [meanings.identifiers, meanings.references, meanings.dates]) {
    for (const type of Object.values(table)) expect(type).toMatch(/^[A-Z_]+$/);
  }
});
