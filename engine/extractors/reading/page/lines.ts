/** Words with places, in any order, to lines of cells: what a reader would see next to each other. */

/** A word or part of one. Coordinates run along the direction of reading (x) and upwards across it (y). */
export interface Fragment {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** The line it stands on. */
  readonly y: number;
  readonly size: number;
  /** Same font and size. */
  readonly style: string;
  /** True where a space was written before it. */
  readonly spaced: boolean;
}

/** What stands together in a line; between cells is more room than between words. */
export interface Cell {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly style: string;
}

export interface Line {
  readonly y: number;
  readonly size: number;
  readonly cells: readonly Cell[];
}

/** Accents that stand alone, and those that combine. */
export const ACCENTS: Readonly<Record<string, string | undefined>> = {
  '`': '\u0300',
  '´': '\u0301',
  '^': '\u0302',
  ˆ: '\u0302',
  '~': '\u0303',
  '˜': '\u0303',
  '¯': '\u0304',
  '˘': '\u0306',
  '˙': '\u0307',
  '¨': '\u0308',
  '˚': '\u030a',
  '˝': '\u030b',
  ˇ: '\u030c',
  '¸': '\u0327',
  '˛': '\u0328',
};

/** Of the font's size: room that parts words (poppler and pdf.js take 0.1), and room that parts cells. */
export const WORD_GAP = 0.12;
const CELL_GAP = 1.25;

/** Top to bottom. */
export function linesOf(fragments: readonly Fragment[]): Line[] {
  const rows: { y: number; size: number; words: Fragment[] }[] = [];
  for (const word of [...fragments].sort((a, b) => b.y - a.y)) {
    let row: (typeof rows)[number] | undefined;
    // Only rows that reach so far down can share a line with it; a tall letter may reach over some.
    for (let i = rows.length - 1; i >= Math.max(0, rows.length - 8) && row === undefined; i--) {
      const other = rows[i];
      if (other !== undefined && isBeside(word, other)) row = other;
    }
    if (row === undefined) rows.push({ y: word.y, size: word.size, words: [word] });
    else row.words.push(word);
  }
  return rows.map(({ y, size, words }) => ({ y, size, cells: cellsOf(words) })).filter(({ cells }) => cells.length > 0);
}

/** Of its size, a letter reaches this far below and above its line. */
const BELOW = 0.2;
const ABOVE = 0.7;

/** Mostly at the same height: raised and lowered figures are, the next line is not. */
function isBeside(a: { readonly y: number; readonly size: number }, b: { readonly y: number; readonly size: number }) {
  const top = Math.min(a.y + ABOVE * a.size, b.y + ABOVE * b.size);
  const bottom = Math.max(a.y - BELOW * a.size, b.y - BELOW * b.size);
  return top - bottom >= 0.6 * (ABOVE + BELOW) * Math.min(a.size, b.size);
}

function cellsOf(words: readonly Fragment[]): Cell[] {
  const rightToLeft = words.filter(({ text }) => RIGHT_TO_LEFT.test(text)).length * 2 > words.length;
  const ordered = withAccents(withoutShadows([...words].sort((a, b) => a.x0 - b.x0)));
  const pitched = regularlySpaced(ordered);
  const cells: Cell[] = [];
  let cell: { text: string; x0: number; x1: number; style: string } | null = null;
  ordered.forEach((word, i) => {
    const text = readableOf(word.text);
    // A line to write on, or dots that lead the eye, is room and no text.
    if (text.trim() === '') return;
    const before = ordered[i - 1];
    const gap = cell === null ? 0 : word.x0 - cell.x1;
    const em = Math.max(word.size, before?.size ?? 0);
    if (cell === null || (gap > CELL_GAP * em && !pitched.has(i))) {
      if (cell !== null) cells.push(cell);
      cell = { text, x0: word.x0, x1: word.x1, style: word.style };
      return;
    }
    const parted = !pitched.has(i) && (gap > WORD_GAP * em || (word.spaced && gap > -em));
    const [first, second] = rightToLeft ? [text, cell.text] : [cell.text, text];
    cell = { ...cell, text: `${first}${parted ? ' ' : ''}${second}`, x1: Math.max(cell.x1, word.x1) };
  });
  if (cell !== null) cells.push(cell);
  return cells.map((one) => ({ ...one, text: one.text.replaceAll(/ {2,}/g, ' ').trim() }));
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/** Letters that run from right to left are drawn from left to right. */
const readableOf = (text: string): string => {
  const plain = text.replaceAll(/_{3,}|\.{4,}|…{2,}/g, ' ');
  return RIGHT_TO_LEFT.test(plain) ? [...plain].reverse().join('') : plain;
};

/** Bold and shadow are made by drawing a word twice, a little apart. */
function withoutShadows(ordered: readonly Fragment[]): Fragment[] {
  const kept: Fragment[] = [];
  for (const word of ordered) {
    let shadow = false;
    for (let i = kept.length - 1; i >= 0; i--) {
      const other = kept[i];
      if (other === undefined || word.x0 - other.x0 > 0.3 * word.size) break;
      if (other.text === word.text && Math.abs(other.size - word.size) < 0.1 * word.size) shadow = true;
    }
    if (!shadow) kept.push(word);
  }
  return kept;
}

/** An accent that is drawn by itself belongs to the letter that begins where it stands. */
function withAccents(ordered: readonly Fragment[]): readonly Fragment[] {
  if (!ordered.some(({ text }) => ACCENTS[text] !== undefined)) return ordered;
  const words = [...ordered];
  for (const accent of ordered) {
    const mark = ACCENTS[accent.text];
    if (mark === undefined) continue;
    const reach = 0.4 * accent.size;
    const i = words.findIndex(({ text, x0 }) => Math.abs(x0 - accent.x0) < reach && /^\p{L}/u.test(text));
    const letter = words[i];
    if (letter === undefined) continue;
    words[i] = { ...letter, text: (letter.text.charAt(0) + mark).normalize('NFC') + letter.text.slice(1) };
    words.splice(words.indexOf(accent), 1);
  }
  return words;
}

/** Indexes of single letters that follow the one before at the same pitch: comb fields, spaced-out words. */
function regularlySpaced(words: readonly Fragment[]): ReadonlySet<number> {
  const joined = new Set<number>();
  const middle = (i: number): number => ((words[i]?.x0 ?? 0) + (words[i]?.x1 ?? 0)) / 2;
  const isSingle = (i: number): boolean => words[i] !== undefined && [...(words[i]?.text ?? '')].length === 1;
  for (let from = 0; from < words.length; ) {
    let to = from;
    const size = words[from]?.size ?? 0;
    const pitch = middle(from + 1) - middle(from);
    while (isSingle(to) && isSingle(to + 1) && Math.abs(middle(to + 1) - middle(to) - pitch) < 0.12 * size) to++;
    if (to - from >= 4 && pitch <= 2 * size) for (let i = from + 1; i <= to; i++) joined.add(i);
    from = Math.max(to, from + 1);
  }
  return joined;
}
