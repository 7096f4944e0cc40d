import { defineDetector } from '../define.ts';
import WORDS from './sensitivity-words.json' with { type: 'json' };

/** Reproduction and sexual health: HL7 DS4P sensitivity REPRO. */
export const sensitivityRepro = defineDetector({
  name: 'sensitivity-repro',
  version: 1,
  infoType: 'REPRO',
  hipaa: null,
  source:
    'HL7 v3 ActCode, sensitivity (terminology.hl7.org/CodeSystem/v3-ActCode); HL7 Healthcare Privacy and Security Classification System',
  maxLength: 64,
  patterns: [],
  words: WORDS.REPRO,
  everyday: WORDS.everyday.REPRO,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [],
  exclusions: [],
});
