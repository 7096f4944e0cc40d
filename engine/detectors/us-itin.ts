import { defineDetector } from '../define.ts';
import { isItin } from '../validators/itin-range.ts';

/** Taxpayer number of people without a social security number. */
export const usItin = defineDetector({
  name: 'us-itin',
  version: 1,
  infoType: 'US_ITIN',
  hipaa: 'G',
  source: '45 CFR 164.514(b)(2)(i)(G); IRS Publication 1915',
  maxLength: 11,
  // The shape says little by itself, so that it is looked for around these words only.
  patterns: [
    {
      name: 'grouped',
      regex: '\\b9\\d{2}[- ]\\d{2}[- ]\\d{4}\\b',
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
      needsHotword: true,
    },
  ],
  validate: isItin,
  hotwords: ['itin', 'taxpayer', 'tax id', 'tax number', 'irs', 'w-7', 'tax identification'],
  withHotword: 'LIKELY',
  labels: [
    'itin',
    'itin number',
    'individual taxpayer identification number',
    'individual taxpayer id',
    'taxpayer id',
    'taxpayer identification number',
    'us itin',
    'patient itin',
  ],
  labelled: '9\\d{2}[- ]?\\d{2}[- ]?\\d{4}\\b',
  exclusions: ['phone', 'fax', 'order', 'invoice', 'tracking'],
  edges: 'number',
});
