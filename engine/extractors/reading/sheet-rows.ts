/** Writes the rows of a spreadsheet, of whatever format: cells between tabs, what they hide on a line behind. */
import type { KnowsLabel } from '../../layout.ts';
import type { Shown } from './number-format.ts';
import type { PartWriter } from './part-writer.ts';
import { type CellKey, type SheetCell, sheetFields } from './sheet-fields.ts';

export interface SheetRows {
  /** The next cell of the row. `name` is what the workbook itself calls it. */
  cell(column: number, shown: Shown, isText: boolean, name?: string): void;
  /** Text of the row that no cell shows: a formula's, a comment. */
  aside(text: string): void;
  endRow(): void;
  /** Rows without cells lie between. */
  blank(): void;
}

/** Units of a cell that may be a heading. */
const HEADING_LENGTH = 80;

interface Written extends SheetCell {
  readonly shown: Shown;
  readonly start: number;
  readonly name: string | undefined;
}

export function sheetRows(out: PartWriter, knows: KnowsLabel): SheetRows {
  const fields = sheetFields(knows);
  let cells: Written[] = [];
  /** What stands behind the row's cells: numbers as stored, texts in formulas. */
  let behind: { readonly text: string; readonly keys: readonly CellKey[] }[] = [];

  const declare = (start: number, text: string, keys: readonly CellKey[]): void => {
    for (const key of keys) out.field(start, start + text.length, key);
  };

  return {
    cell(column, shown, isText, name) {
      out.hold(true);
      const start = out.length;
      if (shown.text !== '') out.write(`${shown.text}\t`);
      const text = shown.text.trim();
      cells.push({
        column,
        text: text.length > HEADING_LENGTH ? text.slice(0, HEADING_LENGTH) : text,
        isText,
        shown,
        start,
        name,
      });
    },
    aside(text) {
      behind.push({ text, keys: [] });
    },
    blank: () => fields.row([]),
    endRow() {
      fields.row(cells);
      cells.forEach((cell, i) => {
        if (cell.text === '') return;
        const named = cell.name === undefined ? [] : [{ key: cell.name, record: 0 }];
        const keys = [...named, ...fields.keysOf(cell, cells[i - 1])];
        declare(cell.start, cell.shown.text, keys);
        if (cell.shown.stored !== undefined) behind.push({ text: cell.shown.stored, keys });
      });
      if (cells.length > 0) out.write('\n');
      for (const { text, keys } of behind) {
        const start = out.length;
        out.write(`${text}\t`);
        declare(start, text, keys);
      }
      if (behind.length > 0) out.write('\n');
      cells = [];
      behind = [];
      out.hold(false);
    },
  };
}

/** `AB12` is column 27; null where there is no such reference. */
export function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase();
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
