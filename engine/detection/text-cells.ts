/** A line of text as the cells of a table. Offsets are those of the text in which the line begins at `at`. */

export interface Cell {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Place in the line, in units: what stands below it is lined up with it. */
  readonly column: number;
}

/** What parts cells; `blanks` are two or more. */
export type Delimiter = '\t' | '|' | '^' | '~' | ';' | ',' | '=' | '->' | 'blanks';

/** Those that stand in the line, the likeliest first. */
export const delimitersIn = (line: string): readonly Delimiter[] => {
  let found = 0;
  let before = 0x20;
  let begun = false;
  for (let at = 0; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    if (unit === 0x20) found |= begun && before === 0x20 ? BLANKS : 0;
    else if (unit === 0x09) found |= begun ? 1 | BLANKS : 1;
    else {
      begun = true;
      if (unit === 0x2e) found |= before === 0x2e ? BLANKS : 0;
      else if (unit === 0x3e) found |= before === 0x2d ? ARROW : 0;
      else if (unit < 0x80) found |= SIGN_BITS[unit] ?? 0;
    }
    before = unit;
  }
  return found === 0 ? NONE : (KNOWN[found] ??= DELIMITERS.filter((_, bit) => (found >> bit) & 1));
};

const DELIMITERS = ['\t', '|', '^', '~', ';', ',', '->', '=', 'blanks'] as const satisfies readonly Delimiter[];
const BLANKS = 1 << DELIMITERS.indexOf('blanks');
const ARROW = 1 << DELIMITERS.indexOf('->');
const SIGN_BITS = Uint16Array.from({ length: 0x80 }, (_, unit) => {
  const bit = DELIMITERS.findIndex((sign) => sign.length === 1 && sign.charCodeAt(0) === unit);
  return bit < 0 ? 0 : 1 << bit;
});
const NONE: readonly Delimiter[] = [];
/** By the bits of what was found. */
const KNOWN: (readonly Delimiter[])[] = [];

/** What also stands in prose and in code. */
export const isLoose = (delimiter: Delimiter): boolean =>
  delimiter !== '\t' && delimiter !== '|' && delimiter !== '^' && delimiter !== '~';

/** The first two cells, roughly and at little cost: nearly all lines are seen through by these. */
export const beginningOf = (line: string, delimiter: Delimiter): readonly string[] => {
  if (delimiter === 'blanks') return line.trimStart().split(GAP, 2);
  const first = line.indexOf(delimiter);
  const second = line.indexOf(delimiter, first + 1);
  return [line.slice(0, first).trim(), line.slice(first + delimiter.length, second < 0 ? line.length : second).trim()];
};

/** Headings of a table that is lined up with blanks, and where its columns begin. */
export interface Columns {
  readonly headings: readonly Cell[];
  readonly starts: readonly number[];
}

/** The cells of a line, trimmed, empty ones too. Cells between blanks are told by what stands above them. */
export const cellsOf = (written: string, at: number, delimiter: Delimiter, above?: Columns): Cell[] => {
  if (delimiter === 'blanks') return linedUp(written, at, above);
  // `||Name||` are headings to wikis.
  const line = /^\s*\|\|/.test(written) && delimiter === '|' ? written.replaceAll('||', ' |') : written;
  const cells: Cell[] = [];
  // A row may begin and end with the sign: Markdown.
  const framed = delimiter === '|' ? /^\s*\|/.exec(line) : null;
  let from = framed?.[0].length ?? 0;
  const last = framed !== null && line.endsWith('|') && line.length > from ? line.length - 1 : line.length;
  for (;;) {
    const found = line.indexOf(delimiter, quotedEnd(line, from));
    const to = found < 0 || found > last ? last : found;
    cells.push(trimmed(line, at, from, to));
    if (to === last) return cells;
    from = to + delimiter.length;
  }
};

/** Where a cell that begins with a quote has closed it; else its beginning. */
const quotedEnd = (line: string, from: number): number => {
  let at = from;
  while (line.charAt(at) === ' ') at += 1;
  if (line.charAt(at) !== '"') return from;
  for (let next = at + 1; next < line.length; next += 1) {
    if (line.charAt(next) !== '"') continue;
    if (line.charAt(next + 1) !== '"') return next + 1;
    next += 1;
  }
  return from;
};

const AROUND: ReadonlySet<string> = new Set([' ', '"', '\t', '`', '*']);

const trimmed = (line: string, at: number, from: number, to: number): Cell => {
  let [start, end] = [from, to];
  while (start < end && AROUND.has(line.charAt(start))) start += 1;
  while (end > start && AROUND.has(line.charAt(end - 1))) end -= 1;
  return { start: at + start, end: at + end, text: line.slice(start, end), column: start };
};

/** What lines up cells: blanks, tabs, dots that lead the eye. */
const GAP = / {2,}|\t+|[ ]?(?:\.{4,}|(?:\. ){3,}\.?)[ ]?/;
const GAPS = new RegExp(GAP, 'g');

const betweenBlanks = (line: string, at: number): Cell[] => {
  const cells: Cell[] = [];
  let from = 0;
  for (const gap of line.matchAll(GAPS)) {
    if (gap.index > from) cells.push(trimmed(line, at, from, gap.index));
    from = gap.index + gap[0].length;
  }
  if (from < line.length) cells.push(trimmed(line, at, from, line.length));
  return cells;
};

/** Cut at two blanks or more; where that gives another number of cells than the headings, at the columns. */
const linedUp = (line: string, at: number, above: Columns | undefined): Cell[] => {
  const cells = betweenBlanks(line, at);
  if (above === undefined || cells.length === above.headings.length) return cells;
  return cutAt(line, at, above.starts) ?? nearest(cells, above.headings);
};

/** Null where a column begins inside of a word. */
export const cutAt = (line: string, at: number, starts: readonly number[]): Cell[] | null => {
  if (starts.some((start) => start > 0 && start < line.length && line.charAt(start - 1) !== ' ')) return null;
  return starts.map((start, index) =>
    trimmed(line, at, Math.min(start, line.length), Math.min(starts[index + 1] ?? line.length, line.length)),
  );
};

/** Each cell under the free heading that it stands nearest to. */
const nearest = (cells: readonly Cell[], headings: readonly Cell[]): Cell[] => {
  const placed = headings.map(({ column }): Cell => ({ start: 0, end: 0, text: '', column }));
  let next = 0;
  for (const cell of cells) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let index = next; index < headings.length; index += 1) {
      const { column = 0, text = '' } = headings[index] ?? {};
      const apart = Math.max(column - cell.column - cell.text.length, cell.column - column - text.length);
      if (apart < least) [best, least] = [index, apart];
    }
    if (best < 0) break;
    placed[best] = cell;
    next = best + 1;
  }
  return placed;
};
