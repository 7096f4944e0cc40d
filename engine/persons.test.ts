import { describe, expect, test } from 'vitest';
import { detectionOf } from '../test/support/accept-detector.ts';
import type { Detected } from './detect.ts';
import { detectors } from './detectors/index.ts';
import { createSummary } from './persons.ts';
import type { Features, Field, GapReason } from './types.ts';

const detection = detectionOf(...detectors);

const detect = (text: string, fields: readonly Field[] = [], item = 0): Detected[] =>
  detection.open(item, '').push({ part: '', text, base: 0, fields, last: true });

const summarise = (
  detected: readonly Detected[],
  gaps: readonly GapReason[],
  bytes: number,
  items: number,
): Features => {
  const summary = createSummary();
  for (const one of detected) summary.add(one);
  return summary.features(gaps, bytes, items);
};

const features = (...texts: readonly string[]): Features =>
  summarise(
    texts.flatMap((text, item) => detect(text, [], item)),
    [],
    texts.join('').length,
    texts.length,
  );

const FAR = 'lorem ipsum dolor sit amet\n'.repeat(400);

describe('phi', () => {
  test.each([
    ['a name and a diagnosis', 'Patient: Maria Garcia\nDiagnosis: type 2 diabetes'],
    ['a record number alone', 'Please look at MRN: 45121080'],
    ['a plan member’s number alone', 'Member ID: W123456789'],
    ['an encounter number alone', 'CSN: 200300400'],
    ['a Medicare number alone', 'bill to 1EG4-TE5-MK73'],
    ['a social security number and a drug', '536-48-1293 takes lisinopril 10 mg daily'],
    ['a date of birth and a code', 'DOB 03/07/1985, E11.9 diagnosis'],
    ['a case and a telephone', 'A 45-year-old man with pancreatitis. Call him at 415-555-0132.'],
    ['a sentence that says who has what', 'Mrs. Okonkwo is on metoprolol. Call 312-555-0177.'],
    ['a mail address with its disease', 'maria.garcia@example.com has diabetes'],
    ['a relative of the patient', 'Child has leukemia. Mother: Lucille Barrow, (206) 555-0119'],
    ['a patient with a birth date', 'Patient: Maria Garcia, DOB 03/07/1985'],
    ['a patient of whom one sentence tells', 'Your patient at 415-555-0132 is pregnant'],
    ['a birth date and a state of mind', 'John Smith DOB 1/2/1980 is depressed'],
    ['a declared patient far from the findings', `Patient: Maria Garcia\n${FAR}hypertension, asthma and COPD`],
  ])('is %s', (_, text) => expect(features(text).phi).toBe(true));

  test.each([
    [
      'a public page with a contact',
      'Diabetes and hypertension: call (800) 555-0199 or write to info@example.org. 12 Main Street, Boston, MA 02118',
    ],
    ['a name without health', 'Name: Maria Garcia\nPhone: 415-555-0132'],
    ['health without a person', 'Bronchitis is treated with amoxicillin; E11.9 is diabetes.'],
    ['a doctor who writes about a disease', 'Dr. Ian Malcolm, MD explains asthma and pneumonia. NPI: 1234567893'],
    ['a novel', 'Mr. Darcy danced with Miss Bennet, whose fever had gone.'],
    ['a possible name far from health', `Mr. Darcy came.\n${FAR}asthma pneumonia diabetes`],
    ['advice to clinicians', 'When your patient has HIV, call 415-555-0132.'],
    ['a provider’s telephone', 'A 45-year-old man with asthma. PCP: John Wu MD 415-555-0199'],
    ['nothing', ''],
  ])('is not %s', (_, text) => expect(features(text).phi).toBe(false));

  test('a person in one field and a diagnosis in another of one form', () => {
    expect(features('Patient: Maria Garcia', 'asthma, hypertension').phi).toBe(true);
  });

  test('one row of a table', () => {
    const text = 'garcia,maria,chronic bronchitis';
    const fields = [
      { start: 0, end: 6, key: 'last_name', record: 1 },
      { start: 7, end: 12, key: 'first_name', record: 1 },
      { start: 13, end: 31, key: 'diagnosis', record: 1 },
    ];
    expect(summarise(detect(text, fields), [], text.length, 1)).toMatchObject({ phi: true, persons: 1 });
  });
});

describe('persons', () => {
  test.each([
    [0, 'nothing here, just hypertension'],
    [1, 'call 415-555-0132'],
    [1, 'Name: Maria Garcia\nMRN: 45121080\nDOB: 03/07/1985\nMaria Garcia was seen. GARCIA came back.'],
    [1, 'Patient: Maria Garcia\n\nPatient: Garcia, Maria'],
    [2, 'Patient: Maria Garcia\nMRN: 45121080\n\nPatient: John Miller\nMRN: 45121099'],
    [3, 'SSN: 536-48-1293\nSSN: 536-48-1294\nSSN: 536-48-1295'],
    [1, 'Patient: Maria Garcia\nAttending: Dr. Ian Malcolm\nHusband: Pedro Lopez'],
  ])('counts %i', (count, text) => expect(features(text).persons).toBe(count));

  test('the same person in two files is one', () => {
    expect(features('Patient: Maria Garcia\nMRN: 45121080', 'Patient: Garcia, Maria\nMRN: 45121080').persons).toBe(1);
  });

  test('a table of a hundred rows is a hundred people', () => {
    let text = '';
    const fields: Field[] = [];
    for (let record = 0; record < 100; record += 1) {
      const mrn = String(45_000_000 + record);
      fields.push({ start: text.length, end: text.length + mrn.length, key: 'mrn', record });
      text += `${mrn}\n`;
    }
    expect(summarise(detect(text, fields), [], text.length, 1).persons).toBe(100);
  });
});

test('counts what concerns patients and unknown persons, by likelihood', () => {
  expect(features('SSN: 536-48-1293\nNPI: 1234567893').counts).toEqual({
    US_SOCIAL_SECURITY_NUMBER: { VERY_LIKELY: 1 },
  });
});

test('gaps are named once', () => {
  expect(summarise([], ['encrypted', 'too-large', 'encrypted'], 0, 1).gaps).toEqual(['encrypted', 'too-large']);
});

test('a table longer than what is told apart has at least so many people, in bounded memory', () => {
  const summary = createSummary();
  const finding = {
    ...detect('MRN: 45121080')[0]?.finding,
    start: 0,
    end: 8,
  } as Detected['finding'];
  for (let record = 0; record < 400_000; record++) summary.add({ finding, key: record, partial: false, record });
  expect(summary.features([], 0, 1)).toMatchObject({ phi: true, persons: 200_000 });
});
