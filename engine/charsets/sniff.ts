/** Which charset bytes are in: marks, zeros, what the text itself declares, validity, and at last a guess. */
import { type Charset, charsetOf } from './decoder.ts';
import { guessCharset, isEbcdic } from './guess.ts';

/**
 * The charset of a sample from the start of a file (or of the whole file); null where the bytes are no
 * text. `declared` is what an envelope says of it (a mail's header), which counts where the bytes leave it open.
 */
export function sniffCharset(sample: Uint8Array, whole = false, declared: Charset | null = null): Charset | null {
  const wide = declared !== null && /^utf-(?:16|32)/.test(declared) && !isAscii(sample) ? declared : null;
  return byMark(sample) ?? byZeros(sample) ?? wide ?? eightBit(sample, whole, declared);
}

/** The charset of bytes that follow a long ASCII beginning. */
export const laterCharset = (bytes: Uint8Array, whole: boolean, declared: Charset | null): Charset =>
  isUtf8(bytes, whole) ? 'utf-8' : (declared ?? guessCharset(bytes));

/** What a document's own beginning declares: the XML declaration, `<meta charset>`; null where it says nothing. */
export function declaredCharset(head: Uint8Array): Charset | null {
  const text = String.fromCharCode(...head.subarray(0, 1024));
  const label =
    /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(text)?.[1] ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(text)?.[1];
  const charset = label === undefined ? null : charsetOf(label);
  // A declaration that can be read byte by byte is not in UTF-16 (HTML Living Standard §13.2.3.2).
  return charset?.startsWith('utf-') === true ? null : charset;
}

export function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) return false;
  return true;
}

function byMark([a, b, c, d]: Uint8Array): Charset | null {
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8' : null;
}

/** UTF-16 and UTF-32 without a mark: text in Latin script has zeros at the same places of every unit. */
function byZeros(sample: Uint8Array): Charset | null {
  const pairs = sample.length >> 1;
  if (pairs < 2) return null;
  const zeros = [0, 0, 0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i & 3] = (zeros[i & 3] ?? 0) + 1;
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros;
  const quads = sample.length >> 2;
  if (quads >= 2 && fourth === quads && third >= quads * 0.95 && first <= quads * 0.02) return 'utf-32le';
  if (quads >= 2 && first >= quads && second >= quads * 0.95 && fourth <= quads * 0.02) return 'utf-32be';
  const even = first + third;
  const odd = second + fourth;
  if (odd >= pairs * 0.4 && even <= pairs * 0.02) return 'utf-16le';
  if (even >= pairs * 0.4 && odd <= pairs * 0.02) return 'utf-16be';
  // Another script: blanks and line ends still have their zero, and the other bytes name a script.
  if (pairs < 16 || even + odd === 0 || (even > 0 && odd > 0) || mostlyAscii(sample)) return null;
  let letters = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    const [a = 0, b = 0] = [sample[i], sample[i + 1]];
    if (odd > 0 ? isScript(b, a) : isScript(a, b)) letters++;
  }
  return letters < pairs * 0.95 ? null : odd > 0 ? 'utf-16le' : 'utf-16be';
}

/** ASCII with a stray zero, whose pairs of letters would pass for Chinese. */
function mostlyAscii(sample: Uint8Array): boolean {
  let ascii = 0;
  for (const byte of sample) if ((byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13) ascii++;
  return ascii > sample.length * 0.8;
}

/** Letters of living scripts by the high byte of their unit, ASCII only as text has it. */
const isScript = (high: number, low: number): boolean =>
  high === 0
    ? (low >= 0x20 && low !== 0x7f) || low === 9 || low === 10 || low === 13
    : (high >= 1 && high <= 0x0e) || high === 0x1e || high === 0x20 || (high >= 0x30 && high <= 0xd7) || high >= 0xfe;

function eightBit(sample: Uint8Array, whole: boolean, declared: Charset | null): Charset | null {
  if (isEbcdic(sample)) return 'ibm037';
  if (looksBinary(sample)) return null;
  if (isAscii(sample)) return isIso2022Jp(sample) || declared === 'iso-2022-jp' ? 'iso-2022-jp' : 'utf-8';
  if (isUtf8(sample, whole)) return 'utf-8';
  return declaredCharset(sample) ?? declared ?? guessCharset(sample);
}

/** The escape sequences that begin and end Japanese (RFC 1468). */
function isIso2022Jp(sample: Uint8Array): boolean {
  const at = sample.indexOf(0x1b);
  return at >= 0 && sample[at + 1] === 0x24 && (sample[at + 2] === 0x42 || sample[at + 2] === 0x40);
}

/** More than one control character in fifty: tab, line ends, VT, FF, SUB, ESC and FS–US are text. */
function looksBinary(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 0x1a) || byte === 0x7f) controls++;
  return controls * 50 > sample.length;
}

/** True where UTF-8 sequences outnumber errors four to one; a sequence that the sample's end cuts is no error. */
export function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    let ok = length > 0 && lead < 0xf5;
    for (let k = 1; ok && k < length && i + k < bytes.length; k++) ok = ((bytes[i + k] ?? 0) & 0xc0) === 0x80;
    if (ok && i + length > bytes.length) ok = !whole;
    if (ok) valid++;
    else invalid++;
    i += ok ? length : 1;
  }
  return invalid * 4 <= valid;
}
