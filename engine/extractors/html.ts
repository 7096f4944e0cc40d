/**
 * HTML, whole pages and clipboard fragments. Tags become breaks, character references are decoded,
 * comments, scripts and attribute values are read too. Headings of columns, labels of form controls,
 * terms and names of attributes declare the values beside them.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { type KnowsLabel, NO_LABELS } from '../layout.ts';
import { dataOfUri, embeddedFiles } from './reading/embedded.ts';
import { declarations } from './reading/html-declarations.ts';
import { keepDecoded, nextToken, type Tag } from './reading/markup.ts';
import { CHUNK, type Readable, readable } from './reading/readable.ts';

export const html = defineExtractor({
  name: 'html',
  textLike: true,
  accepts: (head) => {
    const text = headText(head);
    return DOCUMENT.test(text) || FRAGMENT.test(text);
  },
  async *extract(source, context) {
    const out = readable(context.part);
    const files = embeddedFiles();
    const page = pageReader(out, (base64) => files.add(base64, 'base64'), context.aids.knows ?? NO_LABELS);
    let buffer = '';
    let base = 0;
    for await (const piece of decodeText(source)) {
      buffer += piece;
      for (let used = -1; used !== 0; ) {
        used = page.read(buffer, base, false);
        base += used;
        buffer = buffer.slice(used);
        if (out.length < CHUNK) break;
        page.cut();
        yield { kind: 'text', chunk: out.take(false) };
      }
    }
    while (buffer !== '') {
      const used = page.read(buffer, base, true);
      base += used;
      buffer = buffer.slice(used);
      if (buffer === '') break;
      page.cut();
      yield { kind: 'text', chunk: out.take(false) };
    }
    page.cut();
    yield { kind: 'text', chunk: out.take(true) };
    yield* files.read(context);
  },
});

const DOCUMENT = /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html[\s>])/i;

/** A fragment begins with an element that HTML defines and XML vocabularies rarely do. */
const FRAGMENT =
  /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:head|body|meta|div|span|p|br|table|tbody|tr|td|ul|ol|li|dl|h[1-6]|a|b|i|u|em|strong|font|center|pre|form|input|img|section|article|main|header|footer|style|script|label|select|textarea|button|blockquote|hr)(?:\s[^<>]*)?\/?>/i;

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure footer form frame h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu meta nav noscript object ol optgroup option p pre script section select style summary table tbody template textarea tfoot thead title tr ul'.split(
    ' ',
  ),
);

/** Elements whose content is no markup; of the first two also character references are none. */
const RAW: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title']);
/** Attributes that say how a page is built: their values are read, and are nobody's name or number. */
const STRUCTURE: ReadonlySet<string> = new Set(
  'name id class type for style rel role lang dir method enctype target autocomplete form headers scope itemprop property http-equiv'.split(
    ' ',
  ),
);

const VERBATIM: ReadonlySet<string> = new Set(['script', 'style', 'pre']);

function pageReader(out: Readable, onFile: (base64: string) => void, knows: KnowsLabel) {
  const declared = declarations(out, knows);
  let raw = '';
  let verbatim = '';
  /** Attribute values of inline elements wait for the next break, so that they do not part the text. */
  let waiting: { readonly key: string; readonly value: string; readonly at: number }[] = [];

  const values = (): void => {
    for (const { key, value, at } of waiting) {
      out.put('\n', at, at);
      const start = out.length;
      keepDecoded(out, value, 0, value.length, at);
      if (!STRUCTURE.has(key))
        out.field({ start, end: out.length, key: key.replace(/^data-/, ''), record: declared.record() });
    }
    if (waiting.length > 0) out.put('\n', waiting.at(-1)?.at ?? 0, waiting.at(-1)?.at ?? 0);
    waiting = [];
  };

  const tag = (token: Tag, text: string, base: number): void => {
    const name = token.name.toLowerCase();
    const opens = token.kind === 'open';
    const cell = name === 'td' || name === 'th';
    const isBlock = cell || BLOCKS.has(name) || name.includes('-');
    if (opens) declared.opens(isBlock);
    else if (declared.close(name, isBlock) && !isBlock) out.put(' ', base + token.start, base + token.start);
    if (isBlock) {
      if (!cell || opens) out.put(cell ? '\t' : '\n', base + token.start, base + token.after);
      // Within a cell they would part its text.
      if (!cell && !declared.inCell()) values();
    }
    if (!opens) {
      if (verbatim === name) verbatim = '';
      return;
    }
    const attribute = (wanted: string): string | undefined => {
      const found = token.attributes.find((each) => each.name.toLowerCase() === wanted);
      return found === undefined ? undefined : text.slice(found.start, found.end);
    };
    for (const each of token.attributes) {
      const value = text.slice(each.start, each.end);
      if (value.trim() === '') continue;
      const file = dataOfUri(value);
      if (file !== null) {
        onFile(file);
        continue;
      }
      const key = each.name.toLowerCase();
      const shown = key === 'value' || (name === 'meta' && key === 'content');
      if (shown) {
        const label = declared.control(attribute) ?? key;
        out.put(' ', base + each.start, base + each.start);
        const start = out.length;
        keepDecoded(out, text, each.start, each.end, base);
        out.field({ start, end: out.length, key: label, record: declared.record() });
        out.put(' ', base + each.end, base + each.end);
      } else waiting.push({ key, value, at: base + each.start });
    }
    declared.open(name, attribute);
    if (VERBATIM.has(name)) verbatim = name;
    if (RAW.has(name) && !token.selfClosed) raw = name;
  };

  const plain = (text: string, start: number, end: number, base: number): void => {
    if (/\S/.test(text.slice(start, end))) declared.text();
    if (verbatim !== '') {
      keepDecoded(out, text, start, end, base);
      return;
    }
    // Source line ends and their indentation are one space to a reader.
    let from = start;
    for (let at = lineEnd(text, start, end); at < end; at = lineEnd(text, at, end)) {
      keepDecoded(out, text, from, at, base);
      let to = at;
      while (to < end && /\s/.test(text[to] ?? '')) to++;
      out.put(' ', base + at, base + to);
      from = at = to;
    }
    keepDecoded(out, text, from, end, base);
  };

  return {
    /** Reads whole tokens, until the text or the chunk is full; returns the units consumed. */
    read(text: string, base: number, end: boolean): number {
      let at = 0;
      while (at < text.length && out.length < CHUNK) {
        if (raw !== '') {
          const closing = indexOfClosing(text, raw, at);
          const to = closing >= 0 ? closing : end ? text.length : Math.max(at, text.length - raw.length - 2);
          if (raw === 'script' || raw === 'style') out.keep(text.slice(at, to), base + at);
          else keepDecoded(out, text, at, to, base);
          at = to;
          if (closing >= 0) raw = '';
          else return at;
          continue;
        }
        const token = nextToken(text, at, end);
        if (token === null) return at;
        switch (token.kind) {
          case 'text':
            plain(text, token.start, token.end, base);
            break;
          case 'comment':
          case 'cdata':
            out.put('\n', base + at, base + token.start);
            keepDecoded(out, text, token.start, token.end, base);
            out.put('\n', base + token.end, base + token.after);
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
    /** Before the chunk is taken: nothing may still wait, no value may reach over the edge. */
    cut(): void {
      values();
      declared.cut();
    },
  };
}

function lineEnd(text: string, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a || code === 0x0d) return i;
  }
  return end;
}

function indexOfClosing(text: string, name: string, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    if (text.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  }
  return -1;
}
