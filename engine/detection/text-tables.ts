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
  /**
   * Fields of the window's lines, in its offsets; windows follow one another. Lines that have fields are left.
   * `heads` are the places where words end that labels end with, ascending; null where they are not known.
   */
  read(text: string, window: Window, heads: readonly number[] | null): Field[];
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
    const [filled, named] = [cells.filter(({ text }) => text !== ''), headings.filter(({ text }) => text !== '')];
    // Tabs were doubled to line things up: what is filled stands under what is named, in order.
    if (over !== 0 && filled.length === named.length && named.length > 1) {
      nameCells(filled, named, number);
      return;
    }
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
    read(text, { from, until, fields: declared }, heads) {
      fields = [];
      let next = 0;
      let afterHead = false;
      const nextHead = seeker(text, heads);
      for (let start = from; start < until; ) {
        if (table === null && !(afterHead && RULE_SIGNS.has(text.charAt(start))) && !forms.waits()) {
          const head = nextHead(start);
          if (head >= until) break;
          start = Math.max(start, text.lastIndexOf('\n', head - 1) + 1);
          last = '';
        }
        const newline = text.indexOf('\n', start);
        const after = newline < 0 ? text.length : newline + 1;
        let end = newline < 0 ? text.length : newline;
        while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
        while (next < declared.length && (declared[next]?.end ?? 0) <= start) next += 1;
        if ((declared[next]?.start ?? end) < end || end - start > LONGEST_LINE) {
          forms.end();
          table = null;
        } else if (end === start) forms.blank();
        else {
          QUOTED.lastIndex = start;
          const first = QUOTED.test(text) ? Math.min(QUOTED.lastIndex, end) : start;
          read(text.slice(first, end), first);
        }
        afterHead = nextHead(start) < after;
        start = after;
      }
      // What waits is told with its window: offsets of the next one are others.
      forms.end();
      return fields;
    },
  };
};

/**
 * Where, from a place on, a line may begin a table or be a form: a word that labels end with ends a cell, or a
 * sign stands that prose seldom has. To be asked in ascending order; past the text's end where there is none.
 */
const seeker = (text: string, heads: readonly number[] | null): ((from: number) => number) => {
  let head = 0;
  const signs = ['\t', '|'].map((sign) => ({ sign, at: -1 }));
  return (from) => {
    if (heads === null) return from;
    for (; head < heads.length; head += 1) {
      const at = heads[head] ?? 0;
      CELL_END.lastIndex = at;
      if (at > from && CELL_END.test(text)) break;
    }
    let first = heads[head] ?? text.length;
    for (const one of signs) {
      while (one.at < from || (one.at < first && isIndent(text, one.at))) {
        const found = text.indexOf(one.sign, Math.max(from, one.at + 1));
        one.at = found < 0 ? text.length : found;
      }
      first = Math.min(first, one.at);
    }
    return first;
  };
};

/** Units of indentation that are looked at. */
const DEEPEST_INDENT = 256;

/** A line's indentation is no column. */
const isIndent = (text: string, at: number): boolean => {
  let before = at - 1;
  const least = Math.max(0, at - DEEPEST_INDENT);
  while (before >= least && (text.charCodeAt(before) === 0x20 || text.charCodeAt(before) === 0x09)) before -= 1;
  return before < least || text.charCodeAt(before) === 0x0a;
};

/** What follows the last word of a cell: `No.`, a note, marks of emphasis, and then what parts cells, or nothing. */
const CELL_END =
  /(?:[ _]?(?:no|num|nbr|number|id|code)s?\b|[ ]?#)?[.#*_`"')\]]{0,3}(?: ?\([^()\n]{0,24}\))?[*_`"']{0,3}(?: ?(?:[,;=|^~\t:\r\n]|->|\.{3})| {2}|$)/iy;

/** As mail quotes a line. */
const QUOTED = /(?:>[ ]?){1,9}/y;

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0d || unit === 0xa0;

/** What dashes below headings begin with. */
const RULE_SIGNS: ReadonlySet<string> = new Set([...'-=+|: ']);

/** A line of dashes, borders and blanks. */
const isRule = (line: string): boolean =>
  !/^\s*[\p{L}\p{N}]/u.test(line) && /^[-=_+|:*~ \t─━│┼├┤┬┴┌┐└┘═║╪╬]+$/.test(line);
