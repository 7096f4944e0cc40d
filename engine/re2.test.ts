import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildRe2 } from './re2/build.ts';
import { loadRe2, type Re2, type Re2Scanner, relaxed } from './re2.ts';

let re2: Re2;
beforeAll(async () => {
  re2 = loadRe2(new WebAssembly.Module(readFileSync((await buildRe2()).path)));
}, 120_000);

/** Patterns of every shape that detectors use: repeats, classes, alternation, edges, case folding, non-ASCII. */
const PATTERNS = [
  String.raw`\b\d{3}-\d{2}-\d{4}\b`,
  String.raw`[1-9][AC-HJ-NP-RT-Y][0-9A-Z]\d`,
  `(?:cat|catalogue|dog)s?`,
  String.raw`[^\sa-f]{2,6}`,
  `x{0,3}y{1,2}z{2}`,
  String.raw`é+[\d]?`,
  String.raw`😀\d`,
  String.raw`\(\d{3}\) ?\d{3}`,
];

const pieces = fc.constantFrom(
  '123-45-6789',
  '1A2',
  '9Y',
  'cat',
  'dogs',
  'catalogue',
  'xxyzz',
  'é',
  'éé7',
  '😀',
  '😀5',
  ' ',
  '-',
  '\n',
  '0',
  '(555) 010',
  'Zürich',
  '\ud800',
  '𝟙',
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

const byJs = (regex: string, text: string) =>
  [...text.matchAll(new RegExp(regex, 'g'))].map((match) => [match.index, match.index + match[0].length]);
const byRe2js = (regex: string, text: string) => {
  const matcher = RE2JS.compile(regex).matcher(text);
  const spans: number[][] = [];
  while (matcher.find()) spans.push([matcher.start(), matcher.end()]);
  return spans;
};

const hitsOf = (scanner: Re2Scanner, text: string) => {
  const hits: { pattern: number; start: number; end: number; valueStart: number; valueEnd: number }[] = [];
  scanner.scan(text, {
    hit: (pattern, start, end, valueStart, valueEnd) => hits.push({ pattern, start, end, valueStart, valueEnd }),
    listed: () => undefined,
  });
  return hits;
};

describe('the same matches at the same offsets', () => {
  test.each(PATTERNS)('%s, as JavaScript finds them', (regex) => {
    const scanner = re2.scanner([{ regex, maxLength: 16 }]);
    fc.assert(
      fc.property(texts, (text) => {
        // A lone surrogate cannot cross as UTF-8; it is one unit of something else on both sides.
        const whole = text.replaceAll('\ud800', '\ufffd');
        // JavaScript's classes see halves of an astral character where RE2 sees one.
        fc.pre(!regex.includes('[^') || !/[\u{10000}-\u{10ffff}]/u.test(whole));
        expect(hitsOf(scanner, text).map(({ start, end }) => [start, end])).toEqual(byJs(regex, whole));
      }),
      { seed: 1961, numRuns: 150 },
    );
  });

  test.each(PATTERNS)('%s, as re2js finds them', (regex) => {
    const scanner = re2.scanner([{ regex, maxLength: 16 }]);
    fc.assert(
      fc.property(texts, (text) => {
        const whole = text.replaceAll('\ud800', '\ufffd');
        expect(hitsOf(scanner, text).map(({ start, end }) => [start, end])).toEqual(byRe2js(regex, whole));
      }),
      { seed: 1962, numRuns: 100 },
    );
  });

  test('across every block edge, alone and together with other patterns', () => {
    const scanner = re2.scanner(PATTERNS.map((regex) => ({ regex, maxLength: 16 })));
    for (let offset = 1000; offset < 1050; offset++) {
      const text = `${'.'.repeat(offset)} 123-45-6789 ${'.'.repeat(2000)} 987-65-4321`;
      const found = hitsOf(scanner, text).filter(({ pattern }) => pattern === 0);
      expect(found.map(({ start }) => start)).toEqual([offset + 1, text.length - 11]);
    }
  });
});

test('the group named value is reported', () => {
  const [hit] = hitsOf(re2.scanner([{ regex: String.raw`(?i)mrn:? (?P<value>\d+)`, maxLength: 20 }]), '😀 MRN: 4711');
  expect(hit).toMatchObject({ start: 3, end: 12, valueStart: 8, valueEnd: 12 });
});

/** Lost by the release that the sources come from; found since the patch in `re2/build.ts`. */
test.each([
  ['a|(?i:a)', 'A'],
  ['0a|0(?i:a)', '0A'],
  ['(?:a|(?i:a))b', 'Ab'],
])('%s is found in %s', (regex, text) => {
  expect(hitsOf(re2.scanner([{ regex, maxLength: 4 }]), text)).toHaveLength(1);
});

test("a pattern that is not valid is named with RE2's own words", () => {
  expect(() =>
    re2.scanner([
      { regex: 'a', maxLength: 1 },
      { regex: '(b', maxLength: 2 },
    ]),
  ).toThrow(/Pattern 1 .*missing \)/);
  expect(re2.problemOf('(?=a)', 1000)).toMatch(/invalid perl operator/);
  expect(re2.problemOf('a{1000}', 100)).toMatch(/100 are allowed/);
  expect(re2.problemOf('[a-z]+', 100)).toBeNull();
});

test('hostile text costs what plain text costs', () => {
  const scanner = re2.scanner([{ regex: '(?:a+)+b', maxLength: 64 }]);
  expect(hitsOf(scanner, 'a'.repeat(200_000))).toEqual([]);
});

test.each([
  [String.raw`\d{5,10}`, String.raw`\d{4,}`],
  ['x{0,3}y{1,9}', 'x*y+'],
  ['(?P<value>a)(b)(?:c)', '(?:a)(?:b)(?:c)'],
  ['[({2,3}]{2,3}', '[({2,3}]{2,}'],
  ['[]{2,3}]a', '[]{2,3}]a'],
  ['[[:alpha:]{1,2}]{3}', '[[:alpha:]{1,2}]{3,}'],
  [String.raw`\(\{1,2\}`, String.raw`\(\{1,2\}`],
])('the gate of %s is %s', (regex, gate) => {
  expect(relaxed(regex)).toBe(gate);
});

test('the file is byte for byte the one that was measured', async () => {
  expect((await buildRe2()).sha256).toBe(readFileSync('engine/re2/sha256', 'utf8').trim());
});
