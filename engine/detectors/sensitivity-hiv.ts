import { defineDetector } from '../define.ts';
import WORDS from './sensitivity-words.json' with { type: 'json' };

/** HIV infection and its treatment: HL7 v3 ActCode HIV. */
export const sensitivityHiv = defineDetector({
  name: 'sensitivity-hiv',
  version: 1,
  infoType: 'HIV',
  hipaa: null,
  source:
    'HL7 v3 ActCode, sensitivity (terminology.hl7.org/CodeSystem/v3-ActCode); HL7 Healthcare Privacy and Security Classification System',
  maxLength: 64,
  patterns: [],
  words: WORDS.HIV,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [],
  exclusions: [],
});
