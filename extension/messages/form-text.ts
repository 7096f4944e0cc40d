/**
 * A form's fields as one JSON text, labels and values in turn, so that detection reads a label with its
 * value and the fields as one record. A label may come twice. Only values leave, so only they are changed.
 */
import type { Span } from '../../engine/types.ts';

export interface FormField {
  readonly label: string;
  readonly value: string;
}

/** A field before and after; `marks` are what was changed, in units of `before`. */
export interface FormRow {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly marks: readonly Span[];
}

type TextEdit = Span & { readonly text: string };

export const writeFormText = (fields: readonly FormField[]): string =>
  `{${fields.map(({ label, value }) => `${JSON.stringify(label)}:${JSON.stringify(value)}`).join(',')}}`;

/**
 * The rows of such a text with the edits in place, in the same order. Edits of labels count for nothing.
 * Null where the text is none of ours, or an edit reaches out of its value: then nobody knows what may leave.
 */
export const readFormText = (text: string, edits: readonly TextEdit[]): readonly FormRow[] | null => {
  const literals = [...text.matchAll(LITERAL)].map(({ index, 0: { length } }) => ({
    start: index + 1,
    end: index + length - 1,
  }));
  if (!text.startsWith('{') || literals.length % 2 !== 0) return null;
  if (edits.some((edit) => !literals.some((literal) => isInside(edit, literal)))) return null;
  const rows: FormRow[] = [];
  try {
    for (let i = 0; i < literals.length; i += 2) {
      const [label, value] = [literals[i], literals[i + 1]];
      if (label && value) rows.push({ label: decoded(text, label), ...rowOf(text, value, edits) });
    }
    return rows;
  } catch {
    // An edit cut an escape in two: what the value would be is not known.
    return null;
  }
};

/** RFC 8259 §7, as `JSON.stringify` writes it. */
const LITERAL = /"(?:[^"\\]|\\.)*"/g;

const isInside = (edit: Span, literal: Span): boolean => edit.start >= literal.start && edit.end <= literal.end;

const rowOf = (text: string, value: Span, edits: readonly TextEdit[]): Omit<FormRow, 'label'> => {
  const marks: Span[] = [];
  let before = '';
  let after = '';
  let from = value.start;
  const keep = (end: number) => {
    const kept = decoded(text, { start: from, end });
    before += kept;
    after += kept;
  };
  const inside = edits.filter((edit) => isInside(edit, value)).sort((a, b) => a.start - b.start);
  for (const edit of inside) {
    keep(edit.start);
    const start = before.length;
    before += decoded(text, edit);
    marks.push({ start, end: before.length });
    after += JSON.parse(`"${edit.text}"`) as string;
    from = edit.end;
  }
  keep(value.end);
  return { before, after, marks };
};

const decoded = (text: string, { start, end }: Span): string => JSON.parse(`"${text.slice(start, end)}"`) as string;
