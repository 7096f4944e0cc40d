import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ownCorpus } from '../test/accuracy/own-corpus.ts';
import {
  byJavaScript,
  byRe2js,
  detectorPatterns,
  isDeclared,
  mixedText,
  ourScanner,
} from '../test/support/regex-oracles.ts';
import { buildRe2 } from './re2/build.ts';
import { loadRe2 } from './re2.ts';

const ours = ourScanner(loadRe2(new WebAssembly.Module(readFileSync((await buildRe2()).path))));
const notes = [...ownCorpus('tuning')]
  .flatMap(({ item }) => (typeof item.content === 'string' ? [item.content] : []))
  .filter((_, index) => index % 4 === 0);
const mixed = Array.from({ length: 60 }, (_, seed) => mixedText(seed + 1));

describe.each([
  ['JavaScript', byJavaScript, [...mixed, ...notes]],
  ['re2js', byRe2js, mixed.slice(0, 8)],
] as const)('all detectors’ patterns in one scan match what %s matches, pattern by pattern', (_, oracle, texts) => {
  const found = texts.map(ours);
  test.each(detectorPatterns.map(({ regex, maxLength }, index) => ({ regex, maxLength, index })))(
    '$regex',
    ({ regex, maxLength, index }) => {
      const by = oracle(regex);
      for (const [at, text] of texts.entries())
        expect(found[at]?.[index], JSON.stringify(text)).toEqual(
          by(text).filter((span) => isDeclared(span, maxLength)),
        );
    },
  );
});
