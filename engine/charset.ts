/**
 * Bytes to text. The charset comes from the bytes alone (byte order mark, then heuristics), never
 * from what the giver claims. A byte order mark stays in the text as U+FEFF, so that offsets count it.
 */
import type { ByteSource } from './types.ts';

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Content that was given as text: it is never turned into bytes and back. */
export interface TextSource extends ByteSource {
  readonly text: string;
}

/** Bytes (or UTF-16 units of a string) that are decoded at a time. */
const SLICE = 256 * 1024;

export const isTextSource = (source: ByteSource): source is TextSource =>
  typeof (source as Partial<TextSource>).text === 'string';

/** A string as a source. Its bytes exist only for whoever slices it. */
export function textSource(text: string): TextSource {
  return {
    text,
    size: utf8Length(text),
    slice: (start, end) => ({
      arrayBuffer: async () => new TextEncoder().encode(text).slice(start, end).buffer,
    }),
  };
}

/** Bytes in memory as a source. */
export function byteSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    slice: (start, end) => ({ arrayBuffer: async () => new Uint8Array(bytes.subarray(start, end)).buffer }),
  };
}

/** The charset of a sample from the start of a file (or of the whole file); null where the bytes are no text. */
export function sniffCharset(sample: Uint8Array, whole = false): Charset | null {
  const [a, b, c, d] = sample;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? null : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  return utf16ByZeros(sample) ?? (looksBinary(sample) ? null : utf8OrLatin(sample, whole));
}

/**
 * The text of a source, in order, from its charset only. A source whose first slice is ASCII is
 * judged again at the first byte that is not; up to there all candidates agree on every offset.
 */
export async function* decodeText(source: ByteSource, onCharset?: (charset: Charset) => void): AsyncGenerator<string> {
  if (isTextSource(source)) {
    for (let at = 0; at < source.text.length; ) {
      const end = unitBoundary(source.text, at + SLICE);
      yield source.text.slice(at, end);
      at = end;
    }
    return;
  }
  let charset: Charset = 'utf-8';
  let decoder: TextDecoder | null = null;
  let plain = true;
  for (let at = 0; at < source.size; at += SLICE) {
    const bytes = new Uint8Array(await source.slice(at, Math.min(at + SLICE, source.size)).arrayBuffer());
    if (plain && !(at > 0 && isAscii(bytes))) {
      const whole = at + SLICE >= source.size;
      const sniffed = at === 0 ? sniffCharset(bytes, whole) : utf8OrLatin(bytes, whole);
      if (sniffed !== null || at === 0) charset = sniffed ?? 'windows-1252';
      if (charset !== 'utf-8' || !isAscii(bytes)) plain = false;
      decoder = new TextDecoder(charset, { ignoreBOM: true });
    }
    const text = (decoder ??= new TextDecoder(charset, { ignoreBOM: true })).decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  onCharset?.(charset);
  const tail = decoder?.decode() ?? '';
  if (tail !== '') yield tail;
}

/** Text back to bytes of its charset; what the charset cannot say becomes `?`. */
export function encodeText(text: string, charset: Charset): Uint8Array<ArrayBuffer> {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  if (charset === 'windows-1252') {
    const codes = windows1252();
    return Uint8Array.from(text, (char) => codes.get(char) ?? 0x3f);
  }
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), charset === 'utf-16le');
  return bytes;
}

/** The whole text of a source that is known to be small. */
export async function readText(source: ByteSource): Promise<string> {
  let text = '';
  for await (const piece of decodeText(source)) text += piece;
  return text;
}

/** What the first bytes of a file say, without the byte order mark; '' where they are no text. */
export function headText(head: Uint8Array): string {
  if (head === lastHead) return lastText;
  const charset = sniffCharset(head);
  lastHead = head;
  lastText = charset === null ? '' : new TextDecoder(charset).decode(head, { stream: true });
  return lastText;
}

/** Every text extractor asks about the same head: one entry is enough. It holds at most 4 KiB. */
let lastHead: Uint8Array | null = null;
let lastText = '';

function windows1252(): ReadonlyMap<string, number> {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  return new Map(Array.from(new TextDecoder('windows-1252').decode(all), (char, byte) => [char, byte]));
}

/** UTF-16 without a mark: text in Latin script has a zero in every second byte. */
function utf16ByZeros(sample: Uint8Array): Charset | null {
  const pairs = sample.length >> 1;
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0) even++;
    if (sample[i + 1] === 0) odd++;
  }
  if (odd >= pairs * 0.4 && even <= pairs * 0.02) return 'utf-16le';
  if (even >= pairs * 0.4 && odd <= pairs * 0.02) return 'utf-16be';
  return null;
}

/** More than one control character in fifty: tab, line ends, VT, FF, SUB, ESC and FS–US are text. */
function looksBinary(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 0x1a) || byte === 0x7f) controls++;
  return controls * 50 > sample.length;
}

/** UTF-8 where its sequences outnumber its errors four to one; a sequence that the sample's end cuts is no error. */
function utf8OrLatin(bytes: Uint8Array, whole: boolean): Charset {
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
  return invalid * 4 <= valid ? 'utf-8' : 'windows-1252';
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) return false;
  return true;
}

/** A cut that does not part a surrogate pair. */
function unitBoundary(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return at < text.length && code >= 0xd800 && code < 0xdc00 ? at + 1 : Math.min(at, text.length);
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x800) bytes += code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(i + 1)) ? 1 : 2;
    else if (code >= 0x80) bytes++;
    if (code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(i + 1))) i++;
  }
  return bytes;
}

const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000;
