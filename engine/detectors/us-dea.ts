import { defineDetector } from '../define.ts';
import { isDea } from '../validators/dea-check.ts';

/** DEA registration of a prescriber. One candidate in ten passes the check: context is required. */
export const usDea = defineDetector({
  name: 'us-dea',
  version: 1,
  infoType: 'US_DEA_NUMBER',
  hipaa: 'K',
  source: '21 CFR 1301.13; check rule as published in pharmacy references',
  maxLength: 11,
  patterns: [
    {
      name: 'bare',
      regex: '\\b[ABCDEFGHJKLMPRSTUXabcdefghjklmprstux][A-Za-z9]\\d{7}\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      needsHotword: true,
    },
  ],
  validate: isDea,
  hotwords: ['dea', 'dea#', 'dea number', 'dea registration', 'drug enforcement', 'controlled substance', 'prescriber'],
  withHotword: 'LIKELY',
  labels: ['dea', 'dea number', 'dea registration', 'dea registration number', 'prescriber dea', 'dea license'],
  labelled: '[A-Za-z][A-Za-z9]-?\\d{7}\\b',
  exclusions: ['serial', 'part number', 'order number', 'invoice', 'flight'],
  role: 'provider',
});
