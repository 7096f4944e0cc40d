import { defineDetector } from '../define.ts';
import { DECLARED_DATE_SHAPE, isCalendarDate } from '../validators/calendar-date.ts';

/** Day of admission, declared by its label. */
export const admissionDate = defineDetector({
  name: 'admission-date',
  version: 1,
  infoType: 'ADMISSION_DATE',
  hipaa: 'C',
  source: '45 CFR 164.514(b)(2)(i)(C)',
  maxLength: 32,
  patterns: [],
  validate: isCalendarDate,
  checksLabelled: true,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'admitted',
    'admit date',
    'admission date',
    'date of admission',
    'date admitted',
    'adm date',
    'admit',
    'admission',
    'admit dt',
    'date of admit',
    'hospitalized',
    'hospital admission date',
  ],
  labelled: `${DECLARED_DATE_SHAPE}\\b`,
  exclusions: [],
});
