/** The way from offsets of readable text back to those of the text it was read from. */
import type { OffsetMap, Span } from './types.ts';

/**
 * The original range of a readable range; a range that touches a rewritten segment covers it whole.
 * `length` is that of the readable text, where the last segment ends.
 */
export const mapSpan = (map: OffsetMap | null | undefined, start: number, end: number, length: number): Span => {
  if (map === null || map === undefined || map.from.length === 0) return { start, end };
  const last = Math.max(start, end - 1);
  return {
    start: mapEdge(map, start, false, length),
    end: end <= start ? mapEdge(map, start, false, length) : mapEdge(map, last, true, length),
  };
};

/** Offset of one readable unit: its first original unit, or one past its last where `after`. */
const mapEdge = (map: OffsetMap, at: number, after: boolean, length: number): number => {
  const index = segmentOf(map.from, at);
  const from = map.from[index] ?? 0;
  const to = map.to[index] ?? 0;
  const toEnd = map.toEnd[index] ?? to;
  const inStep = (map.from[index + 1] ?? length) - from === toEnd - to;
  if (inStep) return to + (at - from) + (after ? 1 : 0);
  return after ? toEnd : to;
};

const segmentOf = (from: OffsetMap['from'], at: number): number => {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
};
