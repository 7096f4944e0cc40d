/** The same patterns by other hands: JavaScript's RegExp and re2js, for what our scanner must agree with. */
import { RE2JS } from 're2js';
import { jsRegex } from '../../engine/detection/js-regex.ts';
import { createJudge } from '../../engine/detection/judge.ts';
import { detectors } from '../../engine/detectors/index.ts';
import type { Re2, Re2Scanner } from '../../engine/re2.ts';
import { benchText, seeded } from '../bench/corpus.ts';

export const detectorPatterns = createJudge(detectors).patterns;

export type Oracle = (text: string) => readonly string[];

/** `start-end` of each match, as JavaScript finds them. */
export const byJavaScript = (regex: string): Oracle => {
  const folds = regex.startsWith('(?i)');
  const plain = jsRegex(folds ? regex.slice(4) : regex, folds ? 'gi' : 'g');
  return (text) => [...text.matchAll(plain)].filter(([found]) => found !== '').map(spanOf);
};

const spanOf = (match: RegExpExecArray): string => `${match.index}-${match.index + match[0].length}`;

export const byRe2js = (regex: string): Oracle => {
  const compiled = RE2JS.compile(regex);
  return (text) => {
    const spans: string[] = [];
    for (const matcher = compiled.matcher(text); matcher.find(); )
      if (matcher.end() > matcher.start()) spans.push(`${matcher.start()}-${matcher.end()}`);
    return spans;
  };
};

/** Matches of all detectors' patterns in one scan, by pattern. */
export const ourScanner = (re2: Re2): ((text: string) => readonly (readonly string[])[]) => {
  const scanner: Re2Scanner = re2.scanner(detectorPatterns);
  return (text) => {
    const spans: string[][] = detectorPatterns.map(() => []);
    scanner.scan(text, {
      hit: (pattern, start, end) => spans[pattern]?.push(`${start}-${end}`),
      listed: () => undefined,
    });
    return spans;
  };
};

/** Where our matches may be bounded and theirs not: a match longer than its pattern declares. */
export const isDeclared = (span: string, maxLength: number): boolean => {
  const [start = 0, end = 0] = span.split('-').map(Number);
  return end - start <= maxLength;
};

const PIECES = [
  'SSN: 536-48-1293',
  '1EG4-TE5-MK73',
  '(415) 555-0132',
  '+1 212 555 0143',
  'maria.o@example.org',
  '12/03/1985',
  'March 3, 1985',
  'Boston, MA 02101',
  '12 Oak Street',
  'P.O. Box 12',
  '4111 1111 1111 1111',
  '203.0.113.9',
  'E11.9',
  'https://example.org/a?b=c',
  'aged 93',
  '93-year-old',
  'Dr. Ian Malcolm, MD',
  'DOB',
  'MRN 0012345',
  'is 45 years old',
  'metformin 500 mg daily',
  'history of asthma',
  'é',
  'Zürich',
  '😀',
  '👩‍⚕️',
  '𝒳',
  '𝟙',
  '中文',
  '\t',
  '\r\n',
  '\n',
  ' ',
  ' ',
  ' ',
  '-',
  '.',
  ',',
  ':',
  '0',
  '7',
  '123',
  '(',
  ')',
  '/',
  '#',
  'a',
  'Z',
  '@',
  '+',
  '%',
  '\u00a0',
];

/** Pieces of identifiers, signs and astral characters in any order; every other text opens with ordinary lines. */
export const mixedText = (seed: number, pieces = 120): string => {
  const pick = seeded(seed);
  const parts = Array.from({ length: pieces }, () => PIECES[pick(PIECES.length)] ?? '');
  return (seed % 2 === 0 ? benchText(600, 150, seed) : '') + parts.join('');
};
