/**
 * Tables inside of text: pasted from a spreadsheet, written in Markdown, lined up with blanks, a label and
 * its values on lines of their own, a label and a value on each line. A line of headings counts only where
 * detectors know what the headings mean, so that prose stays prose.
 */
import { areHeadings, type KnownLabel, type KnowsLabel, knownLabel } from '../layout.ts';
import type { Field } from '../types.ts';
import {
  beginningOf,
  type Cell,
  type Columns,
  cellsOf,
  cutAt,
  type Delimiter,
  delimitersIn,
  isLoose,
} from './text-cells.ts';
import { createForms } from './text-forms.ts';
import type { Window } from './windows.ts';

export interface TextTables {
  /** Fields of the window's lines, in its offsets; windows follow one another. Lines that have fields are left. */
  read(text: string, window: Window): Field[];
}

/** One way to cut a line into cells, in which at least one is a label that detectors know. */
export interface CutLine {
  readonly delimiter: Delimiter;
  readonly cells: readonly Cell[];
  readonly labels: readonly (KnownLabel | null)[];
}

/** Numbers records below zero: extractors number their own from zero up. */
export interface Records {
  next(): number;
}

/** Units of a line that may be part of a table. */
const LONGEST_LINE = 4_096;

/** Lines that are no rows after which a table has ended: page numbers, subtotals, a row that was broken. */
const MISSES = 3;

interface Table {
  readonly delimiter: Delimiter;
  readonly columns: Columns;
  /** Commas and blanks stand in prose too: rows count once one holds a number. */
  confirmed: boolean;
  misses: number;
}

export const createTextTables = (knows: KnowsLabel): TextTables => {
  let record = -1;
  const records: Records = { next: () => (record -= 1) };
  let fields: Field[] = [];
  const field = (one: Field): void => void fields.push(one);
  const forms = createForms(knows, records, field);
  let table: Table | null = null;
  /** The line before, where it may be headings. */
  let last = '';

  const cutsOf = (line: string, at: number): CutLine[] => {
    const cuts: CutLine[] = [];
    for (const delimiter of delimitersIn(line)) {
      if (isLoose(delimiter) && !beginningOf(line, delimiter).some(isKnown)) continue;
      const cells = cellsOf(line, at, delimiter);
      const labels = cells.map(({ text }) => knownLabel(text, knows));
      if (labels.some((label) => label !== null)) cuts.push({ delimiter, cells, labels });
    }
    return cuts;
  };

  const isKnown = (text: string): boolean => knownLabel(text, knows) !== null;

  const begins = ({ delimiter, cells, labels }: CutLine): boolean => {
    const texts = cells.map(({ text }) => text);
    if (!areHeadings(texts, labels, isLoose(delimiter) ? 0.5 : 0)) return false;
    const columns = { headings: cells, starts: cells.map(({ column }) => column) };
    table = { delimiter, columns, confirmed: !isLoose(delimiter), misses: 0 };
    return true;
  };

  /** Dashes below headings say where the columns begin. */
  const underline = (line: string): void => {
    const starts = /^[- ]+$/.test(line) ? [...line.matchAll(/-+/g)].map(({ index }) => index) : [];
    const headings = starts.length < 2 || last === '' ? null : cutAt(last, 0, starts);
    if (headings === null) return;
    const texts = headings.map(({ text }) => text);
    const labels = texts.map((text) => knownLabel(text, knows));
    if (!areHeadings(texts, labels)) return;
    table = { delimiter: 'blanks', columns: { headings, starts }, confirmed: false, misses: 0 };
    forms.end();
  };

  /** True where the line is a row of the table at hand. */
  const row = (line: string, at: number): boolean => {
    if (table === null) return false;
    const { columns, delimiter } = table;
    const { headings } = columns;
    const cells = cellsOf(line, at, delimiter, columns);
    const filled = cells.filter(({ text }) => text !== '');
    const fits = filled.length > 1 || (filled.length === 1 && cells.length === headings.length);
    if (!fits || (delimiter === ',' && cells.length * 2 < headings.length)) {
      table.misses += 1;
      if (table.misses >= MISSES || !table.confirmed) table = null;
      return false;
    }
    table.confirmed ||= filled.some(({ text }) => /\d|@/.test(text));
    if (!table.confirmed) {
      table = null;
      return false;
    }
    table.misses = 0;
    nameCells(cells, headings, records.next());
    return true;
  };

  const nameCells = (cells: readonly Cell[], headings: readonly Cell[], number: number): void => {
    const over = cells.length - headings.length;
    cells.forEach(({ start, end, text }, index) => {
      const key = headings[index]?.text ?? '';
      // A cell too many (an address with a comma): what stands behind it is counted from the end.
      const other = over > 0 ? (headings[index - over]?.text ?? '') : '';
      for (const one of new Set([key, other]))
        if (one !== '' && text !== '') field({ start, end, key: one, record: number });
    });
  };

  const read = (line: string, at: number): void => {
    if (isRule(line)) {
      underline(line);
      return;
    }
    last = line;
    if (forms.listed(line, at)) return;
    const cuts = cutsOf(line, at);
    if (forms.pairs(cuts)) return;
    if (!/\d{3}|@/.test(line) && cuts.some(begins)) forms.end();
    else if (!row(line, at) && !forms.row(cuts)) forms.list(line);
  };

  return {
    read(text, { from, until, fields: declared }) {
      fields = [];
      let next = 0;
      for (let start = from; start < until; ) {
        const newline = text.indexOf('\n', start);
        const after = newline < 0 ? text.length : newline + 1;
        let end = newline < 0 ? text.length : newline;
        while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
        while (next < declared.length && (declared[next]?.end ?? 0) <= start) next += 1;
        if ((declared[next]?.start ?? end) < end || end - start > LONGEST_LINE) {
          forms.end();
          table = null;
        } else if (end > start) {
          QUOTED.lastIndex = start;
          const from = QUOTED.test(text) ? Math.min(QUOTED.lastIndex, end) : start;
          read(text.slice(from, end), from);
        } else forms.blank();
        start = after;
      }
      // What waits is told with its window: offsets of the next one are others.
      forms.end();
      return fields;
    },
  };
};

/** As mail quotes a line. */
const QUOTED = /(?:>[ ]?){1,9}/y;

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0d || unit === 0xa0;

/** A line of dashes, borders and blanks. */
const isRule = (line: string): boolean => /^[-=_+|:*~ \t─━│┼├┤┬┴┌┐└┘═║╪╬]+$/.test(line);
