import { defineDetector } from '../define.ts';
import { isRecordNumber } from '../validators/record-number.ts';

/** Serial number of an implant or device, declared by its label. */
export const deviceSerial = defineDetector({
  name: 'device-serial',
  version: 1,
  infoType: 'DEVICE_SERIAL',
  hipaa: 'M',
  source: '45 CFR 164.514(b)(2)(i)(M); 21 CFR 830',
  maxLength: 24,
  patterns: [],
  validate: isRecordNumber,
  checksLabelled: true,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'serial number',
    'serial no',
    'serial',
    'device serial',
    'device serial number',
    'device id',
    'device identifier',
    'implant serial',
    'pacemaker serial',
    'pacemaker serial number',
  ],
  labelled: '(?:[A-Za-z]{1,5}-?)?\\d[0-9A-Za-z]{0,19}(?:[-.]\\d[0-9A-Za-z]{0,19}){0,4}\\b',
  exclusions: [],
});
