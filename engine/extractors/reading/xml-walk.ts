/** Walks XML as a stream of elements and texts, for formats that are XML inside. */
import { decodeText } from '../../charset.ts';
import type { ByteSource } from '../../types.ts';
import { keepDecoded, nextToken, type Tag } from './markup.ts';
import { readable } from './readable.ts';

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  /** The decoded value of the attribute of that local name; '' where there is none. */
  attribute(local: string): string;
  /** Every attribute: local name and decoded value. */
  attributes(): readonly (readonly [local: string, value: string])[];
}

export interface XmlHandler {
  open(element: Element): void;
  /** For each `open`, also of an element without content. */
  close(name: string): void;
  /** Decoded character data; may come in pieces. */
  text(text: string): void;
}

/**
 * Hands a document to `handler`; `between` is called after each stretch of it, so that what was
 * written can be passed on while more is read.
 */
export async function* walkXml<T>(
  source: ByteSource,
  handler: XmlHandler,
  between: () => Iterable<T>,
): AsyncGenerator<T> {
  let buffer = '';
  for await (const piece of decodeText(source)) {
    buffer += piece;
    buffer = buffer.slice(walkText(buffer, handler, false));
    yield* between();
  }
  walkText(buffer, handler, true);
  yield* between();
}

/** A document in memory; returns the units consumed. */
export function walkText(xml: string, handler: XmlHandler, end = true): number {
  let at = 0;
  while (at < xml.length) {
    const token = nextToken(xml, at, end);
    if (token === null) return at;
    switch (token.kind) {
      case 'text':
        handler.text(decoded(xml, token.start, token.end));
        break;
      case 'cdata':
        handler.text(xml.slice(token.start, token.end));
        break;
      case 'comment':
        break;
      case 'open': {
        const element = elementOf(token, xml);
        handler.open(element);
        if (token.selfClosed) handler.close(element.name);
        break;
      }
      case 'close':
        handler.close(localName(token.name));
        break;
      default:
        token satisfies never;
    }
    at = token.after;
  }
  return at;
}

/** A range of XML with its references decoded. */
export function decoded(xml: string, start: number, end: number): string {
  const piece = xml.slice(start, end);
  if (!piece.includes('&')) return piece;
  const out = readable('');
  keepDecoded(out, piece, 0, piece.length, 0);
  return out.take(true).text;
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const elementOf = (tag: Tag, xml: string): Element => ({
  name: localName(tag.name),
  attribute(local) {
    for (const each of tag.attributes) {
      if (each.name === local || (each.name.endsWith(local) && localName(each.name) === local))
        return decoded(xml, each.start, each.end);
    }
    return '';
  },
  attributes: () => tag.attributes.map((each) => [localName(each.name), decoded(xml, each.start, each.end)] as const),
});
