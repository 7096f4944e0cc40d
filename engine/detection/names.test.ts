import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectionWith, findingsIn } from '../../test/support/accept-detector.ts';
import { buildLexicon } from '../cli/lexicon.ts';
import { detectors } from '../detectors/index.ts';
import { createLexicon } from '../lexicon.ts';

const lexicon = createLexicon(readFileSync(await buildLexicon(), 'utf8'));
const detection = detectionWith({ detectors, lexicon });

/** `role text` of each name that is at least possible. */
const names = (text: string): string[] =>
  findingsIn(detection, text)
    .filter(({ infoType, likelihood }) => infoType === 'PERSON_NAME' && !likelihood.includes('UNLIKELY'))
    .map(({ role, start, end }) => `${role} ${text.slice(start, end)}`);

describe('names are known by what stands beside them', () => {
  test.each([
    ['I saw Tasha Williams on 9/9/2021, asthma stable.', 'unknown Tasha Williams'],
    ['pt john smith 64yo mrn 0012377', 'patient john smith'],
    ['MARIA GARCIA 03/07/1985', 'patient MARIA GARCIA'],
    ['Rm 412-B Surace, Ashley 66F DNR', 'patient Surace, Ashley'],
    ['URGENT: WISHON, Edgar DOB 1957/05/05', 'patient WISHON, Edgar'],
    ['my cousin Jose Drouin was just diagnosed with asthma', 'relative Jose Drouin'],
    ['RN: K. Lee, asthma', 'provider K. Lee'],
    ['hey did john smith get his insulin today', 'patient john smith'],
    ['could you look at Jose Drouin? asthma', 'unknown Jose Drouin'],
    ['Patient Shirley Riker (DOB 01/02/1994) called', 'patient Shirley Riker'],
    ['Re: Alexis Doherty\nasthma', 'unknown Alexis Doherty'],
    ["seen today: Mary O'Broad, 45F", "patient Mary O'Broad"],
    ['Teresa N. Fickes-Jakes, DOB 1/2/1980', 'patient Teresa N. Fickes-Jakes'],
  ])('%s', (text, name) => expect(names(text)).toContain(name));
});

describe('ordinary words, drugs, diseases and institutions are no names', () => {
  test.each([
    'Patient Access Representative needed for diabetes clinic.',
    'Our Patient Financial Counselors help people with cancer',
    'patient Care Plans Matter for COPD',
    'Name: Metformin Hydrochloride',
    'Patient: Main Street, asthma',
    'Patient: Nope, never.\nPatient: Great.\nPatient: Okay.',
    "Lou Gehrig's disease and the Pierre Robin sequence with asthma",
    'the Kennedy Krieger Institute treats asthma; Austin Park is near',
    '"name": "Vaginal Ring Contraceptive"',
    '"name": "ARDS", "reason": "STEMI Pathway"',
    'my mother in my arms, so many servants',
    'Miss the bus, Lady Luck',
  ])('%s', (text) => expect(names(text)).toEqual([]));
});

test('a patient whose name is a word does not turn the word into a name', () => {
  expect(names('Patient: Rosalind Page, asthma. Page 2 of 3. Rosalind was well.')).toEqual([
    'patient Rosalind Page',
    'patient Rosalind',
  ]);
});
