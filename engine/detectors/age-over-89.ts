import { defineDetector } from '../define.ts';

/** An age of 90 to 125; younger ages are no identifier. */
export const ageOver89 = defineDetector({
  name: 'age-over-89',
  version: 1,
  infoType: 'AGE_OVER_89',
  hipaa: 'C',
  source: '45 CFR 164.514(b)(2)(i)(C): all ages over 89',
  maxLength: 16,
  patterns: [
    {
      name: 'years-old',
      regex: '\\b(?P<value>9\\d|1[01]\\d|12[0-5])[- ]?(?i:years?|yrs?|y)\\.?[-/ ]?(?i:old|o|of age)\\b',
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
    {
      name: 'age',
      regex: '(?i:\\bage[ds]?:? (?:is |of |about |approximately )?)(?P<value>9\\d|1[01]\\d|12[0-5])\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'abbreviated',
      regex: '\\b(?P<value>9\\d|1[01]\\d|12[0-5]) ?(?:yo|y/o|YO|Y/O|yr|y\\.o\\.|[MF]\\b)',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
  ],
  validate: (value) => /^(?:9\d|1[01]\d|12[0-5])$/.test(value),
  checksLabelled: true,
  hotwords: ['patient', 'pt', 'man', 'woman', 'male', 'female', 'gentleman', 'lady'],
  withHotword: 'LIKELY',
  labels: ['age', 'patient age', 'age years', 'age in years', 'age at visit', 'age at admission'],
  labelled: '(?:9\\d|1[01]\\d|12[0-5])\\b',
  exclusions: ['page', 'percent', 'percentile', 'degrees', 'company', 'building'],
  edges: 'number',
});
