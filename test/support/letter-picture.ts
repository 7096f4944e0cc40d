/** A picture of a letter: `page.html` as Chromium renders it at 200 pixels an inch, in black and white. */
import { readFileSync } from 'node:fs';
import { type Raster, readPng, rowsOf } from './build-image.ts';

const FOLDER = 'test/corpus/image/phi.letter';

export const letterPng = (): Uint8Array => readFileSync(`${FOLDER}/input.png`);

/** The whole page, letter format. */
export const letterPage = (): Raster => readPng(letterPng());

/** Its head: name, date of birth, record number. */
export const letterHead = (): Raster => rowsOf(letterPage(), 100, 480);

/** What must be found in it, in its head. */
export const letterValues = (): readonly string[] =>
  (JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as { readonly reads: readonly string[] }).reads;

/** What the page says. */
export const letterText = (): string =>
  readFileSync(`${FOLDER}/page.html`, 'utf8')
    .replace(/^.*<body>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Of the words of `said`, the share that `read` has, each as often. */
export function wordShare(said: string, read: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(read)) left.set(word, (left.get(word) ?? 0) + 1);
  const words = wordsOf(said);
  const found = words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return found.length / words.length;
}

const wordsOf = (text: string): string[] =>
  text.split(/\s+/).flatMap((word) => {
    const bare = word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    return bare === '' ? [] : [bare];
  });
