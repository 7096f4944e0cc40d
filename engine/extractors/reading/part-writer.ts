/** Writes the text of a part that exists only as what was read from it: its offsets are those of this text. */
import type { Extracted, Field } from '../../types.ts';
import { CHUNK, readable } from './readable.ts';

/** A declared value: where it stands is known, the rest comes from the format. */
export type Meaning = Pick<Field, 'key'> & Partial<Pick<Field, 'infoType' | 'role' | 'record'>>;

export interface PartWriter {
  /** Units of the chunk so far. */
  readonly length: number;
  write(text: string): void;
  /** Writes a value that the format declares. */
  declare(value: string, meaning: Meaning): void;
  /** Declares what stands in the range of the chunk. */
  field(start: number, end: number, meaning: Meaning): void;
  /** What was written from `start` on. */
  text(start: number, end?: number): string;
  /** While held, nothing is handed over: fields of what is written are still to come. */
  hold(held: boolean): void;
  /** The chunk, where it has grown enough to be handed over; never the last. */
  drain(): Iterable<Extracted>;
  /** The last chunk; where nothing was ever written it comes only if asked for. */
  end(always?: boolean): Iterable<Extracted>;
}

export function partWriter(part: string): PartWriter {
  const out = readable(part);
  let total = 0;
  let isHeld = false;
  const write = (text: string): void => {
    out.keep(text, total);
    total += text.length;
  };
  const field = (start: number, end: number, meaning: Meaning): void => out.field({ start, end, ...meaning });
  return {
    get length() {
      return out.length;
    },
    write,
    declare(value, meaning) {
      const start = out.length;
      write(value);
      field(start, out.length, meaning);
    },
    field,
    text: (start, end = out.length) => out.text(start, end),
    hold(held) {
      isHeld = held;
    },
    *drain() {
      if (out.length >= CHUNK && !isHeld) yield { kind: 'text', chunk: out.take(false) };
    },
    *end(always = false) {
      if (total > 0 || always) yield { kind: 'text', chunk: out.take(true) };
    },
  };
}

/** A part that is one short text: the name of a file, strings of a certificate. Nothing where it is blank. */
export function* textPart(part: string, text: string): Iterable<Extracted> {
  if (text.trim() !== '') yield { kind: 'text', chunk: { part, text, base: 0, fields: [], last: true } };
}
