import { defineDetector } from '../define.ts';
import { isEmail } from '../validators/email-format.ts';

/** E-mail address with a dotted domain; also one written with "[at]" where a label declares it. */
export const emailAddress = defineDetector({
  name: 'email-address',
  version: 1,
  infoType: 'EMAIL_ADDRESS',
  hipaa: 'F',
  source: 'RFC 5321 §4.1.2, §4.5.3.1; RFC 6531 for non-ASCII local parts',
  maxLength: 320,
  patterns: [
    {
      name: 'address',
      regex: '@[0-9A-Za-z\u00a1-\ud7ff\uf900-\uffef]',
      tail: '(?:[0-9A-Za-z\u00a1-\ud7ff\uf900-\uffef-]{0,62}\\.)(?:[0-9A-Za-z\u00a1-\ud7ff\uf900-\uffef-]{1,63}\\.){0,7}(?:xn--[0-9A-Za-z-]{1,59}|[A-Za-z\u00a1-\ud7ff\uf900-\uffef]{2,24})',
      lead: "[0-9A-Za-z\u00a1-\ud7ff\uf900-\uffef.!#$%&'*+/=?^_`{|}~-]{1,64}",
      likelihood: 'LIKELY',
      validated: 'VERY_LIKELY',
    },
  ],
  validate: isEmail,
  hotwords: [],
  withHotword: 'VERY_LIKELY',
  labels: ['email', 'e mail', 'email address', 'e mail address', 'mail', 'contact email', 'home email', 'work email'],
  exclusions: [],
});
