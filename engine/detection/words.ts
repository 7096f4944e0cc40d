/**
 * What is found word by word rather than by a pattern: listed words, word endings, and the labels that
 * declare a value. One pass over the letters; a bitmap says "perhaps" for almost nothing. As automata
 * these thousands of alternatives would multiply with every other pattern.
 */
import { isWord, labelMatchers } from '../context.ts';
import type { Detector } from '../define.ts';
import type { Terms } from '../terms.ts';
import type { Candidate } from './candidate.ts';
import { type Entry, entriesOf, judgeHit, judgeValue } from './judge.ts';

export interface WordScanner {
  scan(text: string, found: (candidate: Candidate) => void): void;
}

/** What a word may begin or be; `at` is its first unit, `end` one past its last. */
type Reader = (text: string, at: number, end: number) => Candidate | null;

export const createWordScanner = (detectors: readonly Detector[], terms: Terms | undefined): WordScanner => {
  const readers = new Map<string, Reader[]>();
  const labels = new Map<string, Reader[]>();
  const endings = new Map<string, Detector>();
  const add = (word: string, reader: Reader): void => {
    readers.set(word, [...(readers.get(word) ?? []), reader]);
  };
  for (const detector of detectors) {
    for (const ending of detector.endings ?? []) endings.set(ending, detector);
    for (const phrase of detector.words ?? []) {
      const [first = ''] = /^[a-z]+/.exec(phrase) ?? [];
      add(first, listedReader(detector, phrase, first.length));
    }
    for (const entry of entriesOf(detector)) {
      const reader = patternReader(entry);
      for (const first of entry.pattern.first ?? []) add(first, reader);
    }
    for (const { firsts, read } of labelMatchers(detector)) {
      const reader: Reader = (text, at) => {
        const value = read(text, at);
        if (value === null) return null;
        return judgeValue({ detector, pattern: LABELLED, label: value.label }, text, value.start, value.end);
      };
      for (const first of firsts) labels.set(first, [...(labels.get(first) ?? []), reader]);
    }
  }
  const byType = new Map(detectors.map((detector) => [detector.infoType, detector] as const));
  const wordBits = bitmapOf([...readers.keys(), ...labels.keys(), ...(terms?.keys() ?? [])].map(hashOf), WORD_BITS);
  const tailBits = bitmapOf([...endings.keys()].flatMap(tailsOf), TAIL_BITS);
  const endingLengths = [...new Set([...endings.keys()].map((ending) => ending.length))].sort((a, b) => b - a);

  const readWord = (text: string, at: number, end: number, found: (candidate: Candidate) => void): void => {
    const word = text.slice(at, end).toLowerCase();
    const known = readers.get(word);
    for (const reader of known ?? []) {
      const candidate = reader(text, at, end);
      if (candidate !== null) found(candidate);
    }
    const labelled = labels.get(word);
    if (labelled !== undefined && hasDigit(text, end)) {
      for (const reader of labelled) {
        const candidate = reader(text, at, end);
        if (candidate !== null) found(candidate);
      }
    }
    const term = known === undefined && labelled === undefined ? terms?.get(word) : undefined;
    const detector = term === undefined ? undefined : byType.get(term);
    const candidate = detector === undefined ? null : judgeValue({ detector, pattern: TERM }, text, at, end);
    if (candidate !== null) found(candidate);
  };
  const readEnding = (text: string, at: number, end: number, found: (candidate: Candidate) => void): void => {
    const word = text.slice(at, end).toLowerCase();
    for (const length of endingLengths) {
      const whole = word.length === length && length >= SHORTEST_WHOLE;
      const detector = whole || word.length >= length + SHORTEST_ROOT ? endings.get(word.slice(-length)) : undefined;
      if (detector === undefined) continue;
      const candidate = judgeValue({ detector, pattern: ENDING }, text, at, end);
      if (candidate !== null) found(candidate);
      return;
    }
  };

  return {
    scan: (text, found) => {
      let hash = 0;
      let tail = 0;
      let start = 0;
      for (let at = 0, length = text.length; at <= length; at += 1) {
        const unit = at < length ? text.charCodeAt(at) : 0;
        const lower = unit | 32;
        if (lower >= 97 && lower <= 122 && unit < 128) {
          hash = (Math.imul(hash, 31) + lower) | 0;
          tail = ((tail << 5) | (lower - 96)) & (2 ** TAIL_BITS - 1);
          continue;
        }
        const letters = at - start;
        if (letters > 0 && letters <= LONGEST) {
          // A single letter begins a label only as in `D.O.B.`.
          if ((letters > 1 || unit === 46) && has(wordBits, fold(hash))) readWord(text, start, at, found);
          if (letters > SHORTEST_ENDED && has(tailBits, tail)) readEnding(text, start, at, found);
        }
        hash = 0;
        start = at + 1;
      }
    },
  };
};

const WORD_BITS = 20;
/** The last four letters, five bits each. */
const TAIL_BITS = 20;
const LONGEST = 48;
/** Letters before an ending, so that `april` is no -pril. */
const SHORTEST_ROOT = 2;
/** An ending this long is a word: `stenosis`. */
const SHORTEST_WHOLE = 8;
const SHORTEST_ENDED = 5;

const LABELLED = { name: 'label', regex: '', likelihood: 'LIKELY', validated: 'VERY_LIKELY' } as const;
const LISTED = { name: 'listed', regex: '', likelihood: 'LIKELY', validated: 'LIKELY' } as const;
const TERM = { name: 'term', regex: '', likelihood: 'POSSIBLE', validated: 'POSSIBLE' } as const;
const ENDING = { name: 'ending', regex: '', likelihood: 'LIKELY', validated: 'LIKELY' } as const;

/** A pattern that begins at a known word, tried at that word only. */
const patternReader = (entry: Entry): Reader => {
  const regex = new RegExp(entry.pattern.regex.replace('(?P<', '(?<'), 'dy');
  return (text, at) => {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (match === null) return null;
    const [valueStart, valueEnd] = match.indices?.groups?.value ?? [at, at + match[0].length];
    return judgeHit(entry, text, { start: at, end: at + match[0].length, valueStart, valueEnd });
  };
};

const listedReader = (detector: Detector, phrase: string, first: number): Reader => {
  const rest = phrase.slice(first);
  return (text, at, end) => {
    const last = end + rest.length;
    if (rest !== '' && text.slice(end, last).toLowerCase().replaceAll(/\s/g, ' ') !== rest) return null;
    return isWord(text.charCodeAt(last)) ? null : judgeValue({ detector, pattern: LISTED }, text, at, last);
  };
};

/** INVARIANT: every declared value holds a digit (`test` beside this file), and labels are short. */
const hasDigit = (text: string, from: number): boolean => {
  for (let at = from, last = Math.min(text.length, from + REACH); at < last; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 48 && unit <= 57) return true;
  }
  return false;
};

/** Units from a label's first word to its value. */
const REACH = 120;

const bitmapOf = (slots: readonly number[], bits: number): Uint32Array => {
  const bitmap = new Uint32Array(2 ** (bits - 5));
  for (const slot of slots) bitmap[slot >>> 5] = (bitmap[slot >>> 5] ?? 0) | (1 << (slot & 31));
  return bitmap;
};

const has = (bitmap: Uint32Array, slot: number): boolean => (((bitmap[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;

const fold = (hash: number): number => (hash ^ (hash >>> WORD_BITS)) & (2 ** WORD_BITS - 1);

const hashOf = (word: string): number => {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
  return fold(hash);
};

/** Tails of words with this ending: one, or one per fourth letter where the ending has but three. */
const tailsOf = (ending: string): number[] => {
  const letters = ending.length >= 4 ? [ending] : [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => letter + ending);
  return letters.map((word) => {
    let tail = 0;
    for (const letter of word.slice(-4)) tail = (tail << 5) | (letter.charCodeAt(0) - 96);
    return tail;
  });
};
