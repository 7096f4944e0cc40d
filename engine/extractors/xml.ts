/**
 * XML in general, and the people of C-CDA and FHIR documents in particular. Elements become breaks,
 * references are decoded, entities that a document defines are not expanded (their definition is read).
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { type KnowsLabel, knownLabel, NO_LABELS } from '../layout.ts';
import { base64Capture, type EmbeddedFiles, embeddedFiles } from './reading/embedded.ts';
import { declarations } from './reading/html-declarations.ts';
import { keepDecoded, nextToken, type Tag } from './reading/markup.ts';
import { LABEL_LENGTH, namesLabel, namesValue, pairs } from './reading/pairs.ts';
import { CHUNK, type Readable, readable } from './reading/readable.ts';
import { meaningOfPath } from './reading/xml-meaning.ts';
import { xmlRecords } from './reading/xml-records.ts';

export const xml = defineExtractor({
  name: 'xml',
  textLike: true,
  accepts: (head) =>
    /^\s*(?:<\?[a-z][\w-]*[\s?]|<!DOCTYPE\s|<!--|<[A-Za-z_][\w.-]*(?::[\w.-]+)?(?:\s+[\w:.-]+\s*=\s*["'][^<]*)?\s*\/?>)/.test(
      headText(head),
    ),
  async *extract(source, context) {
    const out = readable(context.part);
    const files = embeddedFiles();
    const document = documentReader(out, files, context.aids.knows ?? NO_LABELS);
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
    yield* files.read(context);
  },
});

/** Elements deeper than this are read but no longer named. */
const FOLLOWED_DEPTH = 256;
/** Attributes, and units of each, that may say what the others mean. */
const BESIDE = 8;
const BESIDE_LENGTH = 64;
/** FHIR elements whose own codes say what their value is, and how much of these is kept. */
const TYPED: ReadonlySet<string> = new Set(['identifier', 'telecom', 'extension']);
const SAID = 512;
/** Tables of narrative text, C-CDA's and XHTML's alike. */
const TABLES: ReadonlySet<string> = new Set(['table', 'tr', 'th', 'td']);

function documentReader(out: Readable, files: EmbeddedFiles, knows: KnowsLabel) {
  const records = xmlRecords();
  const { member } = pairs(knows, out.field);
  const file = base64Capture(files);
  const tables = declarations(out, knows);
  const path: string[] = [];
  /** Beside each element of the path, what it has said of itself. */
  const said: string[] = [];
  let ignored = 0;
  let start = 0;
  let started = false;

  const declare = (from: number, key: string, attribute: string, beside = ''): void => {
    const record = records.here()?.record ?? 0;
    out.field({ start: from, end: out.length, key, ...meaningOfPath(path, attribute, beside), record });
  };

  /** The text of an element that ends here, or whose first child begins. */
  const declareText = (): void => {
    const [here, above] = [records.here(), records.above()];
    const name = path.at(-1) ?? '';
    if (here === undefined || ignored > 0) {
      declare(start, name, '');
      return;
    }
    const value = { start, end: out.length, record: here.record };
    const text = (): string => out.text(start, Math.min(out.length, start + BESIDE_LENGTH));
    if (above !== undefined && out.length > start && member(above, name, text, value)) return;
    if (here.called !== '') out.field({ ...value, key: here.called });
    declare(start, name, '');
  };

  const tag = (token: Tag, text: string, base: number): void => {
    const name = token.name.replace(/^.*:/, '');
    if (token.kind === 'close') {
      file.end();
      if (TABLES.has(name)) tables.close(name, true);
      if (started) declareText();
      started = false;
      if (ignored > 0) ignored--;
      else {
        path.pop();
        records.close();
        said.length = path.length;
      }
      out.put('\n', base + token.start, base + token.after);
      return;
    }
    out.put('\n', base + token.start, base + token.start);
    const attribute = (wanted: string): string => {
      const found = token.attributes.find((each) => each.name === wanted);
      return found === undefined ? '' : text.slice(found.start, found.end);
    };
    if (path.length < FOLLOWED_DEPTH) {
      path.push(name === 'associatedEntity' ? `${name} ${attribute('classCode')}` : name);
      const label = token.attributes.find((each) => namesLabel(each.name) && each.end - each.start <= LABEL_LENGTH);
      const called = label === undefined ? null : knownLabel(text.slice(label.start, label.end), knows);
      records.open(name, token.attributes.length, called?.label ?? '');
    } else ignored++;
    if (TABLES.has(name)) tables.open(name, () => undefined);
    const beside = token.attributes
      .slice(0, BESIDE)
      .map(({ start: from, end: to }) => text.slice(from, Math.min(to, from + BESIDE_LENGTH)))
      .join('\n');
    said[path.length - 1] = '';
    for (const each of token.attributes) {
      if (each.end === each.start || /^xmlns|^xsi:/.test(each.name)) continue;
      if (each.end - each.start > BESIDE_LENGTH && files.isFile(text.slice(each.start, each.end))) {
        files.add(text.slice(each.start, each.end), 'base64');
        continue;
      }
      const from = out.length;
      keepDecoded(out, text, each.start, each.end, base);
      declare(from, each.name === 'value' ? name : `${name} ${each.name}`, each.name, `${beside}\n${saidOf()}`);
      const { called = '', record = 0 } = records.here() ?? {};
      if (called !== '' && namesValue(each.name)) out.field({ start: from, end: out.length, key: called, record });
      out.put('\n', base + each.end, base + each.end);
    }
    note(beside);
    if (token.selfClosed) {
      if (TABLES.has(name)) tables.close(name, true);
      if (ignored > 0) ignored--;
      else {
        path.pop();
        records.close();
      }
    } else file.begin(attribute('representation') === 'B64');
    start = out.length;
    started = !token.selfClosed;
  };

  /** What an identifier, a telecom or an extension of FHIR has said of itself so far. */
  const saidOf = (): string => said[path.findLastIndex((each) => TYPED.has(each))] ?? '';

  const note = (values: string): void => {
    const at = path.findLastIndex((each) => TYPED.has(each));
    if (at >= 0 && path.length - at <= 4 && (said[at] ?? '').length < SAID) said[at] += `${values}\n`;
  };

  return {
    read(text: string, base: number, end: boolean): number {
      let at = 0;
      while (at < text.length) {
        const token = nextToken(text, at, end);
        if (token === null) return at;
        switch (token.kind) {
          case 'text':
            if (!file.take(text.slice(token.start, token.end))) keepDecoded(out, text, token.start, token.end, base);
            break;
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
      tables.cut();
      if (started) declareText();
      start = 0;
      records.cut();
    },
  };
}
