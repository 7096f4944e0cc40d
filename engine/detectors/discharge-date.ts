import { defineDetector } from '../define.ts';
import { DECLARED_DATE_SHAPE, isCalendarDate } from '../validators/calendar-date.ts';

/** Day of discharge, declared by its label. */
export const dischargeDate = defineDetector({
  name: 'discharge-date',
  version: 1,
  infoType: 'DISCHARGE_DATE',
  hipaa: 'C',
  source: '45 CFR 164.514(b)(2)(i)(C)',
  maxLength: 32,
  patterns: [],
  validate: isCalendarDate,
  checksLabelled: true,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'discharged',
    'discharge date',
    'date of discharge',
    'date discharged',
    'disch date',
    'discharge',
    'dc date',
    'disposition date',
    'released from hospital',
  ],
  labelled: `${DECLARED_DATE_SHAPE}\\b`,
  exclusions: [],
});
