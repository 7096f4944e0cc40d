import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { detectors } from '../detectors/index.ts';
import { jsRegex, withoutCaseGroups } from './js-regex.ts';

test('a match that V8 loses inside (?i:…) is found', () => {
  expect(jsRegex('^(?i:b|ab|c|ac|d)$', '').test('B')).toBe(true);
  expect(jsRegex('(?i:(?:last|first|given|family|middle|sur|maiden)[ _-]?name)', '').test('Last Name')).toBe(true);
});

test.each([
  ['(?i:dob)', '(?:[Dd][Oo][Bb])'],
  ['a(?i:b(?:c|d)[e-g_]{2,3}\\d\\b\\.)h', 'a(?:[Bb](?:[Cc]|[Dd])[E-Ge-g_]{2,3}\\d\\b\\.)h'],
  ['(?i:[^\\]x-]y)z', '(?:[^\\]Xx-][Yy])z'],
  ['(?P<value>)(?<=^|\\n)(?i:é\\p{L}ß)', '(?<value>)(?<=^|\\n)(?:[Éé]\\p{L}ß)'],
  ['[(?i:x)]', '[(?i:x)]'],
  ['(?i:a-b)c-d', '(?:[Aa]-[Bb])c-d'],
])('%s is written %s', (pattern, written) => {
  expect(withoutCaseGroups(pattern)).toBe(written);
});

/** Every expression of ours: JavaScript reads most of them. */
const OURS = detectors.flatMap(({ name, patterns }) =>
  patterns.flatMap(({ name: pattern, regex, lead, tail }) =>
    [regex, lead, tail].filter((one) => one !== undefined).map((one) => ({ id: `${name} ${pattern}`, regex: one })),
  ),
);

test('nothing that JavaScript is given holds (?i:…)', () => {
  expect(OURS.length).toBeGreaterThan(20);
  for (const { id, regex } of OURS) expect(withoutCaseGroups(regex), id).not.toMatch(/\(\?i|\(\?P/);
});

describe('written out, an expression finds what the original finds', () => {
  // The other implementation of the original: re2js, which knows no look-behind.
  const comparable = OURS.filter(({ regex }) => regex.includes('(?i:') && !/\(\?[<=!]/.test(regex));

  test.each(comparable)('$id', ({ regex }) => {
    const original = RE2JS.compile(`^(?:${regex})`);
    const written = jsRegex(`^(?:${regex})`, '');
    const words = [...new Set(regex.match(/[A-Za-z]{2,}/g))];
    const piece = fc.oneof(
      fc.constantFrom(...words, ' ', ': ', ' = ', "'s ", '. ', '-', 'name', 'Maria Garcia', '3', '45', 'old'),
      fc.constantFrom(...words).map((word) => word.toUpperCase()),
      fc.constantFrom(...words).map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const matcher = original.matcher(text);
        expect(written.exec(text)?.[0]).toBe(matcher.find() ? matcher.group() : undefined);
      }),
      { seed: 11, numRuns: 400 },
    );
  });
});
