/**
 * Bytes to text. The charset comes from the bytes (byte order mark, what the document itself declares,
 * heuristics), and from the envelope where they leave it open; never from the giver of a file. A byte
 * order mark stays in the text as U+FEFF, so that offsets count it.
 */
import { type Charset, createDecoder, type Decoder, encoderTable } from './charsets/decoder.ts';
import { declaredCharset, isAscii, laterCharset, sniffCharset } from './charsets/sniff.ts';
import type { ByteSource } from './types.ts';

export { type Charset, charsetOf } from './charsets/decoder.ts';
export { sniffCharset } from './charsets/sniff.ts';

/** Content that was given as text: it is never turned into bytes and back. */
export interface TextSource extends ByteSource {
  readonly text: string;
}

/** Bytes whose envelope names their charset: a mail's part. */
export interface LabelledSource extends ByteSource {
  readonly charset: Charset;
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

/** A source whose envelope says which charset it is in; it is believed where the bytes themselves do not say. */
export const labelledSource = (source: ByteSource, charset: Charset): LabelledSource => ({
  charset,
  size: source.size,
  slice: (start, end) => source.slice(start, end),
});

/** Bytes in memory as a source. */
export function byteSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    slice: (start, end) => ({ arrayBuffer: async () => new Uint8Array(bytes.subarray(start, end)).buffer }),
  };
}

/**
 * The text of a source, in order, from its charset only. A source whose first slice is ASCII is
 * judged again at the first byte that is not; up to there all candidates agree on every offset.
 */
export async function* decodeText(source: ByteSource, onCharset?: (charset: Charset) => void): AsyncGenerator<string> {
  if (isTextSource(source)) {
    // The windows of detection are cut from it without a copy.
    if (source.text !== '') yield source.text;
    return;
  }
  const labelled = (source as Partial<LabelledSource>).charset ?? null;
  let charset: Charset = 'utf-8';
  let declared: Charset | null = labelled;
  let decoder: Decoder | null = null;
  let plain = true;
  for (let at = 0; at < source.size; at += SLICE) {
    const bytes = new Uint8Array(await source.slice(at, Math.min(at + SLICE, source.size)).arrayBuffer());
    const whole = at + SLICE >= source.size;
    if (at === 0) {
      charset = sniffCharset(bytes, whole, labelled) ?? 'windows-1252';
      declared = declaredCharset(bytes) ?? labelled;
      plain = charset === 'utf-8' && isAscii(bytes);
    } else if (plain && !isAscii(bytes)) {
      charset = laterCharset(bytes, whole, declared);
      decoder = null;
      plain = false;
    }
    const text = (decoder ??= decoderOf(charset)).decode(bytes);
    if (text !== '') yield text;
  }
  onCharset?.(charset);
  const tail = decoder?.decode() ?? '';
  if (tail !== '') yield tail;
}

const decoderOf = (charset: Charset): Decoder => {
  const decoder = createDecoder(charset) ?? createDecoder('windows-1252');
  if (decoder === null) throw new Error(`no decoder for ${charset}`);
  return decoder;
};

/** Text back to bytes of its charset; what the charset cannot say becomes `?`. Null for charsets with states. */
export function encodeText(text: string, charset: Charset): Uint8Array<ArrayBuffer> | null {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  if (charset.startsWith('utf-32')) return encodeUtf32(text, charset === 'utf-32le');
  if (charset.startsWith('utf-16')) {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), charset === 'utf-16le');
    return bytes;
  }
  const table = encoderTable(charset);
  if (table === null) return null;
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (const char of text) for (const byte of table.get(char) ?? [0x3f]) bytes[length++] = byte;
  return bytes.slice(0, length);
}

function encodeUtf32(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const bytes = new Uint8Array(codes.length * 4);
  const view = new DataView(bytes.buffer);
  codes.forEach((code, i) => {
    view.setUint32(i * 4, code, little);
  });
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
  lastText =
    charset === null
      ? ''
      : decoderOf(charset)
          .decode(head)
          .replace(/^\uFEFF/, '');
  return lastText;
}

/** Every text extractor asks about the same head: one entry is enough. It holds at most 4 KiB. */
let lastHead: Uint8Array | null = null;
let lastText = '';

/** Bytes of a text as UTF-8, counted by the host's own encoder into a scratch buffer. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; ) {
    const piece = at === 0 && text.length <= SCRATCH.length / 3 ? text : text.slice(at, at + SCRATCH.length / 3);
    const { read, written } = encoder.encodeInto(piece, SCRATCH);
    // Half a pair at a cut is read with its other half.
    const cut = at + read < text.length && isHigh(piece.charCodeAt(read - 1)) ? 1 : 0;
    bytes += written - 3 * cut;
    at += read - cut;
  }
  return bytes;
}

const encoder = new TextEncoder();
const SCRATCH = new Uint8Array(48 * 1024);

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
