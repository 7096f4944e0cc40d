import { defineDetector } from '../define.ts';
import { isRecordNumber } from '../validators/record-number.ts';

/** Account number of a patient or customer, declared by its label. */
export const accountNumber = defineDetector({
  name: 'account-number',
  version: 1,
  infoType: 'ACCOUNT_NUMBER',
  hipaa: 'J',
  source: '45 CFR 164.514(b)(2)(i)(J)',
  maxLength: 24,
  patterns: [],
  validate: isRecordNumber,
  checksLabelled: true,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [
    'account',
    'account number',
    'account no',
    'acct',
    'acct no',
    'acct number',
    'patient account',
    'patient account number',
    'guarantor account',
    'billing account',
    'bank account',
  ],
  labelled: '(?:[A-Za-z]{1,5}-?)?\\d[0-9A-Za-z]{0,19}(?:[-.]\\d[0-9A-Za-z]{0,19}){0,4}\\b',
  exclusions: [],
});
