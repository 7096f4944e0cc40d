import { defineDetector } from '../define.ts';
import { DATE_SHAPE, isCalendarDate } from '../validators/calendar-date.ts';

/** Any date with its day. It is an identifier only where the text speaks of a patient: likelihood waits for that. */
export const date = defineDetector({
  name: 'date',
  version: 1,
  infoType: 'DATE',
  hipaa: 'C',
  source: '45 CFR 164.514(b)(2)(i)(C): all elements of dates except year',
  maxLength: 32,
  patterns: [
    { name: 'full', regex: `\\b${DATE_SHAPE}\\b`, likelihood: 'UNLIKELY', validated: 'UNLIKELY' },
    {
      name: 'day-and-month',
      regex:
        '(?i:\\b(?:on|since|until|till|from|by|dated|before|after|through|seen|date:?) )(?P<value>(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\\d|0?[1-9]))\\b',
      likelihood: 'UNLIKELY',
      declares: true,
    },
    {
      name: 'month-name',
      regex:
        '(?i:\\b(?:on|since|until|from|by|dated|before|after|through) )(?P<value>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.? (?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?)\\b',
      likelihood: 'UNLIKELY',
      declares: true,
    },
  ],
  validate: isCalendarDate,
  checksLabelled: true,
  hotwords: [
    'patient',
    'admitted',
    'discharged',
    'seen',
    'visit',
    'surgery',
    'diagnosed',
    'appointment',
    'follow-up',
    'procedure',
    'hospital',
    'deceased',
    'died',
    'date of death',
    'dod',
    'transferred from',
  ],
  withHotword: 'POSSIBLE',
  withPatient: 'POSSIBLE',
  labels: [
    'date',
    'date time',
    'event date',
    'start date',
    'end date',
    'effective date',
    'onset date',
    'report date',
    'result date',
  ],
  exclusions: ['version', 'copyright', 'released', 'isbn', 'doi', 'rfc', 'build', 'updated', 'accessed', 'retrieved'],
  edges: 'number',
});
