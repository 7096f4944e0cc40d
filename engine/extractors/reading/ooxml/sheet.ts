/** Text of SpreadsheetML sheets (ECMA-376 part 1, §18.3): rows on lines, cells between tabs. */
import { type Shown, showNumber } from '../number-format.ts';
import type { PartWriter } from '../part-writer.ts';
import { type CellKey, type SheetCell, sheetFields } from '../sheet-fields.ts';
import type { Element, XmlHandler } from '../xml-walk.ts';
import { type SharedStrings, type Styles, unescaped, type Workbook } from './workbook.ts';

export interface SheetContext {
  readonly strings: SharedStrings;
  readonly styles: Styles;
  readonly workbook: Workbook;
  /** The sheet's name; '' where the workbook does not say. */
  readonly name: string;
}

/** Attributes of a sheet that hold text: of links, hints of validation, filters, scenarios. */
const SHOWN: ReadonlySet<string> = new Set([
  'display',
  'tooltip',
  'location',
  'promptTitle',
  'prompt',
  'errorTitle',
  'error',
  'comment',
  'user',
  'codeName',
]);

/** Elements of which `val` is a value of the sheet. */
const VALUES: ReadonlySet<string> = new Set(['filter', 'customFilter', 'inputCells']);

interface ReadCell extends SheetCell {
  readonly reference: string;
  readonly shown: Shown;
  readonly start: number;
}

export function sheetReader(out: PartWriter, { strings, styles, workbook, name: sheet }: SheetContext): XmlHandler {
  const fields = sheetFields();
  let cells: ReadCell[] = [];
  /** What stands behind the row's cells: numbers as stored, texts in formulas. */
  let behind: { readonly text: string; readonly keys: readonly CellKey[] }[] = [];
  let reference = '';
  let type = '';
  let style = 0;
  let value = '';
  let formula = '';
  let within: 'nothing' | 'value' | 'formula' | 'phonetic' = 'nothing';
  let inCell = false;
  let column = -1;
  let lastRow = 0;

  const shownOf = (): Shown => {
    switch (type) {
      case 's':
        strings.shown.add(Number(value));
        return { text: strings.all[Number(value)] ?? '' };
      case 'b':
        return { text: value === '1' ? 'TRUE' : 'FALSE' };
      case 'str':
      case 'inlineStr':
        return { text: unescaped(value) };
      case '':
      case 'n':
        return showNumber(value, styles.formatOf(style), workbook.date1904);
      default:
        return { text: value };
    }
  };

  const endCell = (): void => {
    const shown = value === '' && type !== 's' ? { text: '' } : shownOf();
    column = columnOf(reference) ?? column + 1;
    const start = out.length;
    const isText = type === 's' || type === 'str' || type === 'inlineStr';
    if (shown.text !== '') out.write(`${shown.text}\t`);
    cells.push({ column, text: shown.text.trim().slice(0, 80), isText, reference, shown, start });
    // Only the texts that a formula itself brings along.
    if (formula.includes('"')) behind.push({ text: formula, keys: [] });
  };

  const endRow = (): void => {
    fields.row(cells);
    cells.forEach((cell, i) => {
      if (cell.text === '') return;
      const named = workbook.names.get(`${sheet}!${cell.reference}`);
      const keys = [...(named === undefined ? [] : [{ key: named, record: 0 }]), ...fields.keysOf(cell, cells[i - 1])];
      for (const key of keys) out.field(cell.start, cell.start + cell.shown.text.length, key);
      if (cell.shown.stored !== undefined) behind.push({ text: cell.shown.stored, keys });
    });
    if (cells.length > 0) out.write('\n');
    for (const { text, keys } of behind) {
      const start = out.length;
      out.write(`${text}\t`);
      for (const key of keys) out.field(start, start + text.length, key);
    }
    if (behind.length > 0) out.write('\n');
    cells = [];
    behind = [];
  };

  const openCell = (element: Element): void => {
    reference = element.attribute('r');
    type = element.attribute('t');
    style = Number(element.attribute('s'));
    value = '';
    formula = '';
    inCell = true;
  };

  return {
    open(element) {
      const { name } = element;
      if (name === 'c') openCell(element);
      else if (name === 'row') {
        column = -1;
        const number = Number(element.attribute('r')) || lastRow + 1;
        // Rows without cells need not be written.
        if (number > lastRow + 1) fields.row([]);
        lastRow = number;
      } else if (inCell && (name === 'v' || name === 't')) within = within === 'phonetic' ? within : 'value';
      else if (inCell && name === 'f') within = 'formula';
      else if (name === 'rPh') within = 'phonetic';
      else if (name === 'sheetData') {
        if (sheet !== '') out.write(`${sheet}\n`);
      } else if (!inCell) {
        for (const [local, text] of element.attributes()) {
          if (text !== '' && (SHOWN.has(local) || (local === 'val' && VALUES.has(name)))) out.write(`${text}\n`);
        }
      }
    },
    text(text) {
      if (within === 'value') value += text;
      else if (within === 'formula') formula += text;
      else if (!inCell && text.trim() !== '') out.write(`${text}\n`);
    },
    close(name) {
      if (name === 'v' || name === 'f') within = 'nothing';
      else if (name === 't') within = within === 'phonetic' ? within : 'nothing';
      else if (name === 'rPh') within = 'nothing';
      else if (name === 'c' && inCell) {
        inCell = false;
        endCell();
      } else if (name === 'row') endRow();
    },
  };
}

/** `AB12` is column 27. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase();
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
