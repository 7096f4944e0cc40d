import { defineDetector } from '../define.ts';
import { isIban } from '../validators/iban.ts';

/** International bank account number; the check of its first digits lets one in 97 pass. */
export const ibanCode = defineDetector({
  name: 'iban-code',
  version: 1,
  infoType: 'IBAN_CODE',
  hipaa: 'J',
  source: '45 CFR 164.514(b)(2)(i)(J); ISO 13616-1',
  maxLength: 42,
  // The shape says little by itself, so that it is looked for around these words only.
  patterns: [
    {
      name: 'iban',
      regex: '\\b[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\\b',
      likelihood: 'POSSIBLE',
      validated: 'VERY_LIKELY',
      needsHotword: true,
    },
  ],
  validate: isIban,
  hotwords: ['iban', 'bank', 'account', 'transfer', 'sepa', 'swift', 'bic', 'refund', 'konto'],
  withHotword: 'LIKELY',
  labels: [
    'iban',
    'iban number',
    'iban code',
    'bank account iban',
    'international bank account number',
    'account iban',
    'patient iban',
    'refund iban',
  ],
  labelled: '[A-Za-z]{2}\\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?\\b',
  exclusions: [],
  edges: 'word',
});
