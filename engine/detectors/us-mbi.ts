import { defineDetector } from '../define.ts';
import { isMbi } from '../validators/mbi-format.ts';

/** Medicare Beneficiary Identifier, 1EG4-TE5-MK73 as printed or without dashes. */
export const usMbi = defineDetector({
  name: 'us-mbi',
  version: 1,
  infoType: 'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  hipaa: 'I',
  source: 'CMS, Understanding the Medicare Beneficiary Identifier (MBI) format',
  maxLength: 14,
  patterns: [
    {
      name: 'dashed',
      regex:
        '\\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\\d-[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\\d-[AC-HJKMNP-RT-Y]{2}\\d{2}\\b',
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
    {
      name: 'bare',
      regex:
        '\\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\\d[AC-HJKMNP-RT-Y]{2}\\d{2}\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'lower-case',
      regex:
        '\\b[1-9][ac-hjkmnp-rt-y][0-9ac-hjkmnp-rt-y]\\d-[ac-hjkmnp-rt-y][0-9ac-hjkmnp-rt-y]\\d-[ac-hjkmnp-rt-y]{2}\\d{2}\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'lower-case-bare',
      regex:
        '\\b[1-9][ac-hjkmnp-rt-y][0-9ac-hjkmnp-rt-y]\\d[ac-hjkmnp-rt-y][0-9ac-hjkmnp-rt-y]\\d[ac-hjkmnp-rt-y]{2}\\d{2}\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      needsHotword: true,
    },
  ],
  validate: isMbi,
  hotwords: ['mbi', 'medicare', 'beneficiary', 'hicn', 'part a', 'part b'],
  withHotword: 'VERY_LIKELY',
  labels: [
    'mbi',
    'medicare',
    'medicare id',
    'medicare number',
    'medicare beneficiary id',
    'medicare beneficiary identifier',
    'medicare beneficiary',
    'bene mbi',
    'medicare claim',
  ],
  labelled:
    '[0-9A-Za-z]{4}[- ][0-9A-Za-z]{3}[- ][0-9A-Za-z]{4}\\b|\\d[0-9A-Za-z]{2}\\d[0-9A-Za-z]{2}\\d[0-9A-Za-z]{2}\\d{2}\\b',
  exclusions: ['serial', 'model', 'part number', 'part no', 'license key', 'version'],
});
