/** Tables of HTML: cells are named by `th`, and where there is none as the tables of documents are. */
import type { KnowsLabel } from '../../layout.ts';
import type { Field } from '../../types.ts';
import type { Readable } from './readable.ts';
import { type Cell, tableFields } from './table-fields.ts';

/** Units of a cell that may be a heading or a label. */
const HEADING_LENGTH = 64;
const MOST_COLUMNS = 64;

interface OpenCell {
  readonly name: string;
  readonly span: number;
  start: number;
}

/** `record` begins a new row or group; `label` is the text from an offset on, as a label is written. */
export function htmlTables(out: Readable, knows: KnowsLabel, record: () => number, label: (start: number) => string) {
  const begin = () => tableFields(record, (cell: Field) => out.field(cell), knows);
  let follower = begin();
  let headings: string[] = [];
  let number = 0;
  let inRow = false;
  /** Of the row at hand, while it holds nothing else. */
  let named: string[] | null = [];
  let rowLabel = '';
  let cell: OpenCell | null = null;
  let cells: Cell[] = [];

  /** What stands in the open cell so far, as a field or as a cell that the rows above it will name. */
  const tellCell = ({ name, start }: OpenCell): void => {
    const column = cells.length;
    if (name === 'th') {
      rowLabel = label(start);
      if (named !== null) named[column] = rowLabel;
    } else {
      const key = headings[column] ?? (column > 0 ? rowLabel : '');
      if (key !== '') out.field({ start, end: out.length, key, record: number });
      named = null;
    }
    const text = out.text(start, Math.min(out.length, start + HEADING_LENGTH + 1)).trim();
    cells.push({ start, end: out.length, text: text.length > HEADING_LENGTH ? '' : text });
  };

  const endCell = (): void => {
    if (cell === null) return;
    const { span } = cell;
    tellCell(cell);
    for (let i = 1; i < span; i++) cells.push({ start: out.length, end: out.length, text: '' });
    cell = null;
  };

  const endRow = (): void => {
    endCell();
    if (named !== null && named.length > 0) headings = named;
    else if (headings.length === 0 && rowLabel === '') follower.row({ cells, heading: false });
    cells = [];
    inRow = false;
  };

  return {
    inCell: (): boolean => cell !== null,
    open(name: string, attribute: (name: string) => string | undefined): void {
      if (name === 'table') {
        if (inRow) endRow();
        follower.end();
        follower = begin();
        headings = [];
      } else if (name === 'tr') {
        if (inRow) endRow();
        number = record();
        inRow = true;
        rowLabel = '';
        named = [];
      } else {
        endCell();
        const span = Number(attribute('colspan') ?? 1);
        cell = { name, start: out.length, span: span > 1 && span < MOST_COLUMNS ? span : 1 };
      }
    },
    close(name: string): void {
      if (name === 'td' || name === 'th') endCell();
      else if (inRow) endRow();
      if (name === 'table') follower.end();
    },
    /** The chunk ends here: what is open goes on at the start of the next, and is a field up to here. */
    cut(): void {
      const whole = cells.length;
      if (cell !== null && out.text(cell.start, out.length).trim() !== '') tellCell(cell);
      // Cells of a row that is cut are still told by the rows above them.
      if (cells.length > 0 && headings.length === 0 && rowLabel === '') follower.row({ cells, heading: false });
      follower.end();
      cells = cells.slice(0, whole).map(() => ({ start: 0, end: 0, text: '' }));
      if (cell !== null) cell.start = 0;
    },
  };
}
