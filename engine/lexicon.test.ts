import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildLexicon } from './cli/lexicon.ts';
import { createLexicon, FAMILY_NAME, FIRST_NAME, ORDINARY } from './lexicon.ts';

test('words keep what they are; lines that are no words are none', () => {
  const { kindOf, firstNames } = createLexicon('# maria1\nmaria1\ngarcia2\nrose7\npage6\n\n7\nwrong\nbad9\n');
  expect(firstNames).toEqual(['maria', 'rose']);
  expect(['maria', 'garcia', 'rose', 'page'].map(kindOf)).toEqual([1, 2, 7, 6]);
  expect(['', 'wrong', 'bad', 'mari', 'mariaa', '#'].map(kindOf)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('the list made at set-up knows names, words, and what is both', async () => {
  const list = readFileSync(await buildLexicon(), 'utf8');
  expect(list).toMatch(/^# .*US Census 1990.*SCOWL/);
  const { kindOf, firstNames } = createLexicon(list);
  expect(firstNames.length).toBeGreaterThan(4_000);
  expect(kindOf('john')).toBe(FIRST_NAME | FAMILY_NAME);
  expect(kindOf('garcia')).toBe(FAMILY_NAME);
  expect(kindOf('rose')).toBe(FIRST_NAME | FAMILY_NAME | ORDINARY);
  expect(kindOf('hospital') & ORDINARY).toBe(ORDINARY);
  expect(kindOf('xqzzt')).toBe(0);
  // Few words share 29 bits of a hash.
  const wrong = list
    .split('\n')
    .filter((line) => /^[a-z]+\d$/.test(line) && kindOf(line.slice(0, -1)) !== Number(line.at(-1)));
  expect(wrong.length).toBeLessThan(100);
});
