/**
 * Patterns whose shape alone says nothing (nine digits) are looked for around the detector's hotwords
 * only. As automata over all text they would wake the scanner at every number.
 */
import { AFTER, BEFORE } from '../context.ts';
import type { Detector } from '../define.ts';
import type { Candidate } from './candidate.ts';
import { jsRegex } from './js-regex.ts';
import { entriesOf, isAnnounced, judgeHit } from './judge.ts';

export interface NearbyReader {
  /** Words, lower case, with which a hotword begins; none where no pattern waits for one. */
  readonly firsts: readonly string[];
  /** Values around the word at `at`. */
  read(text: string, at: number, end: number, found: (candidate: Candidate) => void): void;
}

export const nearby = (detector: Detector): NearbyReader => {
  const entries = entriesOf(detector)
    .filter(({ pattern }) => pattern.first === undefined && isAnnounced(detector, pattern))
    // Our own patterns, bounded in their repeats, on a few hundred units.
    .map((entry) => ({ entry, regex: jsRegex(entry.pattern.regex, 'dg') }));
  if (entries.length === 0) return { firsts: [], read: () => undefined };
  const firsts = new Set(detector.hotwords.flatMap((phrase) => /^[a-z]{2,}/.exec(phrase) ?? []));
  return {
    firsts: [...firsts],
    read: (text, at, end, found) => {
      // The hotword stands after the value or before it.
      const from = Math.max(0, at - AFTER - detector.maxLength);
      const around = text.slice(from, end + BEFORE + detector.maxLength);
      for (const { entry, regex } of entries) {
        for (const match of around.matchAll(regex)) {
          const start = from + match.index;
          const [first, last] = match.indices?.groups?.value ?? [match.index, match.index + match[0].length];
          const hit = { start, end: start + match[0].length, valueStart: from + first, valueEnd: from + last };
          const candidate = judgeHit(entry, text, hit);
          if (candidate !== null) found(candidate);
        }
      }
    },
  };
};
