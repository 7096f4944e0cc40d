/** The values of a file of identifiers: one a line, or one column of a table. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';

/** Yields each value as it stands. Throws an `Error` with a sentence where the file is not what was said. */
export const valuesOf = (path: string, column: string | null): AsyncIterable<string> =>
  column === null ? linesOf(path) : cellsOf(path, column);

async function* linesOf(path: string): AsyncIterable<string> {
  let first = true;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    yield first ? line.replace(/^\uFEFF/, '') : line;
    first = false;
  }
}

async function* cellsOf(path: string, column: string): AsyncIterable<string> {
  const rows = createReadStream(path).pipe(
    parse({ bom: true, delimiter: [',', ';', '\t', '|'], relax_column_count: true, relax_quotes: true }),
  );
  let at = -1;
  for await (const row of rows as AsyncIterable<readonly string[]>) {
    if (at < 0) {
      at = row.findIndex((heading) => heading.trim().toLowerCase() === column.toLowerCase());
      if (at < 0) throw new Error(`no column is headed "${column}"; the first row says: ${row.length} other headings`);
      continue;
    }
    yield row[at] ?? '';
  }
}
