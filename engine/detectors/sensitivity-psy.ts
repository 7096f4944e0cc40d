import { defineDetector } from '../define.ts';
import WORDS from './sensitivity-words.json' with { type: 'json' };

/** Mental illness and its treatment: HL7 v3 ActCode PSY. */
export const sensitivityPsy = defineDetector({
  name: 'sensitivity-psy',
  version: 1,
  infoType: 'PSY',
  hipaa: null,
  source:
    'HL7 v3 ActCode, sensitivity (terminology.hl7.org/CodeSystem/v3-ActCode); HL7 Healthcare Privacy and Security Classification System',
  maxLength: 64,
  patterns: [],
  words: WORDS.PSY,
  everyday: WORDS.everyday.PSY,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [],
  exclusions: [],
});
