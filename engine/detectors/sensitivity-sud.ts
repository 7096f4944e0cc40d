import { defineDetector } from '../define.ts';
import WORDS from './sensitivity-words.json' with { type: 'json' };

/** Use of drugs and its treatment, what 42 CFR Part 2 protects: HL7 v3 ActCode SUD. */
export const sensitivitySud = defineDetector({
  name: 'sensitivity-sud',
  version: 1,
  infoType: 'SUD',
  hipaa: null,
  source:
    'HL7 v3 ActCode, sensitivity (terminology.hl7.org/CodeSystem/v3-ActCode); HL7 Healthcare Privacy and Security Classification System',
  maxLength: 64,
  patterns: [],
  words: WORDS.SUD,
  everyday: WORDS.everyday.SUD,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [],
  exclusions: [],
});
