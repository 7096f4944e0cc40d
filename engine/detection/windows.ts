import { mapSpan } from '../offsets.ts';
import type { Field, Span, TextChunk } from '../types.ts';

/** A stretch to scan. What begins in [from, until) is settled; the rest is context. */
export interface Window {
  readonly text: string;
  readonly from: number;
  readonly until: number;
  /** In the window's offsets. */
  readonly fields: readonly Field[];
  /** From the window's offsets to those of the part's text. */
  toPart(start: number, end: number): Span;
}

export interface Windows {
  push(chunk: TextChunk): Iterable<Window>;
}

/** UTF-16 units scanned at once; small chunks wait until this much has come or the text ends. */
const WINDOW = 256 * 1024;
const WAIT = 64 * 1024;

/** One chunk's place in the buffer. */
interface Piece {
  readonly at: number;
  readonly chunk: Pick<TextChunk, 'base' | 'map'>;
  readonly length: number;
  /** Units of the chunk that were dropped from the buffer already. */
  readonly skipped: number;
  /** In offsets of the chunk, in order; those before `first` were dropped. */
  readonly fields: readonly Field[];
  readonly first: number;
}

/**
 * Cuts a part's text into windows that overlap by `carry` units on either side: a match of at most
 * `carry` units that begins before `until` is whole inside its window. The work is linear in the text and
 * its fields, however large a chunk is.
 */
export const createWindows = (carry: number): Windows => {
  let buffer = '';
  let pieces: Piece[] = [];
  let settled = 0;

  const next = (end: boolean): Window | null => {
    const left = buffer.length - settled;
    if (left <= 0 || (!end && left < WAIT + carry)) return null;
    const start = Math.max(0, settled - carry);
    const stop = Math.min(buffer.length, settled + WINDOW + carry);
    const until = end && stop === buffer.length ? stop : cutAt(buffer, settled, stop - carry);
    const frozen = pieces;
    const window: Window = {
      text: buffer.slice(start, stop),
      from: settled - start,
      until: until - start,
      fields: fieldsIn(frozen, start, until, stop),
      toPart: (from, to) => {
        const first = placeOf(frozen, start + from, start + from + 1);
        const last = placeOf(frozen, start + Math.max(from, to - 1), start + Math.max(from + 1, to));
        return { start: first.start, end: last.end };
      },
    };
    settled = until;
    return window;
  };

  const drop = (): void => {
    const gone = Math.max(0, settled - carry);
    if (gone === 0) return;
    buffer = buffer.slice(gone);
    settled -= gone;
    pieces = pieces
      .filter((piece) => piece.at + piece.length > gone)
      .map((piece) => {
        const lost = Math.max(0, gone - piece.at);
        const skipped = piece.skipped + lost;
        let { first } = piece;
        while ((piece.fields[first]?.start ?? Number.POSITIVE_INFINITY) < skipped) first++;
        return { ...piece, at: Math.max(0, piece.at - gone), length: piece.length - lost, skipped, first };
      });
  };

  return {
    push: function* (chunk) {
      const { text, fields } = chunk;
      pieces.push({ at: buffer.length, chunk, length: text.length, skipped: 0, fields: inOrder(fields), first: 0 });
      buffer += text;
      for (let window = next(chunk.last); window !== null; window = next(chunk.last)) {
        yield window;
        drop();
      }
      if (!chunk.last) return;
      buffer = '';
      pieces = [];
      settled = 0;
    },
  };
};

const inOrder = (fields: readonly Field[]): readonly Field[] =>
  fields.every((field, i) => i === 0 || (fields[i - 1]?.start ?? 0) <= field.start)
    ? fields
    : [...fields].sort((a, b) => a.start - b.start);

/** Fields that begin before `until` and lie in [start, stop) of the buffer, in offsets from `start`. */
const fieldsIn = (pieces: readonly Piece[], start: number, until: number, stop: number): Field[] => {
  const inside: Field[] = [];
  for (const { at, skipped, fields, first } of pieces) {
    const shift = at - skipped - start;
    for (let i = first; i < fields.length; i++) {
      const field = fields[i];
      if (field === undefined || field.start + shift >= until - start) break;
      if (field.start + shift < 0 || field.end + shift > stop - start || field.end + shift <= 0) continue;
      inside.push(shift === 0 ? field : { ...field, start: field.start + shift, end: field.end + shift });
    }
  }
  return inside;
};

/** A line's end near the limit, else the limit itself, never inside a surrogate pair. */
const cutAt = (text: string, from: number, limit: number): number => {
  const line = text.lastIndexOf('\n', limit - 1) + 1;
  if (line > from + (limit - from) / 2) return line;
  const unit = text.charCodeAt(limit);
  return unit >= 0xdc00 && unit <= 0xdfff ? limit - 1 : limit;
};

const placeOf = (pieces: readonly Piece[], start: number, end: number): Span => {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (piece === undefined) return { start, end };
  const from = start - piece.at + piece.skipped;
  const to = end - piece.at + piece.skipped;
  const { base, map } = piece.chunk;
  return map === undefined
    ? { start: base + from, end: base + to }
    : mapSpan(map, from, to, piece.skipped + piece.length);
};
