/**
 * XML in general, and the people of C-CDA and FHIR documents in particular. Elements become breaks,
 * references are decoded, entities that a document defines are not expanded (their definition is read).
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { keepDecoded, nextToken, type Tag } from './reading/markup.ts';
import { CHUNK, readable } from './reading/readable.ts';
import { meaningOfPath } from './reading/xml-meaning.ts';

export const xml = defineExtractor({
  name: 'xml',
  textLike: true,
  accepts: (head) =>
    /^\s*(?:<\?[a-z][\w-]*[\s?]|<!DOCTYPE\s|<!--|<[A-Za-z_][\w.-]*(?::[\w.-]+)?(?:\s+[\w:.-]+\s*=\s*["'][^<]*)?\s*\/?>)/.test(
      headText(head),
    ),
  async *extract(source, { part }) {
    const out = readable(part);
    const document = documentReader(out);
    let buffer = '';
    let base = 0;
    for await (const piece of decodeText(source)) {
      buffer += piece;
      const used = document.read(buffer, base, false);
      base += used;
      buffer = buffer.slice(used);
      if (out.length >= CHUNK) {
        document.cut();
        yield { kind: 'text', chunk: out.take(false) };
      }
    }
    document.read(buffer, base, true);
    yield { kind: 'text', chunk: out.take(true) };
  },
});

/** Elements deeper than this are read but no longer named. */
const FOLLOWED_DEPTH = 256;
/** Attributes, and units of each, that may say what the others mean. */
const BESIDE = 8;
const BESIDE_LENGTH = 64;

function documentReader(out: ReturnType<typeof readable>) {
  const path: string[] = [];
  let ignored = 0;
  let record = 0;
  let start = 0;
  let started = false;

  const declare = (from: number, key: string, attribute: string, beside = ''): void => {
    out.field({ start: from, end: out.length, key, ...meaningOfPath(path, attribute, beside), record });
  };

  const tag = (token: Tag, text: string, base: number): void => {
    const name = token.name.replace(/^.*:/, '');
    if (token.kind === 'close') {
      if (started) declare(start, path.at(-1) ?? '', '');
      started = false;
      if (ignored > 0) ignored--;
      else path.pop();
      out.put('\n', base + token.start, base + token.after);
      return;
    }
    out.put('\n', base + token.start, base + token.start);
    if (path.length < FOLLOWED_DEPTH) path.push(name);
    else ignored++;
    // Each child of the root is one thing: a row, an entry, the record's target, an author.
    if (path.length === 2) record++;
    const beside = token.attributes
      .slice(0, BESIDE)
      .map(({ start: from, end: to }) => text.slice(from, Math.min(to, from + BESIDE_LENGTH)))
      .join('\n');
    for (const attribute of token.attributes) {
      if (attribute.end === attribute.start || /^xmlns|^xsi:/.test(attribute.name)) continue;
      const from = out.length;
      keepDecoded(out, text, attribute.start, attribute.end, base);
      declare(from, attribute.name === 'value' ? name : `${name} ${attribute.name}`, attribute.name, beside);
      out.put('\n', base + attribute.end, base + attribute.end);
    }
    if (token.selfClosed) {
      if (ignored > 0) ignored--;
      else path.pop();
    }
    start = out.length;
    started = !token.selfClosed;
  };

  return {
    read(text: string, base: number, end: boolean): number {
      let at = 0;
      while (at < text.length) {
        const token = nextToken(text, at, end);
        if (token === null) return at;
        switch (token.kind) {
          case 'text':
          case 'comment':
            keepDecoded(out, text, token.start, token.end, base);
            break;
          case 'cdata':
            out.keep(text.slice(token.start, token.end), base + token.start);
            break;
          case 'open':
          case 'close':
            tag(token, text, base);
            break;
          default:
            token satisfies never;
        }
        at = token.after;
      }
      return at;
    },
    cut(): void {
      if (started) declare(start, path.at(-1) ?? '', '');
      start = 0;
    },
  };
}
