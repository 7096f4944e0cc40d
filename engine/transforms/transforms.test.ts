import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INFO_TYPES } from '../hipaa.ts';
import { TRANSFORMS } from '../transform-names.ts';
import { isPlaceholder } from '../validators/placeholder.ts';
import { transforms } from './index.ts';
import { redact } from './redact.ts';
import { tokenise } from './tokenise.ts';

const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const KEY = 'a-synthetic-key-of-thirty-two-or-more';
const infoType = fc.constantFrom(...INFO_TYPES);

describe.each(transforms.map((transform) => [transform.name, transform] as const))('%s', (_, { apply }) => {
  test('is deterministic, and applied to its own result changes nothing', () => {
    fc.assert(
      fc.property(value, infoType, (text, type) => {
        const once = apply(text, type, KEY);
        expect(apply(text, type, KEY)).toBe(once);
        expect(apply(once, type, KEY)).toBe(once);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test('leaves no letter or digit of the value, in any script', () => {
    fc.assert(
      fc.property(value, infoType, (text, type) => {
        const rest = apply(text, type, KEY).replace(new RegExp(`^\\[${type}(?::[bcdfghjkmnpqrstv]{15})?\\]$`), '');
        expect(/[\p{L}\p{N}]/u.test(rest)).toBe(false);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test('writes nothing that means something to HTML, CSV or JSON where the value did not', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 .-]{1,40}$/), infoType, (text, type) => {
        expect(apply(text, type, KEY)).not.toMatch(/[<>&"',;\\\r\n]/);
      }),
      { seed: 8 },
    );
  });
});

describe('tokens', () => {
  test('one value has one token under one key, however it is spelled, and another under another key', () => {
    const [one] = ['512-44-8071', '512448071'].map((ssn) => tokenise.apply(ssn, 'US_SOCIAL_SECURITY_NUMBER', KEY));
    expect(tokenise.apply('512 44 8071', 'US_SOCIAL_SECURITY_NUMBER', KEY)).toBe(one);
    expect(tokenise.apply('512-44-8071', 'US_SOCIAL_SECURITY_NUMBER', `${KEY}2`)).not.toBe(one);
    expect(tokenise.apply('512-44-8071', 'MEDICAL_RECORD_NUMBER', KEY)).not.toBe(one);
    expect(tokenise.apply('QUENNELL, Marisol', 'PERSON_NAME', KEY)).toBe(
      tokenise.apply('Quennell, Marisol', 'PERSON_NAME', KEY),
    );
  });
});

test('what is written is known for a placeholder, alone and beside others', () => {
  for (const type of INFO_TYPES) {
    const [redacted, token] = [redact.apply('00123456', type, ''), tokenise.apply('00123456', type, KEY)];
    for (const written of [redacted, token, `${redacted}, ${token} `]) expect(isPlaceholder(written)).toBe(true);
    for (const kept of [`${redacted} 7`, `A${token}`, `[${type}`, '']) expect(isPlaceholder(kept)).toBe(false);
  }
  for (const value of ['[GARCIA]', '[]', '***', '[CITY:nobody]']) expect(isPlaceholder(value)).toBe(false);
});

test('each has its name in the list that policies choose from', () => {
  expect(transforms.map(({ name }) => name).sort()).toEqual([...TRANSFORMS].sort());
});
