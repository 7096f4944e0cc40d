import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INFO_TYPES } from '../hipaa.ts';
import { transforms } from './index.ts';

const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const infoType = fc.constantFrom(...INFO_TYPES);

describe.each(transforms.map((transform) => [transform.name, transform] as const))('%s', (_, { apply }) => {
  test('is deterministic, and applied to its own result changes nothing', () => {
    fc.assert(
      fc.property(value, infoType, (text, type) => {
        const once = apply(text, type);
        expect(apply(text, type)).toBe(once);
        expect(apply(once, type)).toBe(once);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test('leaves no letter or digit of the value, in any script', () => {
    fc.assert(
      fc.property(value, infoType, (text, type) => {
        const rest = apply(text, type).replace(`[${type}]`, '');
        expect(/[\p{L}\p{N}]/u.test(rest)).toBe(false);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test('writes nothing that means something to HTML, CSV or JSON where the value did not', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 .-]{1,40}$/), infoType, (text, type) => {
        expect(apply(text, type)).not.toMatch(/[<>&"',;\\\r\n]/);
      }),
      { seed: 8 },
    );
  });
});
