/**
 * What the streams of a PDF would become, before anything is handed to a parser that keeps it all: a
 * kilobyte can say a gigabyte, and forms that draw forms can say it a billion times. Also tells
 * streams that break off. Images are not weighed: of them no more is read than their pixels.
 */
import { lookInto, mend } from '../inflate.ts';
import { ascii85, hexadecimal, lzwSize, runLengthSize } from './filters.ts';

export interface Weight {
  /** Bytes that come out, looked at no further than the limit. */
  readonly size: number;
  /** Forms that draw forms, multiplied, pass any use. */
  readonly nested: boolean;
  /** A compressed stream of text or structure breaks off; what can be had of it stands in its place now. */
  readonly broken: boolean;
}

/** Bytes before `stream` in which its dictionary is looked for. */
const DICTIONARY = 2048;

/** Drawings of one appearance, forms within forms multiplied; a busy chart has some thousands. */
const DRAWN = 100_000;

/** Bytes that are saved of a stream that breaks off. */
const MENDED = 16 * 1024 * 1024;

/** Streams that are mended; a file with more of them is not worth the work. */
const MOST = 64;

/**
 * Looks at every stream of the file, those that nothing refers to included. Streams that break off are
 * mended in place: pdf.js would drop them whole.
 */
export function weighPdf(bytes: Uint8Array, limit: number): Weight {
  let left = limit;
  let drawn = 1;
  let broken = false;
  let mended = 0;
  // What is encrypted cannot be looked into; it is as large as it stands.
  if (find(bytes, '/Encrypt', 0) >= 0) return { size: bytes.length, nested: false, broken: false };
  for (let at = find(bytes, 'stream', 0); at >= 0; at = find(bytes, 'stream', at + 6)) {
    const before = latin1(bytes.subarray(Math.max(0, at - DICTIONARY), at));
    const dictionary = /<<(?:(?!\bendobj\b)[\s\S])*>>\s*$/.exec(before)?.[0];
    if (dictionary === undefined) continue;
    const start = at + 6 + (/^\r?\n?/.exec(latin1(bytes.subarray(at + 6, at + 8)))?.[0].length ?? 0);
    const found = find(bytes, 'endstream', start);
    at = found < 0 ? bytes.length : found;
    if (/\/Subtype\s*\/Image\b/.test(dictionary)) continue;
    const isForm = /\/Subtype\s*\/Form\b/.test(dictionary);
    let drawings = 1;
    const filters = filtersOf(dictionary);
    const state = unfold(bytes.subarray(start, at), filters, (size, piece) => {
      left -= size;
      if (isForm && piece !== null)
        for (let i = find(piece, ' Do', 0); i >= 0; i = find(piece, ' Do', i + 3)) drawings++;
      return left >= 0;
    });
    if (left < 0) return { size: limit - left, nested: true, broken };
    if (state === 'malformed' && !FONT.test(dictionary)) {
      broken = true;
      if (filters.length === 1 && at - start > 16 && ++mended < MOST)
        bytes.set(mend(bytes.subarray(start, at), MENDED), start);
    }
    // One drawing is a chain, which cannot multiply.
    if (drawings > 2) drawn *= drawings - 1;
  }
  return { size: limit - left, nested: drawn > DRAWN, broken };
}

/** Programs of fonts: their text is elsewhere. */
const FONT = /\/(?:Length1|Type1C|OpenType|CIDFontType0C)\b/;

const filtersOf = (dictionary: string): string[] => {
  const written = /\/(?:Filter|F)\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1] ?? '';
  return [...written.matchAll(/\/(\w+)/g)].map(([, name = '']) => name);
};

type Unfolded = 'whole' | 'stopped' | 'malformed';

/** Undoes the filters that make data larger, first to last (PDF 32000-1 §7.4); others end the chain. */
function unfold(
  data: Uint8Array,
  [filter, ...rest]: readonly string[],
  count: (size: number, piece: Uint8Array | null) => boolean,
): Unfolded {
  switch (filter) {
    case 'FlateDecode':
    case 'Fl': {
      let full = false;
      // A second layer comes in pieces that end anywhere: only its size can be told.
      const outer = lookInto(data, (piece) => !(full = unfold(piece, rest, count) === 'stopped'));
      return full ? 'stopped' : outer;
    }
    case 'LZWDecode':
    case 'LZW':
      return count(lzwSize(data), null) ? 'whole' : 'stopped';
    case 'RunLengthDecode':
    case 'RL':
      return count(runLengthSize(data), null) ? 'whole' : 'stopped';
    case 'ASCII85Decode':
    case 'A85':
      return unfold(ascii85(data), rest, count);
    case 'ASCIIHexDecode':
    case 'AHx':
      return unfold(hexadecimal(data), rest, count);
    default:
      return count(data.length, data) ? 'whole' : 'stopped';
  }
}

function find(bytes: Uint8Array, word: string, from: number): number {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < word.length && bytes[at + same] === word.charCodeAt(same)) same++;
    if (same === word.length) return at;
  }
  return -1;
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
