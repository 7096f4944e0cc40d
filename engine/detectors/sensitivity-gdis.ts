import { defineDetector } from '../define.ts';
import WORDS from './sensitivity-words.json' with { type: 'json' };

/** Genetic disease and genetic tests: HL7 v3 ActCode GDIS. */
export const sensitivityGdis = defineDetector({
  name: 'sensitivity-gdis',
  version: 1,
  infoType: 'GDIS',
  hipaa: null,
  source:
    'HL7 v3 ActCode, sensitivity (terminology.hl7.org/CodeSystem/v3-ActCode); HL7 Healthcare Privacy and Security Classification System',
  maxLength: 64,
  patterns: [],
  words: WORDS.GDIS,
  everyday: WORDS.everyday.GDIS,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [],
  exclusions: [],
});
