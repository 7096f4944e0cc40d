/** Cuts what findings point at out of texts that pass by. */
import type { Span } from './types.ts';

type Place = Span & { readonly part: string };

export interface Quotes {
  wants(part: string): boolean;
  /** The next piece of a part's text. */
  push(part: string, text: string): void;
  /** In the order of the places; undefined where the part has not come by. */
  readonly texts: readonly (string | undefined)[];
}

/** Holds no more of a text than what is quoted. */
export const createQuotes = (places: readonly Place[]): Quotes => {
  const texts: (string | undefined)[] = places.map(() => undefined);
  const byPart = new Map<string, (Place & { readonly index: number })[]>();
  for (const [index, place] of places.entries()) {
    const known = byPart.get(place.part) ?? [];
    known.push({ ...place, index });
    byPart.set(place.part, known);
  }
  const readers = new Map<string, (text: string) => void>();

  const readerOf = (part: string): ((text: string) => void) => {
    const ordered = (byPart.get(part) ?? []).sort((a, b) => a.start - b.start);
    let next = 0;
    let from = 0;
    let open: typeof ordered = [];
    return (text) => {
      const to = from + text.length;
      for (let one = ordered[next]; one !== undefined && one.start < to; one = ordered[++next]) open.push(one);
      for (const { index, start, end } of open)
        texts[index] = (texts[index] ?? '') + text.slice(Math.max(0, start - from), Math.max(0, end - from));
      open = open.filter(({ end }) => end > to);
      from = to;
    };
  };

  return {
    wants: (part) => byPart.has(part),
    push(part, text) {
      const read = readers.get(part) ?? readerOf(part);
      readers.set(part, read);
      read(text);
    },
    texts,
  };
};
