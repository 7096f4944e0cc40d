import { defineDetector } from '../define.ts';
import { isRecordNumber } from '../validators/record-number.ts';

/** Number of one visit or stay: no national format, so a label must declare it. */
export const encounterNumber = defineDetector({
  name: 'encounter-number',
  version: 1,
  infoType: 'ENCOUNTER_NUMBER',
  hipaa: 'H',
  source: '45 CFR 164.514(b)(2)(i)(H); HL7 v2 table 0203, type VN',
  maxLength: 24,
  patterns: [],
  validate: isRecordNumber,
  checksLabelled: true,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'encounter number',
    'encounter no',
    'encounter id',
    'enc number',
    'visit number',
    'visit no',
    'visit id',
    'csn',
    'contact serial number',
    'fin number',
    'fin nbr',
    'hospital account number',
    'har',
    'admission number',
    'admission id',
    'hadm id',
  ],
  labelled: '(?:[A-Za-z]{1,5}-?)?\\d[0-9A-Za-z]{0,19}(?:[-.]\\d[0-9A-Za-z]{0,19}){0,4}\\b',
  exclusions: [],
  role: 'patient',
});
