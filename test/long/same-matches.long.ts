/** All detectors' patterns in one scan, against JavaScript's RegExp and re2js on text of every mixture. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildRe2 } from '../../engine/re2/build.ts';
import { loadRe2 } from '../../engine/re2.ts';
import {
  byJavaScript,
  byRe2js,
  detectorPatterns,
  isDeclared,
  mixedText,
  type Oracle,
  ourScanner,
} from '../support/regex-oracles.ts';
import { figuresOf } from './figures.ts';

const figures = figuresOf('same-matches', 'Matches and offsets of all patterns, as other matchers find them.');
const ours = ourScanner(loadRe2(new WebAssembly.Module(readFileSync((await buildRe2()).path))));

const compare = (name: string, oracle: (regex: string) => Oracle, texts: number, pieces: number): void => {
  const oracles = detectorPatterns.map(({ regex }) => oracle(regex));
  let [matches, units] = [0, 0];
  for (let seed = 1000; seed < 1000 + texts; seed += 1) {
    const text = mixedText(seed, pieces);
    const found = ours(text);
    units += text.length;
    for (const [index, { maxLength, regex }] of detectorPatterns.entries()) {
      const expected = oracles[index]?.(text).filter((span) => isDeclared(span, maxLength));
      expect(found[index], `${regex} on ${JSON.stringify(text)}`).toEqual(expected);
      matches += found[index]?.length ?? 0;
    }
  }
  figures.note(`${name}: texts, characters, matches, differences`, `${texts}, ${units}, ${matches}, 0`);
};

test('as JavaScript finds them', () => compare('JavaScript', byJavaScript, 4000, 200));
test('as re2js finds them', () => compare('re2js', byRe2js, 150, 120));
