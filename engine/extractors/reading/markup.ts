/** Tokens of HTML and XML, as ranges of a text. Nothing is rejected: what is no markup is text. */

import { REFERENCE_LENGTH, readReference } from '../../entities.ts';
import type { Readable } from './readable.ts';

export interface Run {
  readonly kind: 'text' | 'comment' | 'cdata';
  readonly start: number;
  readonly end: number;
  /** Where the next token begins. */
  readonly after: number;
}

export interface Tag {
  readonly kind: 'open' | 'close';
  readonly name: string;
  readonly start: number;
  readonly after: number;
  readonly selfClosed: boolean;
  readonly attributes: readonly Attribute[];
}

export type Token = Run | Tag;

export const isTag = (token: Token): token is Tag => token.kind === 'open' || token.kind === 'close';

export interface Attribute {
  readonly name: string;
  /** Range of the value without its quotes. */
  readonly start: number;
  readonly end: number;
}

/** Units after which an unfinished tag or comment is no longer waited for. */
const PATIENCE = 4 * 1024 * 1024;

const NAME = /[A-Za-z_:\u0080-\uffff][^\s/>=<]*/y;
const ATTRIBUTE = /[\s/]*([^\s/<>="'][^\s/<>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;

/**
 * The token at `at`, or null where the text ends before the token does and more may come. Text tokens
 * may stop anywhere except inside a character reference.
 */
export function nextToken(text: string, at: number, end: boolean): Token | null {
  const impatient = end || text.length - at > PATIENCE;
  if (text[at] !== '<') return textToken(text, at, end);
  for (const [opening, closing, kind] of BRACKETS) {
    if (!text.startsWith(opening, at)) continue;
    const found = text.indexOf(closing, at + opening.length);
    if (found >= 0) return { kind, start: at + opening.length, end: found, after: found + closing.length };
    return impatient ? { kind, start: at + opening.length, end: text.length, after: text.length } : null;
  }
  if (!end && text.length - at < 9) return null;
  const closes = text[at + 1] === '/';
  NAME.lastIndex = at + (closes ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return { kind: 'text', start: at, end: at + 1, after: at + 1 };
  const attributes: Attribute[] = [];
  let position = NAME.lastIndex;
  for (let steps = 0; steps < TAG_STEPS; steps++) {
    ATTRIBUTE.lastIndex = position;
    const match = ATTRIBUTE.exec(text);
    if (match !== null) {
      position = ATTRIBUTE.lastIndex;
      const value = match[2] ?? match[3] ?? match[4];
      const quote = match[4] === undefined ? 1 : 0;
      if (value === undefined) continue;
      attributes.push({ name: match[1] ?? '', start: position - quote - value.length, end: position - quote });
      continue;
    }
    while (SPACE_OR_SLASH.has(text[position] ?? '')) position++;
    const char = text[position];
    if (char === '>') {
      const selfClosed = text[position - 1] === '/';
      return { kind: closes ? 'close' : 'open', name, start: at, after: position + 1, selfClosed, attributes };
    }
    if (char === '<') break;
    // An opening quote without its end is here because the value has not fully arrived.
    if (!impatient && (char === undefined || /^=\s*(?:["']|$)/.test(text.slice(position, position + 64)))) return null;
    if (char === undefined) break;
    position++;
  }
  return { kind: 'text', start: at, end: at + 1, after: at + 1 };
}

/** Attributes and stray signs of one tag that are followed; a longer tag passes as text. */
const TAG_STEPS = 4096;

const SPACE_OR_SLASH: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r', '\f', '/']);

const BRACKETS = [
  ['<!--', '-->', 'comment'],
  ['<![CDATA[', ']]>', 'cdata'],
  ['<!', '>', 'comment'],
  ['<?', '>', 'comment'],
] as const;

function textToken(text: string, at: number, end: boolean): Token | null {
  const markup = text.indexOf('<', at);
  let to = markup < 0 ? text.length : markup;
  if (markup < 0 && !end) {
    const reference = text.lastIndexOf('&', to);
    if (reference >= at && to - reference < REFERENCE_LENGTH) to = reference;
    if (to === at) return null;
  }
  return { kind: 'text', start: at, end: to, after: to };
}

/** Copies a range into the readable text with its character references decoded. `base` is the offset of `text` in the part. */
export function keepDecoded(out: Readable, text: string, start: number, end: number, base: number): void {
  const piece = text.slice(start, end);
  const at = base + start;
  let from = 0;
  for (let i = piece.indexOf('&'); i >= 0; i = piece.indexOf('&', i + 1)) {
    const reference = readReference(piece, i);
    if (reference === null) continue;
    out.keep(piece.slice(from, i), at + from);
    out.put(reference.text, at + i, at + i + reference.length);
    from = i + reference.length;
    i = from - 1;
  }
  out.keep(piece.slice(from), at + from);
}
