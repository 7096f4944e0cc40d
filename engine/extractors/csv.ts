/**
 * Delimited tables (RFC 4180 and its dialects: `,` `;` tab `|`, and what a `sep=` line names). The readable
 * text is the file with doubled quotes undone; below a row of headings each cell is a field under its own.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { NO_LABELS } from '../layout.ts';
import { type Dialect, dialectOf, SEP_LINE } from './reading/csv-dialect.ts';
import { csvRows } from './reading/csv-rows.ts';
import { CHUNK, type Readable, readable } from './reading/readable.ts';

export const csv = defineExtractor({
  name: 'csv',
  textLike: true,
  accepts: (head) => dialectOf(headText(head)) !== null,
  async *extract(source, { part, aids }) {
    const out = readable(part);
    const knows = aids.knows ?? NO_LABELS;
    let rows: ReturnType<typeof rowReader> | null = null;
    let at = 0;
    for await (const piece of decodeText(source)) {
      if (rows === null) {
        const dialect = dialectOf(piece.slice(0, 4096)) ?? USUAL;
        rows = rowReader(out, dialect, SEP_LINE.exec(piece)?.[0].length ?? 0, csvRows(out, dialect.cells, knows));
      }
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

/** Where the head that was accepted and the text that is read differ in length. */
const USUAL: Dialect = { delimiter: ',', cells: 2, backslash: false };

function rowReader(out: Readable, { delimiter, backslash }: Dialect, above: number, rows: ReturnType<typeof csvRows>) {
  const split = delimiter.charCodeAt(0);
  let column = 0;
  let state: 'start' | 'plain' | 'quoted' | 'quote' | 'after' = 'start';
  let start = 0;
  let quoteAt = 0;
  let blank = true;

  const endCell = (): void => {
    rows.cell(start);
    column++;
  };

  const endRow = (): void => {
    rows.endRow(blank);
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
      for (let i = at < above ? above - at : 0; i < text.length; i++) {
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
          if (backslash && code === 0x5c && text.charCodeAt(i + 1) === 0x22) {
            // `\"` stands for a quote.
            flush(i);
            out.put('"', at + i, at + i + 2);
            from = ++i + 1;
            continue;
          }
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
      rows.cut(column);
    },
    resume(): void {
      start = 0;
    },
  };
}
