import { defineDetector } from '../define.ts';
import { isRecordNumber, RECORD_SHAPE } from '../validators/record-number.ts';

/** Number of a passport, declared by its label. */
export const passportNumber = defineDetector({
  name: 'passport-number',
  version: 1,
  infoType: 'PASSPORT_NUMBER',
  hipaa: 'K',
  source: '45 CFR 164.514(b)(2)(i)(K); ICAO Doc 9303, part 4',
  maxLength: 32,
  patterns: [],
  validate: isRecordNumber,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'passport number',
    'passport no',
    'passport',
    'passport id',
    'patient passport',
    'passport num',
    'passport book number',
    'us passport number',
  ],
  labelled: RECORD_SHAPE,
  checksLabelled: true,
  exclusions: [],
});
