/** What the cells of a delimited table are called: by a row of headings, or by the label that begins their row. */
import { areKnownHeadings, type KnowsLabel, labelOfRow } from '../../layout.ts';
import { isHeader } from './csv-dialect.ts';
import type { Readable } from './readable.ts';

/** A cell that is longer is free text; its heading still stands, up to here. */
const KEPT_HEADING = 64;

/** Rows that are looked at before it is said what they are. */
const LOOKED_AHEAD = 4;

/** Rows above the headings: a title, a date of export, a blank. */
const ROWS_ABOVE = 10;

interface CellSpan {
  readonly start: number;
  readonly end: number;
}

interface Row {
  readonly number: number;
  readonly cells: readonly CellSpan[];
  readonly texts: readonly string[];
}

/** `width` is the number of cells of a usual row. */
export function csvRows(out: Readable, width: number, knows: KnowsLabel) {
  let waiting: Row[] | null = [];
  let headings: readonly string[] = [];
  let isForm = false;
  let cells: CellSpan[] = [];
  /** Column of the first of `cells`: not 0 where the chunk began inside of the row. */
  let first = 0;
  let row = 0;
  let afterBlank = true;
  /** Rows since the last headings: groups of columns may be named above them. */
  let since = 0;

  const nameCells = ({ number, cells: spans, texts }: Row, from: number): void => {
    if (isForm) {
      const label = from === 0 ? labelOfRow(texts, knows) : null;
      // One column for each person.
      if (label !== null)
        spans.slice(1).forEach(({ start, end }, i) => {
          out.field({ start, end, key: label, record: i });
        });
      return;
    }
    spans.forEach(({ start, end }, i) => {
      const key = headings[from + i] ?? '';
      if (key !== '') out.field({ start, end, key, record: number });
    });
  };

  const decide = (rows: readonly Row[]): void => {
    waiting = null;
    const labelled = rows.filter(({ texts }) => labelOfRow(texts, knows) !== null);
    isForm = labelled.length > 1 && labelled.length * 2 >= rows.length;
    // The first row that fills the table's width is its headings, or there are none.
    const at = isForm ? -1 : rows.findIndex(fills);
    headings = at >= 0 && isHeader(rows[at]?.texts ?? []) ? (rows[at]?.texts ?? []) : [];
    for (const one of rows.slice(at + 1)) nameCells(one, 0);
  };

  const fills = ({ texts }: Row): boolean =>
    texts.length >= width && texts.filter((text) => text !== '').length >= width * 0.8;

  const textsOf = (): string[] =>
    cells.map(({ start, end }) => out.text(start, Math.min(end, start + KEPT_HEADING + 1)).trim());

  return {
    cell(start: number): void {
      cells.push({ start, end: out.length });
    },
    endRow(blank: boolean): void {
      if (!blank) {
        // Further headings follow others, or a blank row, or change the number of cells.
        since += 1;
        const texts =
          waiting !== null || afterBlank || since === 1 || cells.length !== headings.length ? textsOf() : [];
        const here: Row = { number: row, cells, texts };
        if (first === 0 && texts.length > 1 && areKnownHeadings(texts, knows)) {
          waiting = null;
          isForm = false;
          headings = texts;
          since = 0;
        } else if (waiting === null) nameCells(here, first);
        else {
          waiting.push(here);
          if (waiting.filter(fills).length >= LOOKED_AHEAD || waiting.length >= ROWS_ABOVE) decide(waiting);
        }
        row++;
      }
      afterBlank = blank;
      cells = [];
      first = 0;
    },
    /** The chunk ends here, inside of a row or between two: what is known of it is told now. */
    cut(column: number): void {
      if (waiting !== null && (waiting.length > 0 || cells.length > 0)) decide(waiting);
      if (cells.length > 0) nameCells({ number: row, cells, texts: textsOf() }, first);
      cells = [];
      first = column;
    },
  };
}
