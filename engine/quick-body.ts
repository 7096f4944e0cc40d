/** What a request's body says, read at once: JSON and forms as their keys and values, all else as text. */
import { sniffCharset } from './charset.ts';
import type { Field } from './types.ts';

export interface QuickField {
  readonly key: string;
  readonly value: string;
}

export interface QuickBody {
  readonly text: string;
  readonly fields: readonly Field[];
  /** True where a position or a column says what a value is: only the engine's extractors know. */
  readonly structured: boolean;
}

/** Null where the body is too large, or no text. */
export const bodyOf = (body: string | Uint8Array | readonly QuickField[], limit: number): QuickBody | null => {
  if (typeof body === 'string') return body.length > limit ? null : textBody(body);
  if (!(body instanceof Uint8Array)) {
    const size = body.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
    return size > limit ? null : fieldsBody(body);
  }
  if (body.length > limit || BINARY.test(String.fromCharCode(...body.subarray(0, 8)))) return null;
  const charset = body.length === 0 ? 'utf-8' : sniffCharset(body, true);
  if (charset === null || !READ.test(charset) || isMultipart(body)) return null;
  return textBody(new TextDecoder(charset).decode(body));
};

/** Begins like text and is none: PDF, PostScript, archives by name. */
const BINARY = /^(?:%PDF|%!PS|PK|BZh|Rar!|7z)/;

/** Charsets that every host decodes. */
const READ = /^(?:utf-8|utf-16|windows-125)/;

/** Files travel in parts: their names are not their content. */
const isMultipart = (body: Uint8Array): boolean =>
  body[0] === 0x2d &&
  body[1] === 0x2d &&
  /^--[^\r\n]{1,200}\r\ncontent-disposition:[^\0]{0,400}filename/i.test(
    new TextDecoder('windows-1252').decode(body.subarray(0, 1024)),
  );

const textBody = (text: string): QuickBody => {
  const parsed = /^\s*[[{"]/.test(text) ? parse(text) : undefined;
  if (parsed !== undefined) return jsonBody(parsed);
  const head = text.slice(0, HEAD);
  if (FORM.test(head)) return fieldsBody(formFields(text));
  if (HTML.test(head))
    return { text: text.replaceAll(/<[^<>]{0,2000}>/g, tagged), fields: [], structured: FORMS.test(text) };
  return { text, fields: [], structured: STRUCTURED.test(head) || isTable(head) };
};

/** Tags within a line hold words together; all others end a line. */
const tagged = (tag: string): string =>
  /^<\/?(?:a|abbr|b|code|em|font|i|mark|small|span|strong|u)\b/i.test(tag) ? '' : '\n';

const HTML =
  /^\s*(?:<!doctype html|<\/?(?:html|head|body|div|p|span|table|ul|ol|h[1-6]|br|section|article|b|strong|a)\b)/i;
/** Where the column or the caption says what a value is. */
const FORMS = /<(?:table|dl|input|select|textarea|meta)\b/i;
/** XML, RTF, HL7 v2, X12 and mail. */
const STRUCTURED =
  /^[\s\ufeff\v]*(?:<[?!\w]|\{\\rtf|(?:MSH|FHS|BHS)[^\w\s]|ISA[^\w\s]|(?:[A-Za-z][\w-]{1,40}: [^\n]{0,998}\n[ \t]?){2,}(?:[^\n]*\n){0,80}(?:mime-version|content-type|message-id): )/i;

/** A header of three columns or more, and rows with at least as many delimiters. */
const isTable = (head: string): boolean => {
  const lines = head.split('\n').slice(0, 4);
  if (lines.length < 3) return false;
  return [',', ';', '\t', '|'].some((delimiter) => {
    const [first = 0, ...others] = lines.slice(0, 3).map((line) => line.split(delimiter).length);
    return first > 2 && others.every((count) => count >= first);
  });
};

/** Undefined where the text is no JSON. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Then it is read as text.
    return undefined;
  }
};

const HEAD = 4096;
/** Keys and values of a form, percent-encoded, as far as the head shows. */
const FORM = /^[\w.*+%[\]~$:-]{1,200}=[^\s&]*(?:&[\w.*+%[\]~$:-]{0,200}(?:=[^\s&]*)?)*$/;

const formFields = (text: string): QuickField[] =>
  text.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0
      ? { key: '', value: unescaped(pair) }
      : { key: unescaped(pair.slice(0, at)), value: unescaped(pair.slice(at + 1)) };
  });

const unescaped = (text: string): string => {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A lone percent sign: the decoder of readings copes with what is left.
    return spaced;
  }
};

interface Written {
  readonly pieces: string[];
  length: number;
  readonly fields: Field[];
}

const begin = (): Written => ({ pieces: [], length: 0, fields: [] });

const write = (to: Written, key: string, value: string, record?: number): void => {
  if (value === '') return;
  const label = key === '' ? '' : `${key}: `;
  const start = to.length + label.length;
  if (key !== '')
    to.fields.push({ start, end: start + value.length, key, ...(record === undefined ? {} : { record }) });
  to.pieces.push(label, value, '\n');
  to.length = start + value.length + 1;
};

const end = ({ pieces, fields }: Written): QuickBody => ({ text: pieces.join(''), fields, structured: false });

const fieldsBody = (all: readonly QuickField[]): QuickBody => {
  const written = begin();
  for (const { key, value } of all) {
    // A field may hold a document of its own.
    const inner = /^\s*[[{]/.test(value) ? parse(value) : undefined;
    if (inner === undefined) write(written, key, value, 1);
    else walk(written, key, inner, 1);
  }
  return end(written);
};

const jsonBody = (parsed: unknown): QuickBody => {
  const written = begin();
  walk(written, '', parsed, undefined);
  return end(written);
};

/** Values of one object are one record; keys of nested objects name what is in them: `patient mrn`. */
const walk = (written: Written, key: string, root: unknown, outer: number | undefined): void => {
  const todo: { readonly key: string; readonly value: unknown; readonly record: number | undefined }[] = [
    { key, value: root, record: outer },
  ];
  let records = outer ?? 0;
  while (todo.length > 0) {
    const { key: name, value, record } = todo.pop() ?? { key: '', value: null, record: undefined };
    if (Array.isArray(value)) {
      for (const one of value.toReversed()) todo.push({ key: name, value: one, record });
    } else if (typeof value === 'object' && value !== null) {
      records += 1;
      const own = records;
      for (const [inner, one] of Object.entries(value).toReversed()) todo.push({ key: inner, value: one, record: own });
    } else if (typeof value === 'string' || typeof value === 'number') {
      write(written, name, String(value), record);
    }
  }
};
