import { defineDetector } from '../define.ts';
import WORDS from './sensitivity-words.json' with { type: 'json' };

/** Abuse of alcohol: HL7 v3 ActCode ETH. */
export const sensitivityEth = defineDetector({
  name: 'sensitivity-eth',
  version: 1,
  infoType: 'ETH',
  hipaa: null,
  source:
    'HL7 v3 ActCode, sensitivity (terminology.hl7.org/CodeSystem/v3-ActCode); HL7 Healthcare Privacy and Security Classification System',
  maxLength: 64,
  patterns: [],
  words: WORDS.ETH,
  everyday: WORDS.everyday.ETH,
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [],
  exclusions: [],
});
