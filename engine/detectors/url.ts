import { defineDetector } from '../define.ts';

/** Web address. Nobody's until the text speaks of a patient. */
export const url = defineDetector({
  name: 'url',
  version: 1,
  infoType: 'URL',
  hipaa: 'N',
  source: '45 CFR 164.514(b)(2)(i)(N); RFC 3986 §3',
  maxLength: 512,
  patterns: [
    {
      name: 'web',
      regex: '\\b(?:https?|ftp)://[0-9A-Za-z]',
      tail: '[-0-9A-Za-z.]{1,120}(?::\\d{2,5})?(?:[/?#][^\\s"\'<>()\\[\\]{}|\\\\^`]{0,360})?',
      likelihood: 'UNLIKELY',
    },
  ],
  hotwords: ['patient portal', 'mychart', 'my chart', 'portal link', 'video visit'],
  withHotword: 'POSSIBLE',
  labels: ['patient url', 'portal url', 'patient website', 'photo url', 'patient link', 'personal website'],
  exclusions: ['xmlns', 'schema', 'license', 'licence', 'copyright', 'system', 'profile', 'doctype'],
  withPatient: 'UNLIKELY',
});
