/**
 * Delimited tables (RFC 4180 and its dialects: `,` `;` tab `|`). The readable text is the file with
 * doubled quotes undone; where the first row is a header, each cell is a field under its heading.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { CHUNK, readable } from './reading/readable.ts';

export const csv = defineExtractor({
  name: 'csv',
  textLike: true,
  accepts: (head) => dialect(headText(head)) !== null,
  async *extract(source, { part }) {
    const out = readable(part);
    let rows: ReturnType<typeof rowReader> | null = null;
    let at = 0;
    for await (const piece of decodeText(source)) {
      rows ??= rowReader(out, dialect(piece.slice(0, 4096).replace(/^\uFEFF/, '')) ?? ',');
      rows.read(piece, at);
      at += piece.length;
      if (out.length >= CHUNK) {
        rows.cut();
        yield { kind: 'text', chunk: out.take(false) };
        rows.resume();
      }
    }
    rows?.cut();
    yield { kind: 'text', chunk: out.take(true) };
  },
});

const DELIMITERS = ['\t', ',', ';', '|'] as const;

/** A head of 4 KiB is probably cut; in UTF-8 that may be fewer units. */
const CUT_HEAD = 1300;

/** Rows of the head that are compared. */
const SAMPLE_ROWS = 20;

/** The delimiter that cuts every complete row of the head into the same number of cells; null for prose. */
export function dialect(head: string): string | null {
  let best: { readonly delimiter: string; readonly cells: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const counts = cellCounts(head, delimiter);
    const [first = 0] = counts;
    if (first < 2 || counts.some((count) => count !== first)) continue;
    // The second row does not end within the head: only a row of headings is then a table.
    if (counts.length < 2 && !(head.length >= CUT_HEAD && first > 2 && isHeader(firstLine(head).split(delimiter))))
      continue;
    // Two sentences with one comma each are no table.
    if (counts.length === 2 && first < 3 && delimiter !== '\t') continue;
    if (best === null || first > best.cells) best = { delimiter, cells: first };
  }
  return best?.delimiter ?? null;
}

const firstLine = (head: string): string => head.slice(0, head.search(/[\r\n]|$/));

/** Cells per row, blank rows left out, the last row too where the head may have cut it. */
function cellCounts(head: string, delimiter: string): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let begin = true;
  let empty = true;
  for (let i = 0; i < head.length && counts.length < SAMPLE_ROWS; i++) {
    const char = head[i];
    if (quoted) {
      if (char === '"' && head[i + 1] === '"') i++;
      else if (char === '"') quoted = false;
    } else if (char === '"' && begin) quoted = true;
    else if (char === delimiter) cells++;
    else if (char === '\n' || (char === '\r' && head[i + 1] !== '\n')) {
      if (!empty) counts.push(cells);
      cells = 1;
      empty = true;
      begin = true;
      continue;
    }
    if (char !== '\r') empty = false;
    begin = char === delimiter;
  }
  if (!empty && head.length < CUT_HEAD && !quoted) counts.push(cells);
  return counts;
}

/** A heading: short, with a letter, and not itself a value with digits only. */
const HEADING = /^(?=.*\p{L})[^\d@][^@]{0,63}$/u;

/** A cell that is longer is free text; its heading still stands, up to here. */
const KEPT_HEADING = 64;

function rowReader(out: ReturnType<typeof readable>, delimiter: string) {
  const split = delimiter.charCodeAt(0);
  let headings: string[] | null = null;
  let firstRow: string[] = [];
  let row = 0;
  let column = 0;
  let state: 'start' | 'plain' | 'quoted' | 'quote' | 'after' = 'start';
  let start = 0;
  let quoteAt = 0;
  let blank = true;

  const endCell = (): void => {
    if (row === 0) firstRow.push(out.text(start, Math.min(out.length, start + KEPT_HEADING + 1)).trim());
    else if (headings !== null) {
      const key = headings[column];
      if (key !== undefined && key !== '') out.field({ start, end: out.length, key, record: row });
    }
    column++;
  };

  const endRow = (): void => {
    if (!blank) {
      if (row === 0) headings = isHeader(firstRow) ? firstRow : null;
      firstRow = [];
      row++;
    }
    column = 0;
    blank = true;
  };

  return {
    read(text: string, at: number): void {
      let from = 0;
      const flush = (to: number): void => {
        if (to > from) out.keep(text.slice(from, to), at + from);
        from = to;
      };
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const lineEnd = code === 0x0a || code === 0x0d;
        if (state === 'quote') {
          if (code === 0x22) {
            // A doubled quote stands for one.
            from = i + 1;
            out.put('"', quoteAt, at + i + 1);
            state = 'quoted';
            continue;
          }
          endCell();
          out.keep('"', quoteAt);
          state = 'after';
        }
        if (state === 'quoted') {
          if (code !== 0x22) continue;
          flush(i);
          from = i + 1;
          quoteAt = at + i;
          state = 'quote';
          continue;
        }
        if (state === 'start' && !lineEnd && code !== split) {
          if (code === 0xfeff && at + i === 0) continue;
          blank = false;
          flush(code === 0x22 ? i + 1 : i);
          start = out.length;
          state = code === 0x22 ? 'quoted' : 'plain';
          continue;
        }
        if (code !== split && !lineEnd) continue;
        flush(i);
        if (state === 'start') {
          start = out.length;
          if (code === split || column > 0) endCell();
        } else if (state === 'plain') endCell();
        if (code === split) blank = false;
        state = 'start';
        if (lineEnd) endRow();
      }
      flush(text.length);
    },
    /** Ends the readable text here; a cell that goes on is a field up to here and one from here. */
    cut(): void {
      const closing = state === 'quote';
      if (state === 'plain' || state === 'quoted' || closing) {
        const here = column;
        endCell();
        column = here;
      }
      if (closing) {
        out.keep('"', quoteAt);
        state = 'after';
        column++;
      }
    },
    resume(): void {
      start = 0;
    },
  };
}

/** All cells named, each once, each like a heading. */
const isHeader = (cells: readonly string[]): boolean =>
  cells.filter((cell) => HEADING.test(cell)).length >= Math.max(1, cells.length * 0.8) &&
  new Set(cells).size >= cells.length * 0.8;
