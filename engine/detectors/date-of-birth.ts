import { defineDetector } from '../define.ts';
import { DECLARED_DATE_SHAPE, isCalendarDate } from '../validators/calendar-date.ts';

/** Date of birth: a day that exists, declared by its label or by "born". */
export const dateOfBirth = defineDetector({
  name: 'date-of-birth',
  version: 1,
  infoType: 'DATE_OF_BIRTH',
  hipaa: 'C',
  source: '45 CFR 164.514(b)(2)(i)(C); ISO 8601 for the numeric forms',
  maxLength: 32,
  patterns: [
    {
      name: 'born',
      regex: `(?i:\\bborn)(?: (?:on|in|this|the|at [A-Z][A-Za-z ]{1,30} on)){0,2},? (?P<value>${DECLARED_DATE_SHAPE})\\b`,
      likelihood: 'LIKELY',
      validated: 'VERY_LIKELY',
    },
  ],
  validate: isCalendarDate,
  checksLabelled: true,
  hotwords: [],
  withHotword: 'VERY_LIKELY',
  labels: [
    'dob',
    'date of birth',
    'birth date',
    'birthday',
    'd o b',
    'birth dt',
    'dateofbirth',
    'bdate',
    'birth day',
    'patient dob',
    'date birth',
    'dt of birth',
  ],
  labelled: `${DECLARED_DATE_SHAPE}\\b`,
  exclusions: [],
  role: 'patient',
});
