/**
 * Folds what looks alike to what patterns are written in: compatibility forms (NFKC), invisible
 * characters, other scripts' digits, typographic dashes, quotes and spaces, look-alike letters in tokens of
 * mixed scripts. The map leads every offset back. Text that needs nothing is returned as it stands.
 */
import type { OffsetMap } from './types.ts';
import { CONFUSABLES, DEEP, UNIT_FOLDS } from './unit-folds.ts';

export interface Normalised {
  readonly text: string;
  /** Null where offsets are the same. */
  readonly map: OffsetMap | null;
}

/** Text with each unit folded as `UNIT_FOLDS` says, and whether it holds what the table marks as deep. */
export type FoldUnits = (text: string) => { readonly text: string; readonly deep: boolean };

/** `foldUnits` is the library's own pass over the bytes; without it JavaScript does the same. */
export const createNormalise =
  (foldUnits: FoldUnits) =>
  (text: string): Normalised => {
    const folded = foldUnits(text);
    return folded.deep ? rewrite(folded.text) : { text: folded.text, map: null };
  };

/** The same in JavaScript alone. */
export const foldUnits: FoldUnits = (text) => {
  let deep = false;
  let folded = '';
  let done = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const to = unit < 0x80 ? 0 : (UNIT_FOLDS[unit] ?? 0);
    if (to === 0) continue;
    if (to === DEEP) deep = true;
    else {
      folded += text.slice(done, at) + String.fromCharCode(to);
      done = at + 1;
    }
  }
  return { text: done === 0 ? text : folded + text.slice(done), deep };
};

export const normalise = createNormalise(foldUnits);

/** Default-ignorable and bidirectional controls are dropped. Source: DerivedCoreProperties.txt, Unicode 16. */
const IGNORED = /^\p{Default_Ignorable_Code_Point}$/u;
const MARK = /^\p{M}$/u;
const ASTRAL_DEEP = /[\u{10000}-\u{1efff}\u{1f100}-\u{1f1ff}\u{1fbf0}-\u{1fbf9}\u{e0000}-\u{e0fff}]/u;

/** Units of a token that are folded together at most; longer runs are folded piece by piece. */
const LONGEST = 256;

const rewrite = (text: string): Normalised => {
  const pieces: string[] = [];
  const [from, to, toEnd]: [number[], number[], number[]] = [[], [], []];
  let length = 0;
  let done = 0;
  const push = (piece: string, start: number, end: number): void => {
    if (piece === '') return;
    from.push(length);
    to.push(start);
    toEnd.push(end);
    pieces.push(piece);
    length += piece.length;
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80 || UNIT_FOLDS[unit] !== DEEP || at < done) continue;
    const token = tokenAt(text, at, done);
    const parts = foldToken(text, token.start, token.end);
    if (parts !== null) {
      push(text.slice(done, token.start), done, token.start);
      for (const part of parts) push(part.text, part.start, part.end);
      done = token.end;
    }
    at = token.end - 1;
  }
  if (done === 0) return { text, map: null };
  push(text.slice(done), done, text.length);
  return { text: pieces.join(''), map: { from, to, toEnd } };
};

/** ASCII that parts tokens: everything but letters and digits. */
const isBreak = (unit: number): boolean =>
  unit < 0x80 && !((unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122));

const tokenAt = (text: string, at: number, floor: number): { readonly start: number; readonly end: number } => {
  let start = at;
  while (start > floor && at - start < LONGEST && !isBreak(text.charCodeAt(start - 1))) start -= 1;
  let end = at + 1;
  while (end < text.length && end - at < LONGEST && !isBreak(text.charCodeAt(end))) end += 1;
  if (isLow(text.charCodeAt(start)) && start > floor) start -= 1;
  if (isLow(text.charCodeAt(end))) end += 1;
  // Marks belong to what they stand on, also where that is a sign.
  if (start > floor && MARK.test(text.charAt(start))) start -= 1;
  return { start, end };
};

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

interface Part {
  readonly start: number;
  readonly end: number;
  text: string;
}

/** The token's characters, each with the marks upon it, as they are read; null where nothing changes. */
const foldToken = (text: string, start: number, end: number): readonly Part[] | null => {
  const parts: Part[] = [];
  let changed = false;
  for (let at = start; at < end; ) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const next = at + char.length;
    const last = parts.at(-1);
    if (IGNORED.test(char)) {
      changed = true;
      parts.push({ start: at, end: next, text: '' });
    } else if (last !== undefined && last.text !== '' && MARK.test(char)) {
      parts[parts.length - 1] = { start: last.start, end: next, text: last.text + char };
    } else {
      parts.push({ start: at, end: next, text: char });
    }
    at = next;
  }
  for (const part of parts) {
    const folded = foldPart(part.text);
    if (folded === part.text) continue;
    part.text = folded;
    changed = true;
  }
  if (foldConfusables(parts)) changed = true;
  return changed ? parts : null;
};

const foldPart = (char: string): string => {
  if (char.length === 1 && UNIT_FOLDS[char.charCodeAt(0)] !== DEEP) return char;
  if (char.length === 2 && char >= '\ud800' && !ASTRAL_DEEP.test(char)) return char;
  const composed = char.normalize('NFKC').replaceAll(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : digitValue(digit)));
  // A line through a digit, or a keycap around it, is decoration.
  return composed.replaceAll(/(?<=\d)\p{M}+/gu, '');
};

/** Decimal digits stand in runs of ten that begin at a multiple the block fixes; the run's start is searched. */
const digitValue = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 48;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String.fromCharCode(48 + ((code - zero) % 10));
};

/** Look-alikes count in a token that also has ASCII letters or digits; among digits they are digits. */
const foldConfusables = (parts: readonly Part[]): boolean => {
  if (!parts.some(({ text }) => /^[A-Za-z0-9]/.test(text))) return false;
  const alike = parts.filter(({ text }) => CONFUSABLES.has(text));
  if (alike.length === 0) return false;
  const letters = parts.some(({ text }) => /^[A-Za-z]/.test(text));
  for (const part of alike) {
    const ascii = CONFUSABLES.get(part.text) ?? part.text;
    part.text = letters ? ascii : (DIGIT_OF[ascii] ?? ascii);
  }
  return true;
};

const DIGIT_OF: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  l: '1',
  I: '1',
  i: '1',
  Z: '2',
  E: '3',
  S: '5',
  s: '5',
  b: '6',
  B: '8',
  g: '9',
};
