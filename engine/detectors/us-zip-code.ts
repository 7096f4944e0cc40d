import { defineDetector } from '../define.ts';
import { STATE } from '../validators/us-states.ts';

/** Five or nine digits after a state, or where a label declares them. */
export const usZipCode = defineDetector({
  name: 'us-zip-code',
  version: 1,
  infoType: 'US_ZIP_CODE',
  hipaa: 'B',
  source: '45 CFR 164.514(b)(2)(i)(B); USPS Publication 28 §225',
  maxLength: 10,
  patterns: [
    {
      name: 'after-state',
      regex: `\\b${STATE}\\.?,?[ ]{1,3}(?P<value>\\d{5}(?:-\\d{4})?)\\b`,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
  ],
  validate: (value) => /^\d{5}(?:-?\d{4})?$/.test(value) && !value.startsWith('000'),
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'zip',
    'zip code',
    'zipcode',
    'postal code',
    'post code',
    'postcode',
    'zip4',
    'zip plus 4',
    'patient zip',
    'zip no',
    'zip5',
    'mailing zip',
    'home zip',
    'billing zip',
    'postal',
    'zip postal code',
  ],
  labelled: '\\d{5}(?:-?\\d{4})?\\b',
  exclusions: [],
  edges: 'number',
});
