/** How a delimited table is written (RFC 4180 and its dialects), from its first rows. */

export interface Dialect {
  /** The sign between cells; `\0` for a table of one column. */
  readonly delimiter: string;
  /** Cells of a usual row. */
  readonly cells: number;
  /** True where a backslash takes a quote its meaning. */
  readonly backslash: boolean;
}

const DELIMITERS = ['\t', ',', ';', '|'] as const;

/** A head of 4 KiB is probably cut; in UTF-8 that may be fewer units. */
const CUT_HEAD = 1300;

/** Rows of the head that are compared. */
const SAMPLE_ROWS = 40;

/** Excel's own first line, which names the delimiter. */
export const SEP_LINE = /^\uFEFF?"?sep=([^\r\n"])"?\r?\n/i;

/** The dialect that cuts the rows of the head alike; null for prose. */
export function dialectOf(text: string): Dialect | null {
  const declared = SEP_LINE.exec(text)?.[1];
  const head = text.replace(SEP_LINE, '').replace(/^\uFEFF/, '');
  // Lines that a mail quotes are cells of the mail's text.
  if (/^\s*>/.test(head)) return null;
  const backslash = /\\"[^,;\t|\r\n]/.test(head) && !/[^,;\t|\r\n]""[^,;\t|\r\n]/.test(head);
  let best: { readonly delimiter: string; readonly cells: number; readonly share: number } | null = null;
  for (const delimiter of declared === undefined ? DELIMITERS : [declared]) {
    const counts = cellCounts(head, delimiter, backslash);
    const cells = declared === undefined ? usual(counts) : Math.max(...counts, 1);
    if (cells < 2 && declared === undefined) continue;
    const share = counts.filter((count) => count === cells).length / Math.max(1, counts.length);
    if (declared === undefined && !isTable(counts, cells, share, delimiter, head)) continue;
    if (best === null || share * cells > best.share * best.cells) best = { delimiter, cells, share };
  }
  if (best !== null) return { delimiter: best.delimiter, cells: best.cells, backslash };
  return isList(head) ? { delimiter: '\0', cells: 1, backslash } : null;
}

/** A heading: short, with a letter, and not itself a value with digits only. */
const HEADING = /^(?=.*\p{L})[^\d@][^@]{0,63}$/u;

/** All cells named, each once. */
export const isHeader = (cells: readonly string[]): boolean =>
  cells.filter((cell) => HEADING.test(cell)).length >= Math.max(1, cells.length * 0.8) &&
  new Set(cells).size >= cells.length * 0.8;

function isTable(counts: readonly number[], cells: number, share: number, delimiter: string, head: string): boolean {
  // The second row does not end within the head: only a row of headings is then a table.
  if (counts.length < 2) return head.length >= CUT_HEAD && cells > 2 && isHeader(firstLine(head).split(delimiter));
  // Two sentences with one comma each are no table.
  if (counts.length === 2) return share === 1 && (cells > 2 || delimiter === '\t');
  if (share === 1) return true;
  // A title above, a total below, rows without their last cells: the rest is alike.
  return cells > 2 && share >= 0.7 && counts.length >= 4 && counts.every((count) => count <= cells + 1);
}

/** The commonest count of cells; of two that are as common, the greater. */
function usual(counts: readonly number[]): number {
  let best = 0;
  let most = 0;
  for (const count of new Set(counts)) {
    const times = counts.filter((other) => other === count).length;
    if (times < most || (times === most && count < best)) continue;
    best = count;
    most = times;
  }
  return best;
}

/** One column: a heading in words, below it values without any. */
function isList(head: string): boolean {
  const lines = head.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
  if (head.length >= CUT_HEAD) lines.pop();
  const [first = '', ...rest] = lines;
  return rest.length >= 3 && isHeading(first) && rest.every((line) => /^"?[\w./-]{0,40}\d[\w./-]{0,40}"?$/.test(line));
}

const isHeading = (line: string): boolean => /^"?\p{L}[\p{L} ._#-]{1,31}"?$/u.test(line);

const firstLine = (head: string): string => head.slice(0, head.search(/[\r\n]|$/));

/** Cells per row, blank rows left out, the last row too where the head may have cut it. */
function cellCounts(head: string, delimiter: string, backslash: boolean): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let begin = true;
  let empty = true;
  for (let i = 0; i < head.length && counts.length < SAMPLE_ROWS; i++) {
    const char = head[i];
    if (quoted) {
      if (backslash && char === '\\') i++;
      else if (char === '"' && head[i + 1] === '"') i++;
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
