import { defineDetector } from '../define.ts';
import { isBankRouting } from '../validators/bank-routing.ts';

/** Routing number of a bank in the United States, declared by its label. */
export const usBankRouting = defineDetector({
  name: 'us-bank-routing',
  version: 1,
  infoType: 'US_BANK_ROUTING',
  hipaa: 'J',
  source: '45 CFR 164.514(b)(2)(i)(J); ABA routing number policy',
  maxLength: 11,
  // The shape says little by itself, so that it is looked for around these words only.
  patterns: [{ name: 'near', regex: '\\b\\d{9}\\b', likelihood: 'POSSIBLE', validated: 'LIKELY', needsHotword: true }],
  validate: isBankRouting,
  hotwords: ['routing', 'aba', 'rtn', 'ach'],
  withHotword: 'LIKELY',
  labels: [
    'routing number',
    'aba',
    'aba number',
    'aba routing number',
    'bank routing number',
    'rtn',
    'routing transit number',
    'ach routing number',
  ],
  labelled: '\\d{4}[- ]?\\d{4}[- ]?\\d\\b',
  exclusions: ['claim', 'member', 'npi', 'ssn'],
  edges: 'number',
});
