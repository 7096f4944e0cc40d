/** Header fields of mail (RFC 5322 §2.2), their encoded words (RFC 2047) and parameters (RFC 2231). */
import { byteSource, charsetOf, readText } from '../../../charset.ts';
import { createDecoder } from '../../../charsets/decoder.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts';

export interface Header {
  readonly name: string;
  /** Unfolded and decoded. */
  readonly value: string;
}

export interface Headers {
  readonly fields: readonly Header[];
  /** Bytes up to the body. */
  readonly length: number;
}

/** Headers that are read at most; what follows counts as body. */
const FIELDS = 10_000;

/** The header block that begins at the first byte; ends at the first blank line, or where no field is. */
export async function readHeaders(bytes: Uint8Array): Promise<Headers> {
  let length = 0;
  let end = 0;
  while (end < bytes.length) {
    const line = lineEnd(bytes, end);
    const blank = line.end === end;
    if (!blank && !isFieldLine(bytes, end, line.end)) break;
    end = line.after;
    length = end;
    if (blank) break;
  }
  const text = await readText(byteSource(bytes.subarray(0, length)));
  const fields = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .slice(0, FIELDS)
    .flatMap((line): Header[] => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: decodeWords(line.slice(colon + 1).trim()) }];
    });
  return { fields, length };
}

/** The first field of that name. */
export const headerOf = ({ fields }: Headers, name: string): string =>
  fields.find((field) => field.name.toLowerCase() === name)?.value ?? '';

const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=(?:\s+(?==\?[^?\s]{1,60}\?[bq]\?[^?]*\?=))?/gi;

/** Words that stand side by side are one text, and a character may be parted between them. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let out = '';
  let at = 0;
  let charset = '';
  let pending: Uint8Array[] = [];
  const flush = (): void => {
    if (pending.length > 0) out += decodeBytes(joined(pending), charset);
    pending = [];
  };
  for (const match of value.matchAll(WORD)) {
    const [whole, label = '', encoding = '', text = ''] = match;
    const name = label.replace(/\*.*$/, '').toLowerCase();
    if (match.index > at || name !== charset) flush();
    out += value.slice(at, match.index);
    charset = name;
    const raw = Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff);
    pending.push(/b/i.test(encoding) ? decodeBase64(raw) : decodeQuotedPrintable(underscored(raw)));
    at = match.index + whole.length;
  }
  flush();
  return out + value.slice(at);
}

const underscored = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => (byte === 0x5f ? 0x20 : byte));

/** Text in a charset that an envelope names; in windows-1252 where nobody knows the name. */
export function decodeBytes(bytes: Uint8Array, label: string): string {
  const decoder = createDecoder(charsetOf(label) ?? 'windows-1252');
  return decoder === null ? '' : decoder.decode(bytes) + decoder.decode();
}

export interface ContentType {
  /** Lower case, `type/subtype`. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** `text/plain; charset=utf-8; name*0*=utf-8''a%20b; name*1=c` */
export function readParameters(value: string): ContentType {
  const [first = '', ...rest] = splitOutsideQuotes(value);
  const plain = new Map<string, string>();
  const pieces = new Map<string, { readonly index: number; readonly value: string; readonly encoded: boolean }[]>();
  for (const each of rest) {
    const equals = each.indexOf('=');
    if (equals < 1) continue;
    const name = each.slice(0, equals).trim().toLowerCase();
    const content = unquoted(each.slice(equals + 1).trim());
    const [, base = name, index, star] = /^([^*]+)(?:\*(\d+))?(\*)?$/.exec(name) ?? [];
    if (index === undefined && star === undefined) plain.set(name, decodeWords(content));
    else {
      const all = pieces.get(base) ?? [];
      all.push({ index: Number(index ?? 0), value: content, encoded: star !== undefined });
      pieces.set(base, all);
    }
  }
  for (const [name, all] of pieces) {
    const ordered = all.sort((a, b) => a.index - b.index);
    const [, label = '', start] = /^([^']*)'[^']*'([\s\S]*)$/.exec(ordered[0]?.value ?? '') ?? [];
    const bytes = ordered.map((piece, i) => {
      const text = i === 0 && start !== undefined ? start : piece.value;
      return piece.encoded ? percentBytes(text) : new TextEncoder().encode(text);
    });
    plain.set(name, decodeBytes(joined(bytes), label === '' ? 'utf-8' : label));
  }
  return { type: first.trim().toLowerCase(), parameters: plain };
}

/** The pieces between semicolons that stand in no quotes. */
export function splitOutsideQuotes(value: string): string[] {
  const pieces: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < value.length; i++) {
    const char = value[i];
    if (quoted && char === '\\') i++;
    else if (char === '"') quoted = !quoted;
    else if (char === ';' && !quoted) {
      pieces.push(value.slice(from, i));
      from = i + 1;
    }
  }
  pieces.push(value.slice(from));
  return pieces;
}

const unquoted = (text: string): string =>
  text.startsWith('"')
    ? text
        .slice(1)
        .replace(/"[^"]*$/, '')
        .replaceAll(/\\(.)/g, '$1')
    : text;

function percentBytes(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return decodeQuotedPrintable(bytes.map((byte) => (byte === 0x25 ? 0x3d : byte)));
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Where a line ends, and where the next begins. */
export function lineEnd(bytes: Uint8Array, from: number): { readonly end: number; readonly after: number } {
  const found = bytes.indexOf(0x0a, from);
  if (found < 0) return { end: bytes.length, after: bytes.length };
  return { end: bytes[found - 1] === 0x0d && found > from ? found - 1 : found, after: found + 1 };
}

/** A name without blanks and a colon, or the continuation of the line before. */
function isFieldLine(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (start > 0 && (first === 0x20 || first === 0x09)) return true;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x3a) return i > start;
    if (byte <= 0x20 || byte === 0x7f) return false;
  }
  return false;
}
