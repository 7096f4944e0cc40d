/**
 * A page's words to text in the order in which a person reads: lines from top to bottom, columns of
 * prose one after the other, a tab where a line has room between cells. Cells under a heading and
 * beside a label are fields.
 */
import type { Field } from '../../../types.ts';
import { type Cell, type Fragment, type Line, linesOf } from './lines.ts';

export interface PageText {
  readonly text: string;
  readonly fields: readonly Field[];
}

/** The direction with the most words first, then the others: margin notes, stamps. */
export function pageText(directions: ReadonlyMap<number, readonly Fragment[]>): PageText {
  const out = { text: '', fields: [] as Field[], record: 0 };
  const ordered = [...directions].sort(([a, some], [b, more]) => more.length - some.length || a - b);
  for (const [, fragments] of ordered) for (const lines of columnsOf(linesOf(fragments))) write(lines, out);
  return { text: out.text, fields: out.fields };
}

/** Lines at least that a gutter must pass to part columns, and letters that prose has in a line of a column. */
const COLUMN_LINES = 5;
const PROSE = 22;

/** Runs of lines, split where a gutter of white parts columns of prose. */
function columnsOf(lines: readonly Line[]): (readonly Line[])[] {
  const best = gutterOf(lines);
  if (best === null) return lines.length === 0 ? [] : [lines];
  const { x, from, to } = best;
  const side = (keep: (cell: Cell) => boolean): Line[] =>
    lines
      .slice(from, to)
      .map((line) => ({ ...line, cells: line.cells.filter(keep) }))
      .filter(({ cells }) => cells.length > 0);
  return [
    ...columnsOf(lines.slice(0, from)),
    ...columnsOf(side((cell) => cell.x1 <= x)),
    ...columnsOf(side((cell) => cell.x0 >= x)),
    ...columnsOf(lines.slice(to)),
  ];
}

/** The gutter that most lines share, with the lines it parts; null where there is none. */
function gutterOf(lines: readonly Line[]): { readonly x: number; readonly from: number; readonly to: number } | null {
  const candidates = new Set<number>();
  for (const { cells } of lines) {
    cells.forEach((cell, i) => {
      const after = cells[i + 1];
      if (after !== undefined) candidates.add(Math.round((cell.x1 + after.x0) / 2 / 4) * 4);
    });
    if (candidates.size > 200) break;
  }
  let best: { x: number; from: number; to: number; parted: number } | null = null;
  for (const x of candidates) {
    for (let from = 0; from < lines.length; ) {
      let to = from;
      while (to < lines.length && !isCrossed(lines[to], x)) to++;
      const parted = lines.slice(from, to).filter((line) => isParted(line, x));
      if (parted.length >= COLUMN_LINES && parted.length > (best?.parted ?? 0) && areProse(parted, x))
        best = { x, from, to, parted: parted.length };
      from = to + 1;
    }
  }
  return best;
}

const isCrossed = (line: Line | undefined, x: number): boolean =>
  line?.cells.some((cell) => cell.x0 < x && cell.x1 > x) === true;

const isParted = ({ cells }: Line, x: number): boolean =>
  cells.some((cell) => cell.x1 <= x) && cells.some((cell) => cell.x0 >= x);

/** Most lines have one long cell on either side. */
function areProse(lines: readonly Line[], x: number): boolean {
  const long = lines.filter(({ cells }) => {
    const left = cells.filter((cell) => cell.x1 <= x);
    return cells.length === 2 && left.length === 1 && cells.every(({ text }) => text.length >= PROSE);
  });
  return long.length >= 0.6 * lines.length;
}

interface Placed extends Cell {
  readonly start: number;
  readonly end: number;
}

function write(lines: readonly Line[], out: { text: string; fields: Field[]; record: number }): void {
  let header: readonly Placed[] = [];
  let above: { readonly line: Line; readonly cells: readonly Placed[] } | null = null;
  for (const line of lines) {
    // A word that the end of a line has cut is one word.
    if (/\p{Ll}-$/u.test(out.text) && /^\p{Ll}/u.test(line.cells[0]?.text ?? '')) out.text = out.text.slice(0, -1);
    else if (out.text !== '') out.text += '\n';
    const cells = line.cells.map((cell, i): Placed => {
      if (i > 0) out.text += '\t';
      const start = out.text.length;
      out.text += cell.text;
      return { ...cell, start, end: out.text.length };
    });
    const near = above !== null && above.line.y - line.y < FAR * Math.max(line.size, above.line.size);
    if (!near) {
      header = [];
      out.record++;
    }
    const before = out.fields.length;
    const declare = (value: Placed, key: string): void => {
      const named = key.replace(/\s*:$/, '');
      if (named === '' || out.fields.slice(before).some((one) => one.start === value.start && one.key === named))
        return;
      out.fields.push({ start: value.start, end: value.end, key: named, record: out.record });
    };
    if (near && above !== null) {
      if (header.length === 0 && isHeader(above.cells) && isUnder(cells, above.cells)) header = above.cells;
      if (header.length > 0 && !isUnder(cells, header)) header = [];
      if (header.length > 0 || (isHeader(above.cells) && isUnder(cells, above.cells))) {
        out.record++;
        for (const cell of cells) {
          for (const headings of [header, isHeader(above.cells) ? above.cells : []]) {
            const heading = headingOf(cell, headings);
            if (heading !== undefined) declare(cell, heading.text);
          }
        }
      }
    }
    cells.forEach((cell, i) => {
      const value = cells[i + 1];
      if (value === undefined || /:$/.test(value.text)) return;
      if (/:$/.test(cell.text) || (cells.length === 2 && header.length === 0 && isLabel(cell.text)))
        declare(value, cell.text);
    });
    if (out.fields.length > before && header.length > 0) out.record++;
    above = { line, cells };
  }
}

/** Of the font's size: lines further apart do not belong together. */
const FAR = 3;

/** Short, begins with a letter, no figures: it may name what stands beside or below. */
const isLabel = (text: string): boolean =>
  text.length <= 40 && /^\p{L}[^\d]*$/u.test(text) && text.split(' ').length <= 5;

const isHeader = (cells: readonly Cell[]): boolean => cells.length >= 2 && cells.every(({ text }) => isLabel(text));

/** Two cells or more, each under a heading of its own. */
function isUnder(cells: readonly Placed[], header: readonly Placed[]): boolean {
  if (cells.length < 2 || cells.length > header.length) return false;
  const above = cells.map((cell) => headingOf(cell, header));
  return above.every((heading) => heading !== undefined) && new Set(above).size === cells.length;
}

/** The heading that stands over most of a cell; else the one in whose column it begins. */
function headingOf(cell: Cell, header: readonly Placed[]): Placed | undefined {
  let best: Placed | undefined;
  let most = 0;
  for (const heading of header) {
    const shared = Math.min(cell.x1, heading.x1) - Math.max(cell.x0, heading.x0);
    if (shared > most) [best, most] = [heading, shared];
  }
  return best ?? header.findLast((heading, i) => heading.x0 <= cell.x0 && cell.x0 < (header[i + 1]?.x0 ?? Infinity));
}
