import { defineDetector } from '../define.ts';
import { STATE } from '../validators/us-states.ts';

const WORD = "[A-Z][A-Za-z'.\\-]{1,24}";

/** A town in an address: before state and ZIP code, or where a label declares it. */
export const city = defineDetector({
  name: 'city',
  version: 1,
  infoType: 'CITY',
  hipaa: 'B',
  source: '45 CFR 164.514(b)(2)(i)(B); USPS Publication 28 §213 (last line)',
  maxLength: 64,
  patterns: [
    {
      name: 'before-zip',
      regex: `(?P<value>),? ${STATE}\\.?,?[ ]{1,3}\\d{5}(?:-\\d{4})?\\b`,
      lead: `\\b${WORD}(?: ${WORD}){0,3}`,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
  ],
  validate: (value) => /^[^\d]{2,64}$/.test(value) && !/^(?:null|unknown|none|n\/a)$/i.test(value),
  trims: true,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'city',
    'town',
    'city town',
    'home city',
    'patient city',
    'city of residence',
    'birth city',
    'municipality',
    'city name',
  ],
  exclusions: [],
});
