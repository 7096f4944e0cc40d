/** Values that a policy wants found wherever they stand, whatever the text around them says. */
import { HIPAA_CLASSES } from '../hipaa.ts';
import { runHash, type Scanner, SIEVE_BITS } from '../scan.ts';
import type { InfoType, Role } from '../types.ts';
import type { Candidate } from './candidate.ts';

export interface ListedValue {
  readonly value: string;
  readonly infoType: InfoType;
  readonly role?: Role | undefined;
}

/** Reads a text for the values; offsets are the text's. */
export type ListedReader = (text: string, scanner: Pick<Scanner, 'mentions'>) => Candidate[];

/** Case does not matter, nor how many spaces stand between words; whole words only. */
export const createListedReader = (values: readonly ListedValue[]): ListedReader => {
  const byRun = new Map<string, Listed[]>();
  const bits = new Uint32Array(2 ** (SIEVE_BITS - 5));
  for (const { value, infoType, role = 'unknown' } of values) {
    const words = fold(value);
    const run = RUN.exec(words)?.[0];
    // A value without letters and digits says nothing; the policy's schema refuses it.
    if (run === undefined) continue;
    const start = words.indexOf(run);
    byRun.set(run, [...(byRun.get(run) ?? []), { words, start, infoType, role }]);
    const slot = runHash(run);
    bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
  }
  for (const listed of byRun.values()) listed.sort((a, b) => b.words.length - a.words.length);
  return (text, scanner) => {
    const found: Candidate[] = [];
    if (byRun.size === 0) return found;
    scanner.mentions(text, bits, (start, end) => {
      for (const listed of byRun.get(text.slice(start, end).toLowerCase()) ?? []) {
        const candidate = candidateAt(text, start, listed);
        if (candidate === null) continue;
        found.push(candidate);
        return;
      }
    });
    return found;
  };
};

interface Listed {
  /** In lower case, with single spaces. */
  readonly words: string;
  /** Where its first run of letters and digits begins. */
  readonly start: number;
  readonly infoType: InfoType;
  readonly role: Role;
}

const RUN = /[\p{L}\p{N}]+/u;

const fold = (value: string): string => value.trim().toLowerCase().replaceAll(/\s+/g, ' ');

const candidateAt = (text: string, run: number, { words, start, infoType, role }: Listed): Candidate | null => {
  const from = run - start;
  const end = from < 0 ? -1 : endOf(text, from, words);
  if (end < 0 || isAlnum(text, from - 1, from) || isAlnum(text, end, end - 1)) return null;
  return {
    start: from,
    end,
    infoType,
    hipaa: HIPAA_CLASSES[infoType],
    role,
    likelihood: 'VERY_LIKELY',
    detector: 'always-find@1',
    evidence: { pattern: 'listed', validated: true },
    declared: true,
    value: text.slice(from, end),
  };
};

/** One past the value that begins at `at`, or -1. */
const endOf = (text: string, at: number, words: string): number => {
  let here = at;
  for (const unit of words) {
    if (unit === ' ') {
      const before = here;
      while (here - before < MOST_BLANKS && /\s/.test(text.charAt(here))) here += 1;
      if (here === before) return -1;
    } else {
      if (text.slice(here, here + unit.length).toLowerCase() !== unit) return -1;
      here += unit.length;
    }
  }
  return here;
};

/** Blanks between two words of one value. */
const MOST_BLANKS = 8;

/** True where the value ends in a letter or digit (at `own`) and another touches it. */
const isAlnum = (text: string, at: number, own: number): boolean =>
  at >= 0 && /[\p{L}\p{N}]/u.test(text.charAt(at)) && /[\p{L}\p{N}]/u.test(text.charAt(own));
