/** Text of SpreadsheetML sheets (ECMA-376 part 1, §18.3): rows on lines, cells between tabs. */
import type { KnowsLabel } from '../../../layout.ts';
import { type Shown, showNumber } from '../number-format.ts';
import type { PartWriter } from '../part-writer.ts';
import { columnOf, sheetRows } from '../sheet-rows.ts';
import type { Element, XmlHandler } from '../xml-walk.ts';
import { type SharedStrings, type Styles, showShared, unescaped, type Workbook } from './workbook.ts';

export interface SheetContext {
  readonly strings: SharedStrings;
  readonly styles: Styles;
  readonly workbook: Workbook;
  readonly knows: KnowsLabel;
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

export function sheetReader(out: PartWriter, context: SheetContext): XmlHandler {
  const { strings, styles, workbook, name: sheet, knows } = context;
  const rows = sheetRows(out, knows);
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
        return { text: showShared(strings, Number(value)) };
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
    const isText = type === 's' || type === 'str' || type === 'inlineStr';
    rows.cell(column, shown, isText, workbook.names.get(`${sheet}!${reference}`));
    // Only the texts that a formula itself brings along.
    if (formula.includes('"')) rows.aside(formula);
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
        if (number > lastRow + 1) rows.blank();
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
      } else if (name === 'row') rows.endRow();
    },
  };
}
