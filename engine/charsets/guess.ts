/**
 * The charset of text that is neither ASCII nor Unicode, from its bytes: the only file that knows chardet
 * (a port of ICU's detector). Under doubt it is windows-1252: there every ASCII byte stays what it is.
 */
import { big5, euc_jp, euc_kr, gb_18030, sjis } from 'chardet/lib/encoding/mbcs.js';
import {
  ISO_8859_1,
  ISO_8859_2,
  ISO_8859_5,
  ISO_8859_6,
  ISO_8859_7,
  ISO_8859_8,
  ISO_8859_9,
  KOI8_R,
  windows_874,
  windows_1251,
  windows_1256,
  windows_1257,
} from 'chardet/lib/encoding/sbcs.js';
import { type Charset, createDecoder } from './decoder.ts';

interface Recogniser {
  match(context: Context): { readonly confidence: number } | null;
}

interface Context {
  readonly byteStats: number[];
  readonly c1Bytes: boolean;
  readonly rawInput: Uint8Array;
  readonly rawLen: number;
  readonly inputBytes: Uint8Array;
  readonly inputLen: number;
}

const DOUBLE_BYTE: readonly (readonly [Charset, Recogniser])[] = [
  ['shift_jis', new sjis()],
  ['euc-jp', new euc_jp()],
  ['euc-kr', new euc_kr()],
  ['big5', new big5()],
  ['gb18030', new gb_18030()],
];

/** Windows' charsets hold ISO's letters at the same places where both exist, and more. */
const OTHER_SCRIPTS: readonly (readonly [Charset, Recogniser])[] = [
  ['windows-1251', new windows_1251()],
  ['koi8-r', new KOI8_R()],
  ['iso-8859-5', new ISO_8859_5()],
  ['windows-1256', new windows_1256()],
  ['iso-8859-6', new ISO_8859_6()],
  ['windows-1253', new ISO_8859_7()],
  ['windows-1255', new ISO_8859_8()],
  ['windows-874', new windows_874()],
];

const LATIN: readonly (readonly [Charset, Recogniser])[] = [
  ['windows-1250', new ISO_8859_2()],
  ['windows-1254', new ISO_8859_9()],
  ['windows-1257', new windows_1257()],
];

const WESTERN = new ISO_8859_1();

/** Bytes of the sample that are looked at. */
const LOOKED_AT = 32 * 1024;

/** Bytes beyond ASCII, and confidence (of 100), from which on a script counts as seen. */
const ENOUGH_BYTES = 20;
const CONFIDENCE = 40;

/** By how much another Latin alphabet must be likelier than the Western one. */
const LATIN_LEAD = 8;

/** The likeliest charset of bytes of which some are not ASCII. */
export function guessCharset(sample: Uint8Array): Charset {
  const bytes = sample.subarray(0, LOOKED_AT);
  const byteStats = new Array<number>(256).fill(0);
  for (const byte of bytes) byteStats[byte] = (byteStats[byte] ?? 0) + 1;
  const high = byteStats.slice(0x80).reduce((sum, count) => sum + count, 0);
  const western = westernScore(bytes, 'windows-1252');
  for (const candidate of ['macintosh', 'ibm850']) {
    if (westernScore(bytes, candidate) > Math.max(western, high * 0.7)) return candidate;
  }
  if (high < ENOUGH_BYTES) return 'windows-1252';
  const context: Context = {
    byteStats,
    c1Bytes: byteStats.slice(0x80, 0xa0).some((count) => count > 0),
    rawInput: bytes,
    rawLen: bytes.length,
    inputBytes: bytes,
    inputLen: bytes.length,
  };
  // Bytes beyond ASCII that stand alone between letters are Latin script, whatever else they could be.
  const found =
    isolated(bytes) < high * 0.75
      ? (best(DOUBLE_BYTE, context, CONFIDENCE) ?? best(OTHER_SCRIPTS, context, CONFIDENCE))
      : best(LATIN, context, Math.max(CONFIDENCE, (WESTERN.match(context)?.confidence ?? 0) + LATIN_LEAD));
  return found ?? 'windows-1252';
}

function best(
  recognisers: readonly (readonly [Charset, Recogniser])[],
  context: Context,
  atLeast: number,
): Charset | null {
  let found: Charset | null = null;
  let confidence = atLeast - 1;
  for (const [charset, recogniser] of recognisers) {
    const match = recogniser.match(context);
    if (match === null || match.confidence <= confidence) continue;
    found = charset;
    ({ confidence } = match);
  }
  return found;
}

/** Bytes beyond ASCII without another beside them. */
function isolated(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] ?? 0) >= 0x80 && (bytes[i - 1] ?? 0) < 0x80 && (bytes[i + 1] ?? 0) < 0x80) count++;
  }
  return count;
}

/** Letters that Western European languages write, and the signs that stand beside words. */
const LETTERS = 'àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšž';
const SIGNS = '“”‘’–—…€°«»¿¡•·§®©™µ²³½¼\u00a0';

/** How well a charset turns these bytes into Western words: letters within words of their case, signs beside them. */
function westernScore(bytes: Uint8Array, charset: Charset): number {
  const decoder = createDecoder(charset);
  if (decoder === null) return 0;
  let score = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const char = decoder.decode(bytes.subarray(i, i + 1));
    const lower = char.toLowerCase();
    if (LETTERS.includes(lower)) score += char === lower || !isSmall(bytes[i - 1]) ? 1 : -1;
    else if (SIGNS.includes(char)) score += isSmall(bytes[i - 1]) && isSmall(bytes[i + 1]) && char !== '’' ? -1 : 1;
    else score -= 1;
  }
  return score;
}

const isSmall = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x61 && byte <= 0x7a;

/** EBCDIC text: blanks are 40, no byte is an ASCII blank or small letter, most are EBCDIC letters and digits. */
export function isEbcdic(sample: Uint8Array): boolean {
  let blanks = 0;
  let letters = 0;
  for (const byte of sample) {
    if (byte === 0x20 || (byte >= 0x61 && byte <= 0x7a && byte !== 0x6b && byte !== 0x6d)) return false;
    if (byte === 0x40) blanks++;
    else if (byte >= 0x81 && byte <= 0xf9 && (byte & 15) <= 9) letters++;
  }
  return blanks >= sample.length * 0.02 && blanks + letters > sample.length * 0.7;
}
