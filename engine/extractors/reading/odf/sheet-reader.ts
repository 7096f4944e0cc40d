/** Spreadsheets of OpenDocument (ODF 1.3 part 3, §9): rows with what cells show and what they hold. */
import type { KnowsLabel } from '../../../layout.ts';
import { WHOLE_DAY } from '../number-format.ts';
import type { PartWriter } from '../part-writer.ts';
import { sheetRows } from '../sheet-rows.ts';
import type { Element, XmlHandler } from '../xml-walk.ts';

interface Cell {
  readonly type: string;
  /** The value as the file keeps it: `1980-02-03`, `78051120`. */
  readonly stored: string;
  readonly formula: string;
  readonly repeated: number;
}

const NO_CELL: Cell = { type: '', stored: '', formula: '', repeated: 1 };

export function odfSheetReader(out: PartWriter, knows: KnowsLabel): XmlHandler & { finish(): void } {
  let rows = sheetRows(out, knows);
  /** Names of single cells: `Sheet1.B2`. They stand behind the sheets, and are read as text there. */
  let column = 0;
  let cell: Cell = NO_CELL;
  let inCell = false;
  let lines: string[] = [];
  let paragraphs = 0;
  /** Text that is no cell's: comments, drawn text, messages of validation. */
  let apart = 0;

  const endCell = (): void => {
    const shown = lines.join('\n');
    const text = shown === '' ? cell.stored : shown;
    const day = /^\d{4}-\d\d-\d\d/.exec(cell.stored)?.[0];
    const hidden = day === undefined ? cell.stored !== '' && cell.stored !== text : !WHOLE_DAY.test(text);
    if (text !== '') {
      const isText = cell.type === 'string' || (cell.type === '' && shown !== '');
      rows.cell(column, { text, ...(hidden ? { stored: day ?? cell.stored } : {}) }, isText);
    }
    if (cell.formula.includes('"')) rows.aside(cell.formula);
    column += cell.repeated;
    cell = NO_CELL;
    inCell = false;
    lines = [];
  };

  const openCell = (element: Element): void => {
    const type = element.attribute('value-type');
    const stored =
      element.attribute('date-value') ||
      element.attribute('time-value') ||
      element.attribute('string-value') ||
      element.attribute('boolean-value') ||
      element.attribute('value');
    const repeated = Number(element.attribute('number-columns-repeated')) || 1;
    cell = { type, stored, formula: element.attribute('formula'), repeated };
    inCell = true;
    lines = [];
  };

  return {
    open(element) {
      switch (element.name) {
        case 'table':
          rows = sheetRows(out, knows);
          out.write(`${element.attribute('name')}\n`);
          break;
        case 'table-row':
          column = 0;
          break;
        case 'table-cell':
        case 'covered-table-cell':
          openCell(element);
          break;
        case 'p':
          paragraphs++;
          if (apart === 0 && inCell) lines.push('');
          else if (apart > 0) lines.push('');
          break;
        case 'annotation':
        case 'frame':
        case 'custom-shape':
        case 'shapes':
        case 'help-message':
        case 'error-message':
          apart++;
          break;
        case 's':
          append(' '.repeat(Math.min(Number(element.attribute('c')) || 1, 64)));
          break;
        case 'tab':
          append('\t');
          break;
        case 'a':
          rows.aside(element.attribute('href'));
          break;
        case 'named-range':
        case 'database-range':
        case 'content-validation':
          for (const local of ['name', 'title', 'condition', 'cell-range-address', 'target-range-address'])
            if (element.attribute(local) !== '') out.write(`${element.attribute(local)}\n`);
          break;
      }
    },
    text(text) {
      if (paragraphs > 0) append(text.replaceAll(/\s+/g, ' '));
      else if (text.trim() !== '') rows.aside(text.trim());
    },
    close(name) {
      switch (name) {
        case 'p':
          paragraphs--;
          if (apart > 0) rows.aside(lines.pop() ?? '');
          break;
        case 'annotation':
        case 'frame':
        case 'custom-shape':
        case 'shapes':
        case 'help-message':
        case 'error-message':
          apart--;
          break;
        case 'table-cell':
        case 'covered-table-cell':
          endCell();
          break;
        case 'table-row':
          if (column > 0) rows.endRow();
          else rows.blank();
          break;
        case 'table':
          rows.endRow();
          break;
      }
    },
    finish: () => rows.endRow(),
  };

  function append(text: string): void {
    if (lines.length > 0) lines[lines.length - 1] += text;
    else if (text.trim() !== '') rows.aside(text);
  }
}
