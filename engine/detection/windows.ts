import { mapSpan } from '../offsets.ts';
import type { Field, OffsetMap, Span, TextChunk } from '../types.ts';

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
  readonly chunk: { readonly base: number; readonly map?: OffsetMap };
  readonly length: number;
  /** Units of the chunk that were dropped from the buffer already. */
  readonly skipped: number;
}

/**
 * Cuts a part's text into windows that overlap by `carry` units on either side: a match of at most
 * `carry` units that begins before `until` is whole inside its window.
 */
export const createWindows = (carry: number): Windows => {
  let buffer = '';
  let pieces: Piece[] = [];
  let fields: Field[] = [];
  let settled = 0;

  const next = (end: boolean): Window | null => {
    const left = buffer.length - settled;
    if (left <= 0 || (!end && left < WAIT + carry)) return null;
    const start = Math.max(0, settled - carry);
    const stop = Math.min(buffer.length, settled + WINDOW + carry);
    const until = end && stop === buffer.length ? stop : cutAt(buffer, settled, stop - carry);
    const inside = fields.filter((field) => field.start < until && field.end > start);
    const frozen = pieces;
    const window: Window = {
      text: buffer.slice(start, stop),
      from: settled - start,
      until: until - start,
      fields: inside
        .filter((field) => field.start >= start && field.end <= stop)
        .map((field) => ({ ...field, start: field.start - start, end: field.end - start })),
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
        return {
          ...piece,
          at: Math.max(0, piece.at - gone),
          length: piece.length - lost,
          skipped: piece.skipped + lost,
        };
      });
    fields = fields
      .filter((field) => field.start >= gone)
      .map((field) => ({ ...field, start: field.start - gone, end: field.end - gone }));
  };

  return {
    push: function* (chunk) {
      const at = buffer.length;
      const { base, map } = chunk;
      pieces.push({ at, chunk: map === undefined ? { base } : { base, map }, length: chunk.text.length, skipped: 0 });
      buffer += chunk.text;
      // A value that a chunk's end cuts is a field up to there and one from there.
      const open = fields.filter((field) => field.end === at);
      for (const field of chunk.fields) {
        const begun = field.start > 0 ? undefined : open.find(isSameKey(field));
        if (begun !== undefined) fields = fields.filter((other) => other !== begun);
        fields.push({ ...field, ...begun, start: begun?.start ?? field.start + at, end: field.end + at });
      }
      for (let window = next(chunk.last); window !== null; window = next(chunk.last)) {
        yield window;
        drop();
      }
      if (!chunk.last) return;
      buffer = '';
      pieces = [];
      fields = [];
      settled = 0;
    },
  };
};

const isSameKey =
  ({ key, infoType }: Field) =>
  (other: Field): boolean =>
    other.key === key && other.infoType === infoType;

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
