/** What the cells of a table in a document are called: by the headings above them or the labels beside them. */
import { areKnownHeadings, isLabel, type KnowsLabel, labelOfRow, NO_LABELS } from '../../layout.ts';

export interface Cell {
  readonly start: number;
  readonly end: number;
  /** The beginning of the cell's text. */
  readonly text: string;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** True where the document itself calls it a row of headings. */
  readonly heading: boolean;
}

export interface NamedCell {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly record: number;
}

/** Rows that are looked at before it is said what the first of them is. */
const LOOKED_AHEAD = 5;

/** Follows one table, row by row; `record` numbers the people or things that rows are about. */
export function tableFields(record: () => number, name: (cell: NamedCell) => void, knows: KnowsLabel = NO_LABELS) {
  let waiting: Row[] | null = [];
  let headings: readonly string[] | null = null;
  let form = 0;

  const decide = (): void => {
    if (waiting === null) return;
    const rows = waiting;
    waiting = null;
    // Titles may stand above headings that are known.
    const at = rows.findIndex(isKnown);
    headings = at >= 0 ? textsOf(rows[at]) : headingsOf(rows);
    for (const row of headings === null ? rows : rows.slice(Math.max(at, 0) + 1)) nameCells(row);
  };

  const isKnown = (row: Row): boolean => areKnownHeadings(textsOf(row), knows);

  const nameCells = ({ cells }: Row): void => {
    // Rows under headings are one thing each; a form without headings is about one as a whole.
    if (form === 0 || headings !== null) form = record();
    const filled = cells.filter(({ text }) => text !== '').length;
    cells.forEach((cell, i) => {
      const heading = headings?.[i] ?? '';
      if (heading !== '' && cell.text !== '') name({ start: cell.start, end: cell.end, key: heading, record: form });
      const beside = cells[i - 1]?.text ?? '';
      const labelled = beside.endsWith(':') || (headings === null && (i % 2 === 1 || (filled === 2 && i === 1)));
      if (labelled && isLabel(beside) && cell.text !== '')
        name({ start: cell.start, end: cell.end, key: beside.replace(/\s*:$/, ''), record: form });
    });
    // One label, a value for each of several people.
    const label =
      headings === null && filled > 2
        ? labelOfRow(
            cells.map(({ text }) => text),
            knows,
          )
        : null;
    if (label === null) return;
    for (const { start, end, text } of cells.slice(1)) if (text !== '') name({ start, end, key: label, record: form });
  };

  return {
    row(row: Row): void {
      if (row.cells.length === 0) return;
      if (waiting === null) {
        if (isKnown(row)) headings = textsOf(row);
        else nameCells(row);
      } else {
        waiting.push(row);
        if (waiting.length >= LOOKED_AHEAD || isKnown(row)) decide();
      }
    },
    /** True while cells are still to be named, so that their text must be kept. */
    waits: (): boolean => waiting !== null && waiting.length > 0,
    end: decide,
  };
}

/** The headings of a table that begins with these rows; null for forms and tables without. */
export function headingsOf(rows: readonly Row[]): readonly string[] | null {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0) return null;
  const texts = textsOf(first);
  if (texts.length < 2 || texts.filter((text) => text !== '').length < 2) return null;
  if (first.heading && texts.every((text) => text === '' || isLabel(text))) return texts;
  if (!texts.every((text) => text === '' || isLabel(text)) || /\d/.test(texts.join(''))) return null;
  if (texts.length > 2) return first.cells.some(({ text }) => text.endsWith(':')) ? null : texts;
  // Two columns: a form, unless all that stands below the second word is numbers or dates.
  const below = rest.map(({ cells }) => cells[1]?.text ?? '');
  return rest.length > 1 && below.every((text) => /\d/.test(text)) && !labelsBeside(rest) ? texts : null;
}

const labelsBeside = (rows: readonly Row[]): boolean => rows.some(({ cells }) => cells[0]?.text.endsWith(':') === true);

const textsOf = (row: Row | undefined): string[] => row?.cells.map(({ text }) => text.replace(/\s*:$/, '')) ?? [];
