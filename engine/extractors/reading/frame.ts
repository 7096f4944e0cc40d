/**
 * Text that is put together apart from the line in which it is anchored: a text box, one of two
 * alternatives. Also how a paragraph read before its changes, beside how it reads now.
 */
import type { KnowsLabel } from '../../layout.ts';
import { growingText } from './growing-text.ts';
import type { Meaning, PartWriter } from './part-writer.ts';
import { type Cell, tableFields } from './table-fields.ts';

interface Declared extends Meaning {
  readonly start: number;
  readonly end: number;
}

/** What a frame has read: text in its line, and what stands apart from it. */
export interface Taken {
  readonly text: string;
  readonly fields: readonly Declared[];
  readonly asides: readonly Omit<Taken, 'asides'>[];
}

interface Table {
  readonly fields: ReturnType<typeof tableFields>;
  cells: Cell[];
  cell: number;
  span: number;
  heading: boolean;
  inCell: boolean;
}

export type Frame = ReturnType<typeof createFrame>;

/** The beginning of a cell that may serve as its heading. */
const HEADING_LENGTH = 80;

export function createFrame(nextRecord: () => number, knows: KnowsLabel) {
  const text = growingText();
  let fields: Declared[] = [];
  let asides: Omit<Taken, 'asides'>[] = [];
  const tables: Table[] = [];
  let before = '';
  let changed = false;
  let paragraph = 0;

  const write = (piece: string): void => {
    text.write(piece);
    before += piece;
  };

  /** What belongs to no line stands on lines of its own, once no table is open. */
  const settle = (): void => {
    if (tables.length > 0 || asides.length === 0) return;
    if (text.length > 0 && !text.endsWith('\n')) text.write('\n');
    for (const aside of asides) {
      const base = text.length;
      text.write(`${aside.text}\n`);
      for (const field of aside.fields) fields.push({ ...field, start: field.start + base, end: field.end + base });
    }
    asides = [];
    before = '';
    paragraph = text.length;
  };

  const endParagraph = (): void => {
    if (changed && before.trim() !== '' && before !== text.slice(paragraph)) asides.push({ text: before, fields: [] });
    changed = false;
    // The last line of a cell ends with its cell.
    if (text.length > 0 && !text.endsWith('\n')) text.write('\n');
    before = '';
    paragraph = text.length;
    settle();
  };

  return {
    get length() {
      return text.length;
    },
    write,
    /** Text that an editor's change took away: it belongs to how the paragraph read before. */
    writeDeleted(piece: string): void {
      before += piece;
      changed = true;
    },
    writeInserted(piece: string): void {
      text.write(piece);
      changed = true;
    },
    field(start: number, end: number, meaning: Meaning): void {
      if (end > start) fields.push({ ...meaning, start, end });
    },
    text: (start: number, end: number) => text.slice(start, end),
    aside(aside: string, meaning?: Meaning): void {
      if (aside.trim() === '') return;
      asides.push({ text: aside, fields: meaning === undefined ? [] : [{ ...meaning, start: 0, end: aside.length }] });
    },
    endParagraph,
    openTable(): void {
      const table: Table = {
        fields: tableFields(
          nextRecord,
          ({ start, end, key, record: number }) => fields.push({ start, end, key, record: number }),
          knows,
        ),
        cells: [],
        cell: 0,
        span: 1,
        heading: false,
        inCell: false,
      };
      tables.push(table);
    },
    openCell(): void {
      const table = tables.at(-1);
      if (table === undefined) return;
      table.cell = text.length;
      table.span = 1;
      table.inCell = true;
    },
    spanCell(columns: number): void {
      const table = tables.at(-1);
      if (table !== undefined && columns > 1 && columns < 64) table.span = columns;
    },
    headingRow(): void {
      const table = tables.at(-1);
      if (table !== undefined) table.heading = true;
    },
    closeCell(): void {
      const table = tables.at(-1);
      if (table === undefined) return;
      table.inCell = false;
      endParagraph();
      if (text.length > table.cell && text.endsWith('\n')) text.dropLast();
      const label = text.slice(table.cell, table.cell + HEADING_LENGTH + 1).trim();
      table.cells.push({ start: table.cell, end: text.length, text: label.length > HEADING_LENGTH ? '' : label });
      for (let i = 1; i < table.span; i++) table.cells.push({ start: text.length, end: text.length, text: '' });
      text.write('\t');
      before = '';
      paragraph = text.length;
    },
    closeRow(): void {
      const table = tables.at(-1);
      if (table === undefined) return;
      table.fields.row({ cells: table.cells, heading: table.heading });
      table.cells = [];
      table.heading = false;
      if (!text.endsWith('\n')) text.write('\n');
      paragraph = text.length;
    },
    closeTable(): void {
      tables.pop()?.fields.end();
      settle();
    },
    /** True at a place where what there is so far can be handed over. */
    isSettled: (): boolean =>
      text.endsWith('\n') &&
      tables.every((table) => !table.inCell && table.cells.length === 0 && !table.fields.waits()),
    /** Everything so far; the frame is empty then. */
    take(): Taken {
      if (changed) endParagraph();
      const taken = { text: text.take(), fields, asides };
      fields = [];
      asides = [];
      before = '';
      paragraph = 0;
      return taken;
    },
    settle,
    /** What stands apart is put where no line is begun. */
    settleBetween(): void {
      if (text.length === 0 || text.endsWith('\n')) settle();
    },
    /** All that another frame holds: its line in ours, the rest apart; or all of it apart. */
    adopt(other: Taken, inLine: boolean): void {
      if (inLine) {
        const base = text.length;
        write(other.text);
        for (const field of other.fields) fields.push({ ...field, start: field.start + base, end: field.end + base });
      } else if (other.text.trim() !== '') {
        asides.push({ text: other.text.replace(/\n+$/, ''), fields: other.fields });
      }
      asides.push(...other.asides);
    },
  };
}

/** Units of text that are put together before they are handed on. */
const SETTLED = 16 * 1024;

/** Passes on what a frame has read, once it is enough and nothing of it can still change. */
export function drainFrame(frame: Frame, out: PartWriter): void {
  if (frame.length >= SETTLED && frame.isSettled()) handOver(frame, out);
}

/** Passes on everything that a frame has read. */
export function handOver(frame: Frame, out: PartWriter): void {
  frame.settle();
  const { text, fields } = frame.take();
  const start = out.length;
  out.write(text);
  for (const { start: from, end, ...meaning } of fields) out.field(start + from, start + end, meaning);
}
