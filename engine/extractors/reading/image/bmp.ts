/** Windows bitmaps: they say nothing but their size. */
import { type ImageFacts, measure, viewOf } from './facts.ts';

/** Sizes of the second header, by which the versions are told apart. */
const HEADERS: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);

export const isBmp = (head: Uint8Array): boolean =>
  head[0] === 0x42 && head[1] === 0x4d && head.length >= 26 && HEADERS.has(viewOf(head).getUint32(14, true));

export function readBmp(bytes: Uint8Array, facts: ImageFacts): void {
  const view = viewOf(bytes);
  if (view.getUint32(14, true) === 12) measure(facts, view.getUint16(18, true), view.getUint16(20, true));
  else measure(facts, Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
  const size = view.getUint32(2, true);
  facts.whole = size <= bytes.length;
  if (size >= 54 && facts.whole) facts.end = size;
}
