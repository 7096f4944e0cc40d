import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from './normalize.ts';
import { mapSpan } from './offsets.ts';

describe('normalise', () => {
  test.each([
    ['plain text 123-45-6789', 'plain text 123-45-6789'],
    ['５３６-４８-１２９３', '536-48-1293'],
    ['536–48—1293', '536-48-1293'],
    ['٥٣٦-٤٨-١٢٩٣', '536-48-1293'],
    ['536\u200b-48\u00ad-1293', '536-48-1293'],
    ['\u202e536-48-1293\u202c', '536-48-1293'],
    ['John\u00a0Smith', 'John Smith'],
    ['O’Brien “x”', `O'Brien "x"`],
    ['Jose\u0301', 'José'],
    ['ﬁrst', 'first'],
    ['𝟓𝟑𝟔', '536'],
    ['①②', '12'],
    ['😀 𝒳', '😀 X'],
    ['a\ufeffb', 'ab'],
    ['٠', '0'],
  ])('reads %s as %s', (text, expected) => expect(normalise(text).text).toBe(expected));

  test('leaves text that needs nothing as it stands', () => {
    expect(normalise('Müller, José: 5 µg')).toEqual({ text: 'Müller, José: 5 µg', map: null });
  });

  test('leads a span back over what was dropped and what grew', () => {
    const text = 'x \u200b53\u200b6-48-1293 ﬁn';
    const { text: read, map } = normalise(text);
    const at = read.indexOf('536-48-1293');
    const { start, end } = mapSpan(map, at, at + 11, read.length);
    expect(text.slice(start, end)).toBe('53\u200b6-48-1293');
    const fin = read.indexOf('fin');
    const back = mapSpan(map, fin, fin + 3, read.length);
    expect(text.slice(back.start, back.end)).toBe('ﬁn');
  });

  const pieces = fc.constantFrom(
    'a',
    '1',
    ' ',
    '\u200b',
    '５',
    '٣',
    'e\u0301',
    'ﬁ',
    '😀',
    '𝟓',
    '’',
    '\u00ad',
    '\ud800',
    '𝒳',
  );
  test('every span of the read text leads back to text that reads the same', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), fc.nat(), fc.nat(), (parts, a, b) => {
        const text = parts.join('');
        const { text: read, map } = normalise(text);
        if (read === '') return;
        const [from, to] = [a % read.length, b % read.length].sort((x, y) => x - y) as [number, number];
        const { start, end } = mapSpan(map, from, to + 1, read.length);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(end).toBeGreaterThan(start);
        expect(normalise(text.slice(start, end)).text).toContain(
          read.slice(from, to + 1).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, ''),
        );
      }),
    );
  });

  test('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const once = normalise(parts.join('')).text;
        expect(normalise(once).text).toBe(once);
      }),
    );
  });
});
