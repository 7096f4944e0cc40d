import { defineDetector } from '../define.ts';
import { isRecordNumber, RECORD_SHAPE } from '../validators/record-number.ts';

/** Number of a driving licence: each state has its own format, so a label must declare it. */
export const driversLicenseNumber = defineDetector({
  name: 'drivers-license-number',
  version: 1,
  infoType: 'DRIVERS_LICENSE_NUMBER',
  hipaa: 'K',
  source: '45 CFR 164.514(b)(2)(i)(K); AAMVA DL/ID Card Design Standard, data element DAQ',
  maxLength: 32,
  patterns: [],
  validate: isRecordNumber,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'drivers license',
    'drivers license number',
    'driver license number',
    'driver s license number',
    'driver s license',
    'drivers licence number',
    'driving licence number',
    'dl number',
    'driver license',
    'state id number',
  ],
  labelled: RECORD_SHAPE,
  checksLabelled: true,
  exclusions: [],
});
