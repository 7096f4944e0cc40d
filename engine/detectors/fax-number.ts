import { defineDetector } from '../define.ts';
import { isDialable } from '../validators/phone-number.ts';

const NUMBER =
  '(?:\\+?1[-. ]{0,2})?\\(?\\d{3}\\)?[-. /]{0,2}\\d{3}[-. ]?\\d{4}\\b(?:[,;]? ?(?:x|ext\\.?|extension)[ =.]{0,2}\\d{1,6}\\b)?|\\d{3}[-. ]\\d{4}\\b|\\+\\d{1,3}[-. ]?\\(?\\d{1,4}\\)?(?:[-. /]?\\d{1,5}){1,6}\\b';

/** Fax number: a telephone number that the text calls one. */
export const faxNumber = defineDetector({
  name: 'fax-number',
  version: 1,
  infoType: 'FAX_NUMBER',
  hipaa: 'E',
  source: '45 CFR 164.514(b)(2)(i)(E); ATIS-0300115 (NANP); ITU-T E.164',
  maxLength: 36,
  patterns: [
    {
      name: 'faxed-to',
      regex: `(?i:\\bfax(?:ed|ing)?(?: (?:the|all|your|his|her|these|any))?(?: (?:records?|results?|forms?|reports?|referrals?|copy|copies|documents?|it|them)){0,2}(?: (?:to|at|is|from))?(?: (?:number|us at))?[: ]{1,3})(?P<value>${NUMBER})`,
      likelihood: 'LIKELY',
      validated: 'VERY_LIKELY',
      declares: true,
    },
    {
      name: 'after',
      regex: `\\b(?P<value>\\(?[2-9]\\d{2}\\)?[-. ]{1,2}\\d{3}[-. ]\\d{4}) ?\\((?i:fax|f)\\)`,
      likelihood: 'LIKELY',
      validated: 'VERY_LIKELY',
    },
  ],
  validate: isDialable,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'fax',
    'fax number',
    'fax no',
    'facsimile',
    'telefax',
    'fax phone',
    'home fax',
    'work fax',
    'fx',
    'efax',
    'fax num',
    'office fax',
    'fax line',
    'secure fax',
    'fax to',
    'patient fax',
    'efax number',
  ],
  labelled: NUMBER,
  exclusions: [],
  edges: 'number',
});
