/** Templates to documents: `{patient.name}` becomes the cast's value and is noted as gold. */
import type { Gold } from '../document.ts';
import type { Cast } from './people.ts';

export interface Template {
  readonly id: string;
  readonly format: string;
  /** People in one document; 1 where it is left out. */
  readonly people?: number;
  /** Ends each line; LF where it is left out. */
  readonly line?: string;
  readonly head?: readonly string[];
  /** Once for each person. */
  readonly each: readonly string[];
  readonly foot?: readonly string[];
}

export interface Rendered {
  readonly text: string;
  /** With the format's escapes, and where it stands. */
  readonly gold: readonly Gold[];
  /** As a person would write it: what a carrier's reader must find. */
  readonly values: readonly Gold[];
}

/** Health context stands in the templates of each half by its own words. */
export interface HealthWords {
  readonly conditions: readonly string[];
  readonly drugs: readonly string[];
  readonly codes: readonly string[];
}

export function render(template: Template, casts: readonly Cast[], words: HealthWords, turn: number): Rendered {
  const { head = [], each, foot = [], line = '\n' } = template;
  const gold: Gold[] = [];
  const values: Gold[] = [];
  let text = '';
  const write = (lines: readonly string[], cast: Cast | undefined, index: number): void => {
    for (const [i, one] of lines
      .join(line)
      .split(/\{([\w.]+)\}/)
      .entries()) {
      if (i % 2 === 0) text += one;
      else if (cast !== undefined) put(one, cast, index);
    }
    if (lines.length > 0) text += line;
  };
  const put = (name: string, cast: Cast, index: number): void => {
    const health = words[name as keyof HealthWords];
    const value = health === undefined ? cast.get(name) : { text: health[(turn * 7 + index) % health.length] ?? '' };
    if (value === undefined) throw new Error(`${template.id} names {${name}}, which no cast has`);
    const written = (ESCAPES[template.format] ?? plain)(value.text);
    if (value.label !== undefined) {
      const kind = { label: value.label, ...(value.role === undefined ? {} : { role: value.role }) };
      gold.push({ ...kind, text: written, start: text.length, end: text.length + written.length });
      values.push({ ...kind, text: value.text });
    }
    text += written;
  };
  write(head, casts[0], 0);
  for (const [index, cast] of casts.entries()) write(each, cast, index);
  write(foot, casts[0], 0);
  return { text, gold, values };
}

const plain = (text: string): string => text;

const ESCAPES: Readonly<Record<string, (text: string) => string>> = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  xml: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  html: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;'),
  csv: (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text),
};
