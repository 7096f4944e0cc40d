/**
 * Folds what looks alike to what patterns are written in: compatibility forms (NFKC), invisible
 * characters, other scripts' digits, typographic dashes, quotes and spaces. The map leads every
 * offset back. Text that needs nothing is returned as it stands.
 */
import type { OffsetMap } from './types.ts';

export interface Normalised {
  readonly text: string;
  /** Null where offsets are the same. */
  readonly map: OffsetMap | null;
}

/** Cheap classes first: plain text pays for two scans of one character class. */
export const normalise = (text: string): Normalised => {
  if (!FOLDABLE.test(text)) return DEEP.test(text) ? rewrite(text) : { text, map: null };
  const typed = text
    .replaceAll(/[\u2018-\u201b\u2032]/g, "'")
    .replaceAll(/[\u201c-\u201f\u2033]/g, '"')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('\u00a0', ' ');
  const folded = FOLDABLE.test(typed) ? typed.replaceAll(FOLD_EACH, foldUnit) : typed;
  return DEEP.test(folded) ? rewrite(folded) : { text: folded, map: null };
};

/** One unit to one unit: full-width forms, spaces, dashes, quotes, digits of the Basic Multilingual Plane. */
const FOLD_EACH =
  /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\u2018-\u201f\u2032\u2033\u2028\u2029\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f\u0e50-\u0e59\u0ed0-\u0ed9\u0f20-\u0f29\u1040-\u1049\u17e0-\u17e9\u1810-\u1819]/g;
const FOLDABLE = new RegExp(FOLD_EACH.source);

const foldUnit = (unit: string): string => {
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code === 0x2028 || code === 0x2029) return '\n';
  const zero = ZEROS.find((start) => code >= start && code <= start + 9);
  return zero === undefined ? ' ' : String.fromCharCode(48 + code - zero);
};

/** First digit of each decimal block above. Source: Unicode 16, general category Nd. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0, 0x1810,
];

/** What changes length or order: invisible characters, combining marks, compatibility and astral forms. */
const DEEP =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single characters, each a reason to look closer
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u2070-\u209f\u2100-\u2188\u2460-\u24ff\ufb00-\ufb06\u3300-\u33ff]|[\ud801-\ud806\ud811\ud81a-\ud81e\ud834-\ud835\ud838-\ud83a\ud83c\udb40]/;

/** Default-ignorable and bidirectional controls: dropped. Source: DerivedCoreProperties.txt, Unicode 16. */
const IGNORED = /\p{Default_Ignorable_Code_Point}/u;

/** One character and the marks upon it, or one dropped character; everything between runs in step. */
const CLUSTER =
  /\p{Default_Ignorable_Code_Point}|[^\p{M}]\p{M}+|[\u2070-\u209f\u2100-\u2188\u2460-\u24ff\ufb00-\ufb06\u3300-\u33ff]|[\u{10000}-\u{1efff}\u{1f100}-\u{1f1ff}\u{1fbf0}-\u{1fbf9}]/gu;

const rewrite = (text: string): Normalised => {
  const pieces: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const toEnd: number[] = [];
  let length = 0;
  const push = (piece: string, start: number, end: number): void => {
    if (piece === '') return;
    from.push(length);
    to.push(start);
    toEnd.push(end);
    pieces.push(piece);
    length += piece.length;
  };
  let done = 0;
  for (const match of text.matchAll(CLUSTER)) {
    const [found] = match;
    const folded = foldCluster(found);
    if (folded === found) continue;
    push(text.slice(done, match.index), done, match.index);
    push(folded, match.index, match.index + found.length);
    done = match.index + found.length;
  }
  if (done === 0) return { text, map: null };
  push(text.slice(done), done, text.length);
  return { text: pieces.join(''), map: { from, to, toEnd } };
};

const foldCluster = (cluster: string): string => {
  const kept = IGNORED.test(cluster) ? [...cluster].filter((char) => !IGNORED.test(char)).join('') : cluster;
  const composed = kept.normalize('NFKC');
  return composed.replaceAll(/\p{Nd}/gu, (digit) => (digit.length === 1 && digit <= '9' ? digit : digitValue(digit)));
};

/** Decimal digits stand in runs of ten that begin at a multiple the block fixes; the run's start is searched. */
const digitValue = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 48;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String.fromCharCode(48 + ((code - zero) % 10));
};
