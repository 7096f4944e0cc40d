/** Marks of what was copied out of PHI systems, kept for the session in memory; no text, only keyed hashes. */
import type { SourceMark, Sources } from '../messages/engine.ts';
import { browser } from '../platform/browser.ts';

const KEY = 'sourceKey';
const MARKS = 'sourceMarks';
const KEPT = 64;

export const readSources = async (): Promise<Sources> => {
  const kept = (await browser.storage.session.get([KEY, MARKS])) as { [KEY]?: string; [MARKS]?: SourceMark[] };
  const key = kept[KEY] ?? newKey();
  if (kept[KEY] === undefined) await browser.storage.session.set({ [KEY]: key });
  return { key, marks: kept[MARKS] ?? [] };
};

/** One at a time: two marks at once must not lose one. */
let last: Promise<unknown> = Promise.resolve();

export const keepSource = (mark: SourceMark): Promise<true> => {
  const kept = last.then(async () => {
    const { marks } = await readSources();
    const others = marks.filter(({ digest }) => digest !== mark.digest);
    await browser.storage.session.set({ [MARKS]: [...others, mark].slice(-KEPT) });
    return true as const;
  });
  last = kept.catch(() => undefined);
  return kept;
};

const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
