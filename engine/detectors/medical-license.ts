import { defineDetector } from '../define.ts';
import { isRecordNumber, RECORD_SHAPE } from '../validators/record-number.ts';

/** Licence or certificate number of a clinician, declared by its label. */
export const medicalLicense = defineDetector({
  name: 'medical-license',
  version: 1,
  infoType: 'MEDICAL_LICENSE',
  hipaa: 'K',
  source: '45 CFR 164.514(b)(2)(i)(K)',
  maxLength: 32,
  patterns: [],
  validate: isRecordNumber,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'medical license number',
    'medical license',
    'state license number',
    'license no',
    'nursing license',
    'physician license number',
    'medical licence number',
    'rn license number',
  ],
  labelled: RECORD_SHAPE,
  checksLabelled: true,
  exclusions: [],
  role: 'provider',
});
