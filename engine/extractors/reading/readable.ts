/** Builds what a person would read, with the way back to the part's own text. */
import type { Field, TextChunk } from '../../types.ts';

export interface Readable {
  /** Readable units in the chunk so far. */
  readonly length: number;
  /** Text that stands in the part exactly so, from offset `at`. */
  keep(text: string, at: number): void;
  /** Text in place of the part's range [start, end): a decoded escape, a break for a tag. */
  put(text: string, start: number, end: number): void;
  /** A declared value in the chunk so far; empty values are dropped. */
  field(field: Field): void;
  /** The readable text of a range of the chunk so far. */
  text(start: number, end: number): string;
  /** Ends the chunk and begins the next. */
  take(last: boolean): TextChunk;
}

/** Readable units after which an extractor hands over a chunk, at the next safe place. */
export const CHUNK = 128 * 1024;

const SETTLE = 4096;

export function readable(part: string): Readable {
  let settled = '';
  let recent = '';
  let length = 0;
  let from: number[] = [];
  let to: number[] = [];
  let toEnd: number[] = [];
  let fields: Field[] = [];

  /** INVARIANT: a segment runs in step exactly when its readable and its original length are equal. */
  const append = (piece: string, start: number, end: number): void => {
    if (piece === '') return;
    const last = from.length - 1;
    const first = from[last] ?? 0;
    const inStep = piece.length === end - start;
    const lastInStep = last >= 0 && length - first === (toEnd[last] ?? 0) - (to[last] ?? 0);
    if (inStep && lastInStep && toEnd[last] === start) toEnd[last] = end;
    else {
      from.push(length);
      to.push(start);
      toEnd.push(end);
    }
    recent += piece;
    length += piece.length;
    // Looking back at a short label must not copy the whole chunk.
    if (recent.length > SETTLE) {
      settled += recent;
      recent = '';
    }
  };

  return {
    get length() {
      return length;
    },
    keep: (piece, at) => append(piece, at, at + piece.length),
    put: append,
    field: (field) => {
      if (field.end > field.start) fields.push(field);
    },
    // The two are never joined here: of a row of thousands of cells each would copy the whole chunk.
    text: (start, end) => {
      const rest = recent.slice(Math.max(0, start - settled.length), Math.max(0, end - settled.length));
      return start >= settled.length ? rest : settled.slice(start, end) + rest;
    },
    take(last) {
      const straight = from.length === 0 || (from.length === 1 && length === (toEnd[0] ?? 0) - (to[0] ?? 0));
      const chunk: TextChunk = {
        part,
        text: settled + recent,
        base: to[0] ?? 0,
        ...(straight ? {} : { map: { from, to, toEnd } }),
        fields,
        last,
      };
      settled = '';
      recent = '';
      length = 0;
      from = [];
      to = [];
      toEnd = [];
      fields = [];
      return chunk;
    },
  };
}
