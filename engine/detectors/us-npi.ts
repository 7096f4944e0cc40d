import { defineDetector } from '../define.ts';
import { isNpi } from '../validators/npi-check.ts';

/** National Provider Identifier. One ten-digit number in fifty passes the check: unlabelled needs a hotword. */
export const usNpi = defineDetector({
  name: 'us-npi',
  version: 1,
  infoType: 'US_HEALTHCARE_NPI',
  hipaa: 'K',
  source: '45 CFR 162.406; CMS NPI check-digit specification',
  maxLength: 12,
  patterns: [
    { name: 'bare', regex: '\\b[12]\\d{9}\\b', likelihood: 'POSSIBLE', validated: 'POSSIBLE', needsHotword: true },
    {
      name: 'spaced',
      regex: '\\b[12]\\d{3}[- ]\\d{3}[- ]\\d{3}\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      needsHotword: true,
    },
  ],
  validate: isNpi,
  hotwords: ['npi', 'npis', 'npi#', 'national provider', 'provider identifier', 'provider id', 'nppes'],
  withHotword: 'LIKELY',
  labels: [
    'npi',
    'national provider identifier',
    'national provider id',
    'provider npi',
    'npi number',
    'individual npi',
    'organization npi',
  ],
  labelled: '\\d{10}\\b|\\d{4}[- ]\\d{3}[- ]\\d{3}\\b',
  exclusions: ['phone', 'tel', 'timestamp', 'epoch', 'isbn', 'order number'],
  edges: 'number',
  role: 'provider',
});
