/**
 * JSON and NDJSON (RFC 8259), read as a stream of tokens of any length. The readable text is the file
 * with its escapes decoded; each scalar is a field under its key. What is not JSON passes as text, files in
 * base64 are read as what they are.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { type KnowsLabel, NO_LABELS } from '../layout.ts';
import { base64Capture, type Capture, embeddedFiles } from './reading/embedded.ts';
import { mayBeResource, newResource, type Resource, settle } from './reading/fhir-resources.ts';
import { jsonLabels, newSaid, REACH, type Said } from './reading/json-labels.ts';
import { CHUNK, type Readable, readable } from './reading/readable.ts';

export const json = defineExtractor({
  name: 'json',
  textLike: true,
  accepts: (head) => /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\d-]|\]|true|false|null|$))/.test(headText(head)),
  async *extract(source, context) {
    const out = readable(context.part);
    const files = embeddedFiles();
    const tokens = tokenizer(out, base64Capture(files), context.aids.knows ?? NO_LABELS);
    let at = 0;
    for await (const piece of decodeText(source)) {
      tokens.read(piece, at);
      at += piece.length;
      if (out.length >= CHUNK && (!tokens.inResource() || out.length >= 8 * CHUNK)) {
        tokens.cut();
        yield { kind: 'text', chunk: out.take(false) };
        tokens.resume();
      }
    }
    tokens.cut();
    yield { kind: 'text', chunk: out.take(true) };
    yield* files.read(context);
  },
});

/** Deeper containers are still read, but no longer followed. */
const FOLLOWED_DEPTH = 512;
const KEY_LENGTH = 128;

/** FHIR elements whose own codes say what their value is. */
const BESIDE: ReadonlySet<string> = new Set(['identifier', 'telecom', 'extension']);

/** Keys that name no meaning of their own: the key above them does. */
const WRAPPERS: ReadonlySet<string> = new Set(['value', 'val', 'text', '#text', '$t', '_', 'content']);

/** A column as pandas writes it: its values under the numbers of their rows, which are records of their own. */
const INDEX = /^\d{1,7}$/;
const ROWS = 1_000_000_000;

interface Level {
  readonly object: boolean;
  /** Key that leads to this container. */
  readonly name: string;
  readonly record: number;
  /** Set where this object may be a FHIR resource. */
  readonly resource: Resource | null;
  key: string;
  /** Values of this FHIR element so far, a line each; short ones only. */
  beside: string;
  readonly said: Said;
}

type Within = 'gap' | 'string' | 'escape' | 'scalar';

function tokenizer(out: Readable, file: Capture, knows: KnowsLabel) {
  const stack: Level[] = [];
  const labels = jsonLabels(knows, out.field);
  const saidOf = ({ said }: Level): Said => said;
  let ignored = 0;
  let records = 0;
  let within: Within = 'gap';
  let isKey = false;
  let keyText = '';
  let start = 0;
  let sequence = '';
  let escapeAt = 0;

  const top = (): Level | undefined => stack.at(-1);

  const open = (object: boolean): void => {
    if (stack.length >= FOLLOWED_DEPTH) {
      ignored++;
      return;
    }
    const above = top();
    const name = above === undefined ? '' : above.key;
    const resource = object && mayBeResource(stack.length, name);
    // A new record: a document, an entry, or an element of the outermost array that holds objects.
    const row = !object && above?.object === false && above.said.headings !== null;
    const fresh = resource || row || (object && above?.object === false && !stack.some(isElement));
    if (fresh) records++;
    const record = fresh ? records : (above?.record ?? records);
    stack.push({
      object,
      name,
      record,
      resource: resource ? newResource(record) : null,
      key: above !== undefined && !object ? name : '',
      beside: '',
      said: newSaid(),
    });
    isKey = object;
  };

  const isElement = (level: Level, i: number): boolean => level.object && i > 0 && stack[i - 1]?.object === false;

  const close = (): void => {
    if (ignored > 0) ignored--;
    else {
      labels.close(stack.slice(-2).map(saidOf), top()?.object === true);
      const resource = stack.pop()?.resource;
      if (resource) settle(resource);
    }
    isKey = false;
  };

  const emit = (): void => {
    const level = top();
    if (level === undefined || ignored > 0) return;
    const own = level.key;
    const key = (WRAPPERS.has(own) || INDEX.test(own)) && level.name !== '' ? level.name : own;
    const text = (): string => out.text(start, Math.min(out.length, start + KEY_LENGTH));
    const value = { start, end: out.length, record: INDEX.test(own) ? ROWS + Number(own) : level.record };
    if (!level.object) labels.element(stack.slice(-REACH).map(saidOf), text, value);
    // A pair of label and value is part of what holds it.
    else if (labels.member(level.said, own, text, { ...value, record: stack.at(-2)?.record ?? level.record })) return;
    if (own === 'resourceType' && level.resource !== null) {
      level.resource.type = text();
    }
    if (key === '') return;
    const field = { ...value, key };
    out.field(field);
    const resource = stack.findLast((each) => each.resource !== null)?.resource;
    resource?.waiting.push({ field, path: stack.map(nameOf), own, beside: level.beside });
    noteBeside();
  };

  /** A code counts for the element that it types: identifier.type.coding.code for identifier. */
  const noteBeside = (): void => {
    const typed = stack.findLast((each, i) => i >= stack.length - 4 && each.object && BESIDE.has(each.name));
    if (typed === undefined || typed.beside.length > 512 || out.length - start > KEY_LENGTH) return;
    typed.beside += `${out.text(start, out.length)}\n`;
  };

  const nameOf = (level: Level): string => level.name;

  const structure = (code: number): void => {
    if (code === 0x7b) open(true);
    else if (code === 0x5b) open(false);
    else if (code === 0x7d || code === 0x5d) close();
    else if (code === 0x3a) isKey = false;
    else if (code === 0x2c) isKey = ignored === 0 && top()?.object === true;
  };

  return {
    read(text: string, at: number): void {
      let from = 0;
      let i = 0;
      const flush = (to: number): void => {
        const taken = to > from && within === 'string' && !isKey && file.take(text.slice(from, to));
        if (to > from && !taken) out.keep(text.slice(from, to), at + from);
        if (within === 'string' && isKey && keyText.length < KEY_LENGTH) keyText += text.slice(from, to);
        from = to;
      };
      while (i < text.length) {
        const code = text.charCodeAt(i);
        if (within === 'string') {
          if (code === 0x22) {
            flush(i);
            const level = top();
            if (isKey && level !== undefined && ignored === 0) level.key = keyText;
            else {
              emit();
              file.end();
            }
            within = 'gap';
          } else if (code === 0x5c) {
            flush(i);
            within = 'escape';
            sequence = '';
            escapeAt = at + i;
          }
          i++;
        } else if (within === 'escape') {
          sequence += text[i];
          i++;
          from = i;
          if (sequence[0] === 'u' && sequence.length < 5 && /^u[\da-f]*$/i.test(sequence)) continue;
          const decoded = decodeEscape(sequence);
          if (isKey || !file.take(decoded)) out.put(decoded, escapeAt, at + i);
          if (isKey && keyText.length < KEY_LENGTH) keyText += decoded;
          within = 'string';
        } else if (within === 'scalar') {
          if (isScalar(code)) i++;
          else {
            flush(i);
            emit();
            within = 'gap';
          }
        } else if (code === 0x22) {
          i++;
          flush(i);
          within = 'string';
          keyText = '';
          file.begin();
          start = out.length;
        } else if (isScalar(code)) {
          flush(i);
          within = 'scalar';
          start = out.length;
        } else {
          structure(code);
          i++;
        }
      }
      flush(text.length);
    },
    /** Ends the readable text here; a value that goes on is a field up to here and one from here. */
    cut(): void {
      if ((within === 'string' && !isKey) || within === 'scalar') emit();
      for (const { resource, said } of stack) {
        if (resource !== null) settle(resource);
        said.waiting = [];
      }
    },
    /** True inside an entry that has not said yet what it is. */
    inResource: (): boolean => stack.some(({ resource }, i) => i > 0 && resource?.type === ''),
    resume(): void {
      start = 0;
    },
  };
}

const isScalar = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  code === 0x2d ||
  code === 0x2b ||
  code === 0x2e;

const SIMPLE: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** RFC 8259 §7; an escape that is none stands for itself. */
function decodeEscape(sequence: string): string {
  if (sequence.length === 5 && sequence[0] === 'u') return String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
  const [letter = ''] = sequence;
  return letter === 'u' ? `\\${sequence}` : (SIMPLE[letter] ?? letter);
}
