/** What the cells of a sheet are called: by the row of headings above them, or by the label to their left. */
import { areKnownHeadings, isLabel, type KnowsLabel, knownLabel, labelOfRow } from '../../layout.ts';

export interface SheetCell {
  /** Column, counted from 0. */
  readonly column: number;
  readonly text: string;
  /** True where the cell holds letters, not a number or a day. */
  readonly isText: boolean;
}

/** What a cell is called, and the row or form that it is part of. */
export interface CellKey {
  readonly key: string;
  readonly record: number;
}

/** Words in a first row of two or four cells may also be a form's: label, value, label, value. */
const FORM_CELLS = 4;
const FORM_ROWS = 200;

/**
 * Asked row by row. A row of headings is one that detection knows; else the first whose cells are all
 * words, each once; after a blank row another may begin, and the former still counts.
 */
export function sheetFields(knows: KnowsLabel) {
  let current: ReadonlyMap<number, string> | null = null;
  let former: ReadonlyMap<number, string> | null = null;
  let blank = true;
  let rows = 0;
  let records = 0;
  let record = 0;
  let form = 0;
  let isHeading = false;
  let isSure = false;

  const head = (filled: readonly SheetCell[]): void => {
    isHeading = true;
    former = current;
    current = new Map(filled.map(({ column, text }) => [column, text]));
  };

  return {
    /** Takes the next row's cells. */
    row(cells: readonly SheetCell[]): void {
      const filled = cells.filter(({ text }) => text !== '');
      record = 0;
      rows++;
      isHeading = isSure = false;
      if (filled.length === 0) {
        blank = true;
        form = 0;
        return;
      }
      const begins = blank || current === null;
      blank = false;
      const texts = filled.map(({ text }) => text);
      if (filled.length > 1 && areKnownHeadings(texts, knows)) {
        head(filled);
        isSure = true;
      } else if (begins && areHeadings(filled) && (filled.length > FORM_CELLS || labelOfRow(texts, knows) === null))
        head(filled);
    },
    /** The keys of a cell of that row: usually one. */
    keysOf({ column, text }: SheetCell, left: SheetCell | undefined): readonly CellKey[] {
      const keys: CellKey[] = [];
      for (const key of [current?.get(column), former?.get(column)]) {
        if (key === undefined || key === text) continue;
        record ||= ++records;
        keys.push({ key, record });
      }
      const label = left?.isText === true && left.column === column - 1 && isLabel(left.text) ? left.text : '';
      const width = current?.size ?? 0;
      const mayBeForm = width % 2 === 0 && width <= FORM_CELLS && rows <= FORM_ROWS;
      const isOpen = mayBeForm || label.endsWith(':') || (keys.length === 0 && !isHeading);
      if (label !== '' && !isSure && (isOpen || (!isHeading && knownLabel(label, knows) !== null))) {
        form ||= ++records;
        keys.push({ key: label.replace(/\s*:$/, ''), record: form });
      }
      return keys;
    },
  };
}

/** Two words or more, no numbers among them, each once. */
const areHeadings = (filled: readonly SheetCell[]): boolean =>
  filled.length >= 2 &&
  filled.every(({ isText, text }) => isText && isLabel(text) && !text.endsWith(':')) &&
  new Set(filled.map(({ text }) => text)).size === filled.length;
