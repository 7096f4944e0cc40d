import { defineDetector } from '../define.ts';
import { isSsn } from '../validators/ssn-range.ts';

/** Social security number: ranges reject what is unlabelled only; a labelled value is a finding anyway. */
export const usSsn = defineDetector({
  name: 'us-ssn',
  version: 1,
  infoType: 'US_SOCIAL_SECURITY_NUMBER',
  hipaa: 'G',
  source: 'SSA POMS RM 10201.035, https://secure.ssa.gov/apps10/poms.nsf/lnx/0110201035',
  maxLength: 15,
  patterns: [
    { name: 'dashed', regex: '\\b\\d{3}-\\d{2}-\\d{4}\\b', likelihood: 'LIKELY', validated: 'LIKELY' },
    { name: 'spaced', regex: '\\b\\d{3} \\d{2} \\d{4}\\b', likelihood: 'POSSIBLE', validated: 'POSSIBLE' },
    { name: 'dotted', regex: '\\b\\d{3}\\.\\d{2}\\.\\d{4}\\b', likelihood: 'POSSIBLE', needsHotword: true },
    { name: 'bare', regex: '\\b\\d{9}\\b', likelihood: 'POSSIBLE', validated: 'POSSIBLE', needsHotword: true },
    {
      name: 'half-dashed',
      regex: '\\b(?:\\d{5}-\\d{4}|\\d{3}-\\d{6})\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      needsHotword: true,
    },
  ],
  validate: isSsn,
  hotwords: ['ssn', 'ss#', 'ssn#', 'social security', 'soc sec', 'social', 'ssns'],
  withHotword: 'VERY_LIKELY',
  labels: [
    'ssn',
    'ss',
    'social security number',
    'social security',
    'soc sec',
    'social security num',
    'patient ssn',
    'ssn tin',
    'social',
  ],
  labelled:
    '\\d{3}-\\d{2}-\\d{4}\\b|\\d{3} \\d{2} \\d{4}\\b|\\d{3}\\.\\d{2}\\.\\d{4}\\b|\\d{9}\\b|\\d{5}-\\d{4}\\b|\\d{3}-\\d{6}\\b',
  exclusions: [
    'order number',
    'part no',
    'part number',
    'isbn',
    'invoice',
    'tracking',
    'sku',
    'version',
    'mrn',
    'medical record',
    'zip',
    'npi',
  ],
  edges: 'number',
});
