import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectionOf, findingsIn } from '../test/support/accept-detector.ts';
import type { Detector } from './define.ts';
import { detectors } from './detectors/index.ts';
import type { Field, Finding, TextChunk } from './types.ts';

const detection = detectionOf(...detectors);

/** `TYPE role text` of each identifier, so that an expectation reads like the sentence. */
const told = (text: string, findings: readonly Finding[] = findingsIn(detection, text)): string[] =>
  findings
    .filter(({ hipaa }) => hipaa !== null)
    .map(({ infoType, role, start, end }) => `${infoType} ${role} ${text.slice(start, end)}`);

const push = (chunk: Partial<TextChunk> & { text: string }): Finding[] =>
  detection
    .open(0, '')
    .push({ part: '', base: 0, fields: [], last: true, ...chunk })
    .map(({ finding }) => finding);

/** One row of a table: header and value pairs become text and fields. */
const row = (...cells: readonly (readonly [key: string, value: string])[]): { text: string; fields: Field[] } => {
  let text = '';
  const fields = cells.map(([key, value]) => {
    const start = text.length;
    text += `${value},`;
    return { start, end: start + value.length, key, record: 1 };
  });
  return { text, fields };
};

describe('context', () => {
  test('reads a note', () => {
    const text =
      'PATIENT NAME: Santiago D. Ladd\nDOB: January 11, 1970\nMRN: B4467858\nATTENDING: Dr. Carrie Hollister\n';
    expect(told(text)).toEqual([
      'PERSON_NAME patient Santiago D. Ladd',
      'DATE_OF_BIRTH patient January 11, 1970',
      'MEDICAL_RECORD_NUMBER patient B4467858',
      'PERSON_NAME provider Carrie Hollister',
    ]);
  });

  test.each([
    ['Last Name: Kowalczyk', 'PERSON_NAME unknown Kowalczyk'],
    ['MIDDLE NAME: Zofia', 'PERSON_NAME unknown Zofia'],
    ['Maiden name: Nowak', 'PERSON_NAME unknown Nowak'],
    ['Mother: Zofia Nowak', 'PERSON_NAME relative Zofia Nowak'],
    ['Guardian Name: Zofia Nowak', 'PERSON_NAME relative Zofia Nowak'],
  ])('%s, whatever the label begins with', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  test('a labelled record number beats the telephone number that it looks like', () => {
    expect(told('MRN: 415-555-0132')).toEqual(['MEDICAL_RECORD_NUMBER patient 415-555-0132']);
    expect(told('Phone: 415-555-0132')).toEqual(['PHONE_NUMBER unknown 415-555-0132']);
    expect(told('Fax: 415-555-0132')).toEqual(['FAX_NUMBER unknown 415-555-0132']);
  });

  test('a provider’s number and telephone are the provider’s', () => {
    expect(told('NPI: 1234567893, office phone: (415) 555-0132')).toEqual([
      'US_HEALTHCARE_NPI provider 1234567893',
      'PHONE_NUMBER provider (415) 555-0132',
    ]);
  });

  test.each([
    ['PCP: John Wu MD 415-555-0199', 'PHONE_NUMBER provider 415-555-0199'],
    ['Dr. Alan Smith, 12 Main Street, Springfield', 'STREET_ADDRESS provider 12 Main Street'],
    ['Attending: Dr. J. Smith, Phone 415-555-0132', 'PHONE_NUMBER provider 415-555-0132'],
    ['Dr. Smith called 415-555-0132', 'PHONE_NUMBER unknown 415-555-0132'],
    ['Dr. Patel: patient lives at 12 Main Street', 'STREET_ADDRESS unknown 12 Main Street'],
    ['Seen by Jane Wu, MD. 415-555-0132', 'PHONE_NUMBER unknown 415-555-0132'],
  ])('%s: whose it is', (text, expected) => {
    expect(told(text)).toContain(expected);
  });

  test('a name once declared is known wherever it stands again', () => {
    const text = 'Name: Pouncy, Tammy\nStable. Pouncy was well, as was tammy. The pouncyard closed.';
    expect(told(text)).toEqual(['PERSON_NAME unknown Pouncy, Tammy', 'PERSON_NAME unknown Pouncy']);
  });

  test('a number once declared is known wherever it stands again', () => {
    const text = 'MRN: B4467858\nPhone: (415) 555-0132 x9\nSee /charts/B4467858/notes, order P_B4467858, B44678581.';
    expect(told(text)).toEqual([
      'MEDICAL_RECORD_NUMBER patient B4467858',
      'PHONE_NUMBER unknown (415) 555-0132 x9',
      'MEDICAL_RECORD_NUMBER patient B4467858',
      'MEDICAL_RECORD_NUMBER patient B4467858',
    ]);
  });

  test('a short or repeated number is no mention of anybody', () => {
    expect(told('MRN: 77001234 seen in room 77001234b, bed 1234')).toEqual(['MEDICAL_RECORD_NUMBER patient 77001234']);
  });

  test('a date counts once the text speaks of a patient', () => {
    const likelihood = (text: string) =>
      findingsIn(detection, text).find(({ infoType }) => infoType === 'DATE')?.likelihood;
    expect(likelihood('The fair of 2024-03-01 is over.')).toBe('UNLIKELY');
    expect(likelihood('Patient: Maria Garcia. Result of 2024-03-01.')).toBe('POSSIBLE');
  });

  test.each([
    '1700000000 20240318 v1.2.3 10.4.2',
    'Hello Please Thank You\nDear Customer,\nThe Main Event',
    'LEFT ATRIUM: Mild dilation',
    'the passage of ssnail mrnx npical',
    'const id = 1234567890123; // level 2 / game over',
  ])('leaves alone what users complain about: %s', (text) => {
    expect(
      told(
        text,
        findingsIn(detection, text).filter(({ likelihood }) => !likelihood.includes('UNLIKELY')),
      ),
    ).toEqual([]);
  });
});

describe('fields', () => {
  test('columns say what their values are', () => {
    const { text, fields } = row(
      ['last_name', 'garcia'],
      ['FirstName', 'MARIA'],
      ['Patient SSN', '999-12-3456'],
      ['homePhone', '5550132'.replace('5550132', '555-0132')],
      ['MRN', '0012345'],
      ['provider_npi', '1234567890'],
      ['attending_name', 'Ian Malcolm'],
      ['notes', 'none'],
    );
    const findings = push({ text, fields });
    expect(told(text, findings)).toEqual([
      'PERSON_NAME unknown garcia',
      'PERSON_NAME unknown MARIA',
      'US_SOCIAL_SECURITY_NUMBER patient 999-12-3456',
      'PHONE_NUMBER unknown 555-0132',
      'MEDICAL_RECORD_NUMBER patient 0012345',
      'US_HEALTHCARE_NPI provider 1234567890',
      'PERSON_NAME provider Ian Malcolm',
    ]);
    expect(findings.find(({ infoType }) => infoType === 'US_SOCIAL_SECURITY_NUMBER')?.evidence.validated).toBe(false);
  });

  test('"name" is somebody’s only in a person’s record', () => {
    const person = row(['name', 'Acme Widget'], ['dob', '1985-03-07']);
    const thing = row(['name', 'Acme Widget'], ['price', '12']);
    expect(told(person.text, push(person))).toContain('PERSON_NAME unknown Acme Widget');
    expect(told(thing.text, push(thing))).toEqual([]);
  });

  test('a position that the format names needs no label', () => {
    const text = 'GARCIA^MARIA 19850307 2014 unknown';
    const field = (start: number, end: number, infoType: Field['infoType']): Field => ({
      start,
      end,
      key: 'PID',
      role: 'patient',
      ...(infoType ? { infoType } : {}),
    });
    const fields = [
      field(0, 6, 'PERSON_NAME'),
      field(13, 21, 'DATE_OF_BIRTH'),
      field(22, 26, 'DATE'),
      field(27, 34, 'MEDICAL_RECORD_NUMBER'),
    ];
    expect(told(text, push({ text, fields }))).toEqual([
      'PERSON_NAME patient GARCIA',
      'DATE_OF_BIRTH patient 19850307',
    ]);
  });
});

describe('chunks', () => {
  const text =
    'Name: Maria Garcia\nSSN: 536-48-1293\nPhone: (415) 555-0132\nhistory of asthma, seen on 3/7/2024\n'.repeat(3);
  const whole = findingsIn(detection, text);

  test('any cutting gives the same findings', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const edges = [...new Set([0, ...cuts, text.length])].sort((a, b) => a - b);
        const parts = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
        expect(findingsIn(detection, ...parts)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test('long text gives what its pieces give, each once', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(2_000);
    const long = Array.from({ length: 12 }, () => `${filler}\n${text}`).join('\n');
    const findings = findingsIn(detection, long);
    expect(findings.filter(({ infoType }) => infoType === 'US_SOCIAL_SECURITY_NUMBER')).toHaveLength(36);
    expect(findings.filter(({ infoType }) => infoType === 'PHONE_NUMBER')).toHaveLength(36);
    const cut = long.match(/[\s\S]{1,50000}/g) ?? [];
    expect(findingsIn(detection, ...cut)).toEqual(findings);
  });

  test('offsets are those of the part, through base and map', () => {
    expect(push({ text: 'SSN: 536-48-1293', base: 100 })).toMatchObject([{ start: 105, end: 116 }]);
    const map = { from: [0, 5, 8], to: [10, 20, 40], toEnd: [15, 26, 48] };
    expect(push({ text: 'SSN: 536-48-1293', map })).toMatchObject([{ start: 20, end: 48 }]);
  });

  test('disguised digits are found where they stand', () => {
    const disguised = 'SSN: ５３６-48\u200b-1293 ok';
    expect(told(disguised)).toEqual(['US_SOCIAL_SECURITY_NUMBER unknown ５３６-48\u200b-1293']);
  });

  test('hostile text costs in proportion to its length', () => {
    const work = (length: number): number => {
      const hostile = 'Name: A-A-A- 1-1-1-1 @@@ a.a.a Mr. Mr. ('.repeat(length / 40);
      return findingsIn(detection, hostile).length;
    };
    expect(work(400_000)).toBeLessThanOrEqual(work(40_000) * 11 + 10);
  });
});

test('every declared value holds a digit, which the labels rely on', () => {
  for (const { name, labelled } of detectors) {
    if (labelled !== undefined) expect(new RegExp(`^(?:${labelled})$`).test('abc-def'), name).toBe(false);
  }
});

test('each detector has its own name, and each label one owner that takes any value', () => {
  expect(new Set(detectors.map(({ name }) => name)).size).toBe(detectors.length);
  const shapeless = detectors.filter(({ labelled }) => labelled === undefined);
  const owners = shapeless.flatMap(({ labels }) => [...new Set(labels.map((label) => label.replaceAll(' ', '')))]);
  expect(owners.filter((label, index) => owners.indexOf(label) !== index)).toEqual([]);
});

describe('a list behind one label', () => {
  const values = (text: string): string[] =>
    findingsIn(detection, text).map(({ start, end }) => text.slice(start, end));

  test.each([
    ['MRNs: 0048291, 0048292 and 0048293.', ['0048291', '0048292', '0048293']],
    ['MRN: 0048291; 0048292\n', ['0048291', '0048292']],
    ['Please pull MRN 0048291,\n0048292, and 48293011 today.', ['0048291', '0048292', '48293011']],
    ['SSNs: 536-22-8841, 536-22-8842', ['536-22-8841', '536-22-8842']],
    ['Member ID: W2218455 & W2218456', ['W2218455', 'W2218456']],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test.each([
    ['MRN: 0048291, 12 units, 30 mg', ['0048291']],
    ['MRN: 0048291, room 4829155', ['0048291']],
    ['MRN: 0048291, A048292', ['0048291']],
    ['MRN: 0048291 or 0048292-7781', ['0048291']],
  ])('%s ends it', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });
});

test('a declared value that a chunk’s edge cuts is one value', () => {
  const text = 'row: 00482911,next';
  for (let cut = 6; cut < 13; cut += 1) {
    const session = detection.open(0, '');
    const field = (start: number, end: number): Field => ({ start, end, key: 'mrn', record: 1 });
    const found = [
      ...session.push({ part: '', base: 0, text: text.slice(0, cut), fields: [field(5, cut)], last: false }),
      ...session.push({ part: '', base: cut, text: text.slice(cut), fields: [field(0, 13 - cut)], last: true }),
    ];
    expect(
      told(
        text,
        found.map(({ finding }) => finding),
      ),
    ).toEqual(['MEDICAL_RECORD_NUMBER patient 00482911']);
  }
});

describe('a detector that ripens', () => {
  const wristband: Detector = {
    name: 'wristband',
    version: 1,
    infoType: 'MEDICAL_RECORD_NUMBER',
    hipaa: 'H',
    source: 'a test',
    maxLength: 11,
    patterns: [{ name: 'eight digits', regex: 'WB-[0-9]{8}', likelihood: 'VERY_LIKELY' }],
    hotwords: [],
    withHotword: 'LIKELY',
    labels: ['mrn', 'phone'],
    labelled: '[A-Z0-9-]{8,11}',
    exclusions: [],
    stage: 'canary',
  };

  test('is reported as such and takes nothing from the others', () => {
    const text = 'Patient: Maria Garcia\nMRN: WB-40017725\nPhone: 415-555-0132\n';
    const without = findingsIn(detection, text);
    const withIt = findingsIn(detectionOf(...detectors, wristband), text);
    expect(withIt.filter(({ stage }) => stage === undefined)).toEqual(without);
    expect(withIt.filter(({ stage }) => stage === 'canary').map(({ start, end }) => text.slice(start, end))).toEqual([
      'WB-40017725',
    ]);
    expect(withIt.map(({ start }) => start)).toEqual(withIt.map(({ start }) => start).sort((a, b) => a - b));
  });
});
