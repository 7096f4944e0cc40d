/** What a PDF holds beside its pages: form fields, notes, links, properties, bookmarks, scripts. */
import type { Field } from '../../../types.ts';
import type { PageText } from '../page/text.ts';

/** Lines `name: value` with a field each. */
export function propertyLines(properties: Iterable<readonly [string, unknown]>): PageText {
  let text = '';
  const fields: Field[] = [];
  for (const [name, value] of properties) {
    if (value === null || value === undefined || value === '' || typeof value === 'boolean') continue;
    const shown = wordsOf(value).join(' ').trim();
    if (shown === '') continue;
    const key = name.replaceAll(/\s+/g, ' ').trim();
    text += `${text === '' ? '' : '\n'}${key === '' ? '' : `${key}: `}`;
    if (key !== '') fields.push({ start: text.length, end: text.length + shown.length, key, record: 1 });
    text += shown;
  }
  return { text, fields };
}

/** A widget or note as pdf.js tells it. */
interface Annotation {
  readonly id?: string;
  readonly contentsObj?: { readonly str?: string };
  readonly titleObj?: { readonly str?: string };
  readonly richText?: unknown;
  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly fieldName?: string;
  readonly alternativeText?: string;
  readonly fieldValue?: unknown;
  readonly defaultFieldValue?: unknown;
  readonly options?: readonly { readonly exportValue?: unknown; readonly displayValue?: unknown }[];
  readonly actions?: unknown;
  readonly file?: EmbeddedFile;
  readonly hasAppearance?: boolean;
}

export interface EmbeddedFile {
  readonly filename?: string;
  readonly content?: Uint8Array | null;
  readonly description?: string;
}

export interface FormValue {
  /** The field's full name. */
  readonly name: string;
  /** What a person reads: its tooltip, else its name. */
  readonly key: string;
  readonly value: unknown;
}

export interface PageNotes {
  /** What notes, links and their authors say, a line each. */
  readonly lines: readonly string[];
  readonly values: readonly FormValue[];
  readonly files: readonly EmbeddedFile[];
  /** True where an annotation draws something. */
  readonly drawn: boolean;
}

/** The annotations of a page. The label of a field is its tooltip, which is written for people; else its name. */
export function notesOf(annotations: unknown): PageNotes {
  const lines: string[] = [];
  const values: FormValue[] = [];
  const files: EmbeddedFile[] = [];
  let drawn = false;
  for (const one of Array.isArray(annotations) ? (annotations as readonly Annotation[]) : []) {
    const said = [
      one.contentsObj?.str,
      one.titleObj?.str,
      ...wordsOf(one.richText),
      one.url ?? one.unsafeUrl,
      ...wordsOf(one.actions),
    ];
    for (const line of said) if (line !== undefined && line.trim() !== '') lines.push(line);
    if (one.fieldName !== undefined || one.fieldValue !== undefined) {
      const name = one.fieldName ?? '';
      values.push({ name, key: one.alternativeText || name, value: one.fieldValue ?? one.defaultFieldValue });
    }
    if (one.file !== undefined) files.push(one.file);
    drawn ||= one.hasAppearance === true;
  }
  return { lines: [...new Set(lines)], values, files, drawn };
}

/** Fields that no page shows: `GetFieldObjects` by name. */
export function hiddenValues(objects: unknown, shown: ReadonlySet<string>): FormValue[] {
  if (typeof objects !== 'object' || objects === null) return [];
  return Object.entries(objects).flatMap(([name, kids]) =>
    shown.has(name) || !Array.isArray(kids)
      ? []
      : kids.map((kid: { readonly value?: unknown }) => ({ name, key: name, value: kid.value })),
  );
}

/** Every string of a tree, depth first: rich text, bookmarks, XFA forms, actions. */
export function wordsOf(tree: unknown, keys: ReadonlySet<string> | null = null): string[] {
  const words: string[] = [];
  const stack: unknown[] = [tree];
  const seen = new Set<object>();
  while (stack.length > 0) {
    const one = stack.pop();
    if (typeof one === 'string' || typeof one === 'number') words.push(String(one));
    else if (typeof one === 'object' && one !== null && !ArrayBuffer.isView(one) && !seen.has(one)) {
      seen.add(one);
      const inner = one instanceof Map ? [...one.values()] : Array.isArray(one) ? one : picked(one, keys);
      for (let i = inner.length - 1; i >= 0; i--) stack.push(inner[i]);
    }
  }
  return words;
}

const picked = (tree: object, keys: ReadonlySet<string> | null): unknown[] =>
  Object.entries(tree).flatMap(([key, value]) => (keys === null || keys.has(key) ? [value] : []));
