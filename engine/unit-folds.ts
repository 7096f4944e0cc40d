/**
 * What one UTF-16 unit is folded to, as a table: typographic spaces, dashes and quotes, full-width forms and
 * other scripts' digits become ASCII, one unit for one. `DEEP` marks what needs more than that: characters
 * that are dropped, that grow, that a letter of another script may stand for.
 */
import confusables from './confusables.json' with { type: 'json' };

export const DEEP = 0xffff;

/** First digit of each decimal block of the Basic Multilingual Plane. Source: Unicode 16, general category Nd. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/** The digit 1 of circled digits that NFKC leaves alone (Dingbats, Enclosed Alphanumerics). */
const CIRCLED_ONES = [0x2776, 0x2780, 0x278a, 0x24f5];

type Range = readonly [first: number, last: number];

const SPACES: readonly Range[] = [
  [0x00a0, 0x00a0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];
const DASHES: readonly Range[] = [
  [0x02d7, 0x02d7],
  [0x2010, 0x2015],
  [0x2043, 0x2043],
  [0x2212, 0x2212],
  [0xfe58, 0xfe58],
  [0xfe63, 0xfe63],
];
const SINGLE_QUOTES: readonly Range[] = [
  [0x2018, 0x201b],
  [0x2032, 0x2032],
];
const DOUBLE_QUOTES: readonly Range[] = [
  [0x201c, 0x201f],
  [0x2033, 0x2033],
];

/** Invisible characters, combining marks, compatibility forms; surrogates of astral letters and digits. */
const LOOK_CLOSER: readonly Range[] = [
  [0x00ad, 0x00ad],
  [0x0300, 0x036f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x2070, 0x209f],
  [0x20d0, 0x20ff],
  [0x2100, 0x2188],
  [0x2460, 0x24f4],
  [0x3164, 0x3164],
  [0x3300, 0x33ff],
  [0xd801, 0xd806],
  [0xd811, 0xd811],
  [0xd81a, 0xd81e],
  [0xd834, 0xd835],
  [0xd838, 0xd83a],
  [0xd83c, 0xd83c],
  [0xd83e, 0xd83e],
  [0xdb40, 0xdb43],
  [0xfb00, 0xfb06],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
];

/** Letters of other scripts by the ASCII letter or digit that they look like (UTS 39, confusables.txt). */
export const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  Object.entries(confusables).flatMap(([ascii, others]) => [...others].map((other) => [other, ascii] as const)),
);

const build = (): Uint16Array => {
  const table = new Uint16Array(0x10000);
  for (const [first, last] of LOOK_CLOSER) table.fill(DEEP, first, last + 1);
  for (const other of CONFUSABLES.keys()) if (other.length === 1) table[other.charCodeAt(0)] = DEEP;
  const all = (ranges: readonly Range[], unit: string): void => {
    for (const [first, last] of ranges) table.fill(unit.charCodeAt(0), first, last + 1);
  };
  for (let code = 0xff01; code <= 0xff5e; code += 1) table[code] = code - 0xfee0;
  for (const zero of ZEROS) for (let digit = 0; digit < 10; digit += 1) table[zero + digit] = 48 + digit;
  for (const one of CIRCLED_ONES) for (let digit = 1; digit < 10; digit += 1) table[one + digit - 1] = 48 + digit;
  table[0x24ff] = 48;
  // Superscripts that stand in Latin-1, apart from the others.
  table[0xb9] = 49;
  table[0xb2] = 50;
  table[0xb3] = 51;
  all(SPACES, ' ');
  all(DASHES, '-');
  all(SINGLE_QUOTES, "'");
  all(DOUBLE_QUOTES, '"');
  all([[0x2028, 0x2029]], '\n');
  return table;
};

export const UNIT_FOLDS: Uint16Array = build();
