/** Text as it reads once something in it is decoded, with the way back for each unit. */
export interface Reading {
  readonly text: string;
  /** Per unit: the first original unit that it comes from, and one past the last. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** What stands at [start, end) of a reading reads as `text`; unit i comes from [froms[i], tos[i]) of the reading. */
export interface Decoded {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly froms?: readonly number[];
  readonly tos?: readonly number[];
}

/** The stretch [start, end) of a text as it stands. */
export const readingOf = (text: string, start = 0, end = text.length): Reading => {
  const starts = Array.from({ length: end - start }, (_, index) => start + index);
  return { text: text.slice(start, end), starts, ends: starts.map((at) => at + 1) };
};

/** The reading with the decoded stretches in place; they are in order and do not overlap. */
export const decodedReading = (reading: Reading, all: readonly Decoded[]): Reading => {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let done = 0;
  const keep = (until: number): void => {
    pieces.push(reading.text.slice(done, until));
    for (let at = done; at < until; at += 1) {
      starts.push(reading.starts[at] ?? 0);
      ends.push(reading.ends[at] ?? 0);
    }
  };
  for (const { start, end, text, froms, tos } of all) {
    keep(start);
    pieces.push(text);
    for (let unit = 0; unit < text.length; unit += 1) {
      starts.push(reading.starts[froms?.[unit] ?? start] ?? 0);
      ends.push(reading.ends[(tos?.[unit] ?? end) - 1] ?? 0);
    }
    done = end;
  }
  keep(reading.text.length);
  return { text: pieces.join(''), starts, ends };
};
