/**
 * Base64 (and its form for URLs), base32, hexadecimal and ascii85, one layer of them. What decodes to text
 * is text: random letters practically never do.
 */
import type { Decoded } from './reading.ts';

/** Letters and digits without a break, over line ends where the next line is nothing else. */
const RUN = /[A-Za-z0-9+/_-]{16,}={0,6}(?:\r?\n[ \t>]{0,4}[A-Za-z0-9+/_-]+={0,6}(?=\s|$))*/g;
const HEX_PAIRS = /(?:0x)?[\dA-Fa-f]{2}(?:[ :;,-][ ]?(?:0x)?[\dA-Fa-f]{2}){8,}(?![\dA-Fa-f])/g;
const ASCII85 = /[!-uz](?:[!-uz]|\r?\n){14,}/g;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Bytes of text that are worth a look. */
const SHORTEST = 11;

/** In order of the text. */
export const decodeEncodings = (text: string): Decoded[] => {
  const found: Decoded[] = [];
  for (const match of text.matchAll(HEX_PAIRS)) found.push(...readable(text, match.index, match[0], 0, hexDigits));
  for (const match of text.matchAll(RUN)) {
    const run = match[0];
    const best = ALPHABETS.flatMap((alphabet) =>
      Array.from({ length: alphabet.shifts }, (_, shift) => shift)
        .filter((shift) => isPlausible(run, shift, alphabet))
        .map((shift) => readable(text, match.index, run, shift, alphabet)),
    ).sort((one, other) => weight(other) - weight(one))[0];
    found.push(...(best ?? []));
  }
  for (const match of text.matchAll(ASCII85))
    found.push(...ascii85(match.index, match[0], text.charAt(match.index - 1) === '~'));
  return inOrder(found);
};

/** Of stretches that overlap, the one that reads most like text. */
const inOrder = (all: readonly Decoded[]): Decoded[] => {
  const kept: Decoded[] = [];
  for (const one of [...all].sort((a, b) => weight([b]) - weight([a])))
    if (kept.every(({ start, end }) => one.end <= start || one.start >= end)) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
};

/** Random bytes that pass for UTF-8 are full of rare letters. */
const weight = (decoded: readonly Decoded[]): number =>
  decoded.reduce((sum, { text }) => sum + text.length - 5 * text.replaceAll(/[ -~\s]/g, '').length, 0);

interface Alphabet {
  readonly bits: number;
  /** Characters after which a group begins anew. */
  readonly shifts: number;
  digitOf(unit: number): number;
}

const alphabetOf = (
  bits: number,
  shifts: number,
  signs: string,
  also: Readonly<Record<string, string>> = {},
): Alphabet => {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < signs.length; value += 1) values[signs.charCodeAt(value)] = value;
  for (const [other, sign] of Object.entries(also)) values[other.charCodeAt(0)] = signs.indexOf(sign);
  return { bits, shifts, digitOf: (unit) => values[unit] ?? -1 };
};

const base64 = alphabetOf(6, 4, BASE64, { '-': '+', _: '/' });
const base32 = alphabetOf(5, 8, BASE32);
const hexDigits = alphabetOf(4, 2, '0123456789ABCDEF', { a: 'A', b: 'B', c: 'C', d: 'D', e: 'E', f: 'F' });
const ALPHABETS = [hexDigits, base32, base64];

/** Windows of a run that are tried for text before all of it is decoded, and characters of each. */
const WINDOWS = 64;
const WINDOW = 16;

/** True where some window of the run, at this shift, reads as text. */
const isPlausible = (run: string, shift: number, { bits, digitOf }: Alphabet): boolean => {
  const size = bits === 4 ? 24 : WINDOW;
  for (let window = 0; window < WINDOWS; window += 1) {
    const from = window * size + shift;
    if (from + size > run.length) return false;
    let [held, count] = [0, 0];
    let at = from;
    for (; at < from + size; at += 1) {
      const value = digitOf(run.charCodeAt(at));
      if (value < 0) break;
      held = ((held << bits) | value) & 0xffff;
      count += bits;
      if (count < 8) continue;
      count -= 8;
      const byte = (held >> count) & 255;
      if (!isReadable(byte) || byte >= 0x80) break;
    }
    if (at === from + size) return true;
  }
  return false;
};

/** Bytes, and the units of the text that each is made of. */
interface Bytes {
  readonly values: number[];
  readonly froms: number[];
  readonly tos: number[];
}

const noBytes = (): Bytes => ({ values: [], froms: [], tos: [] });

/** The stretches of a run that decode to text, where its first `shift` characters are something else. */
const readable = (
  text: string,
  at: number,
  run: string,
  shift: number,
  { bits: width, digitOf }: Alphabet,
): Decoded[] => {
  const stretches: Decoded[] = [];
  let bytes = noBytes();
  let [held, bits, first, left] = [0, 0, 0, shift];
  let prefix = -1;
  const end = (): void => {
    const decoded = textOf(bytes);
    if (decoded !== null) stretches.push(padded(text, decoded));
    if (bytes.values.length > 0) bytes = noBytes();
  };
  for (let index = 0; index < run.length; index += 1) {
    const unit = run.charCodeAt(index);
    // `0x` before each pair says nothing.
    if (width === 4 && unit === 48 && run.charCodeAt(index + 1) === 120) {
      if (bits === 0) prefix = index;
      index += 1;
      continue;
    }
    const value = digitOf(unit);
    if (value < 0) {
      if (/[\s>]/.test(run.charAt(index)) || (width === 4 && /[:;,-]/.test(run.charAt(index)))) continue;
      end();
      [bits, held, left] = [0, 0, 0];
      continue;
    }
    if (left > 0) {
      left -= 1;
      continue;
    }
    if (bits === 0) first = prefix < 0 ? index : prefix;
    prefix = -1;
    held = ((held << width) | value) & 0xffff;
    bits += width;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 255;
    if (isReadable(byte)) {
      bytes.values.push(byte);
      bytes.froms.push(at + first);
      bytes.tos.push(at + index + 1);
    } else {
      end();
    }
    first = index;
  }
  end();
  return stretches;
};

/** What fills up the last group belongs to it. */
const padded = (text: string, decoded: Decoded): Decoded => {
  let { end } = decoded;
  while (text.charAt(end) === '=' && end < decoded.end + 6) end += 1;
  return end === decoded.end ? decoded : { ...decoded, end };
};

/** Text, zeros of UTF-16, and what may be UTF-8. */
const isReadable = (byte: number): boolean =>
  (byte >= 32 && byte !== 127) || byte === 9 || byte === 10 || byte === 13 || byte === 0;

/** Bytes as UTF-16 where every second is zero, else as UTF-8; null where they are no text. */
const textOf = ({ values, froms, tos }: Bytes): Decoded | null => {
  if (values.length < SHORTEST) return null;
  let [zeros, high] = [0, 0];
  for (const value of values) {
    if (value === 0) zeros += 1;
    if (value >= 0x80) high += 1;
  }
  if (high * 5 > values.length * 2) return null;
  const wide = zeros * 5 > values.length * 2;
  if (zeros > 0 && !wide) return null;
  let wrong = 0;
  const pieces: string[] = [];
  const units: Pick<Bytes, 'froms' | 'tos'> = { froms: [], tos: [] };
  for (let index = 0; index < values.length; ) {
    const lead = values[index] ?? 0;
    const length = wide ? 1 : sequenceAt(values, index);
    if (length === 0) wrong += 1;
    const piece = length < 2 ? String.fromCharCode(lead) : String.fromCodePoint(codeAt(values, index, length));
    const last = index + Math.max(length, 1) - 1;
    if (!wide || lead !== 0) {
      pieces.push(piece);
      for (let unit = 0; unit < piece.length; unit += 1) {
        units.froms.push(froms[index] ?? 0);
        units.tos.push(tos[last] ?? 0);
      }
    }
    index = last + 1;
  }
  // Latin-1 has few letters beyond ASCII; random bytes have many.
  if (wrong * 8 > values.length) return null;
  return { start: froms[0] ?? 0, end: tos.at(-1) ?? 0, text: pieces.join(''), ...units };
};

/** Bytes of the UTF-8 sequence at an index; 0 where there is none. */
const sequenceAt = (values: readonly number[], index: number): number => {
  const lead = values[index] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf5 ? 0 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  for (let next = 1; next < length; next += 1) if (((values[index + next] ?? 0) & 0xc0) !== 0x80) return 0;
  const code = codeAt(values, index, length);
  return length > 2 && (code > 0x10ffff || code < 0x800 || (code >= 0xd800 && code < 0xe000)) ? 0 : length;
};

const codeAt = (values: readonly number[], index: number, length: number): number => {
  let code = (values[index] ?? 0) & (0x7f >> length);
  for (let next = 1; next < length; next += 1) code = code * 64 + ((values[index + next] ?? 0) & 63);
  return code;
};

/** Groups of five, tried where one could begin; a run of them that is text ends where one is none. */
const ascii85 = (at: number, run: string, framed: boolean): Decoded[] => {
  for (let from = 0; from + 15 <= run.length; from += 1) {
    if (from > 0 && !'"\'=:,;>([~\n'.includes(run.charAt(from - 1))) continue;
    const bytes = ascii85Bytes(run, from, at, framed);
    const decoded = bytes.values.slice(0, 12).every((byte) => byte < 0x80) ? textOf(bytes) : null;
    if (decoded !== null) return [decoded];
  }
  return [];
};

const ascii85Bytes = (run: string, from: number, base: number, framed: boolean): Bytes => {
  const bytes = noBytes();
  let group: number[] = [];
  const flush = (): boolean => {
    const size = group.length;
    let value = 0;
    for (let index = 0; index < 5; index += 1)
      value = value * 85 + (index < size ? run.charCodeAt(group[index] ?? 0) - 33 : 84);
    if (value > 0xffffffff) return false;
    const made = [24, 16, 8, 0].slice(0, size - 1).map((shift) => Math.floor(value / 2 ** shift) % 256);
    if (!made.every(isReadable)) return false;
    bytes.values.push(...made);
    bytes.froms.push(...made.map(() => base + (group[0] ?? 0)));
    bytes.tos.push(...made.map(() => base + (group[size - 1] ?? 0) + 1));
    group = [];
    return true;
  };
  let line = from;
  for (let index = from; index < run.length; index += 1) {
    const unit = run.charCodeAt(index);
    if (unit === 10 || unit === 13) {
      // Long lines go on; a short one was the last, unless `~>` says where the end is.
      if (!framed && index - line < LONG_LINE && index > line) break;
      line = index + 1;
      continue;
    }
    if (unit > 117) break;
    group.push(index);
    if (group.length === 5 && !flush()) return bytes;
  }
  if (group.length > 1) flush();
  return bytes;
};

const LONG_LINE = 60;
