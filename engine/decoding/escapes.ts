/** Escapes of HTML, XML, JSON, JavaScript, CSS, URLs and quoted-printable, one round of them. */
import { readReference } from '../entities.ts';
import type { Decoded } from './reading.ts';

const ESCAPE =
  /%[\dA-Fa-f]{2}|&#?\w{1,25};?|\\u[\dA-Fa-f]{4}|\\u\{[\dA-Fa-f]{1,6}\}|\\x[\dA-Fa-f]{2}|\\(?:[\dA-Fa-f]{6}|[\dA-Fa-f]{2,5} ?)|\\(?:\/|\\(?=[\\ux/\dA-Fa-f]))|=\r?\n|=[\dA-Fa-f]{2}/g;

/** In order of the text. */
export const decodeEscapes = (text: string): Decoded[] => {
  const found: Decoded[] = [];
  ESCAPE.lastIndex = 0;
  for (let match = ESCAPE.exec(text); match !== null; match = ESCAPE.exec(text)) {
    const decoded = decodeOne(text, match[0], match.index);
    if (decoded === null) {
      ESCAPE.lastIndex = match.index + 1;
      continue;
    }
    found.push(decoded);
    ESCAPE.lastIndex = decoded.end;
  }
  return found;
};

const decodeOne = (text: string, written: string, start: number): Decoded | null => {
  const end = start + written.length;
  switch (written.charAt(0)) {
    case '&': {
      const reference = readReference(text, start);
      return reference === null ? null : { start, end: start + reference.length, text: reference.text };
    }
    case '%':
      return isRemainder(text, start) ? null : bytesAt(text, start, '%');
    case '=':
      return /^=\r?\n/.test(written) ? { start, end, text: '' } : bytesAt(text, start, '=');
    default: {
      const next = written.charAt(1);
      if (next === 'x') return bytesAt(text, start, '\\x');
      if (next === '/' || next === '\\') return { start, end, text: next };
      if (next === 'u') return character(Number.parseInt(written.replaceAll(/[^\dA-Fa-f]/g, ''), 16), start, end);
      // CSS: a space ends the written. What is no printable ASCII is more often something else.
      const code = Number.parseInt(written.slice(1), 16);
      return code >= 32 && code < 127 ? character(code, start, end) : null;
    }
  }
};

/** `(c+360)%360`: one digit alone, with no other escape near, is arithmetic. */
const isRemainder = (text: string, start: number): boolean =>
  /^%3\d/.test(text.slice(start, start + 3)) &&
  !/%[\dA-Fa-f]{2}.{0,2}$/.test(text.slice(Math.max(0, start - 5), start)) &&
  !/^.{0,2}%[\dA-Fa-f]{2}/.test(text.slice(start + 3, start + 8));

const character = (code: number, start: number, end: number): Decoded | null =>
  code > 0x10ffff || !isText(code) ? null : { start, end, text: String.fromCodePoint(code) };

const isText = (code: number): boolean => code >= 32 || code === 9 || code === 10 || code === 13;

/** One character written as one to four bytes of UTF-8, or as one of Latin-1. */
const bytesAt = (text: string, start: number, sign: string): Decoded | null => {
  const size = sign.length + 2;
  const byteAt = (index: number): number => {
    const at = start + index * size;
    return text.startsWith(sign, at) && /^[\dA-Fa-f]{2}$/.test(text.slice(at + sign.length, at + size))
      ? Number.parseInt(text.slice(at + sign.length, at + size), 16)
      : -1;
  };
  const lead = byteAt(0);
  if (lead < 0x80) return character(lead, start, start + size);
  const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  let code = length === 1 ? lead : lead & (0x7f >> length);
  for (let index = 1; index < length; index += 1) {
    const byte = byteAt(index);
    if ((byte & 0xc0) !== 0x80) return character(lead, start, start + size);
    code = code * 64 + (byte & 63);
  }
  return character(code, start, start + length * size);
};
