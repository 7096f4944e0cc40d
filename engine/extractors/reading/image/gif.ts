/** GIF (89a): comments, plain text, application data, and where the image ends. */
import { decoded, type ImageFacts, latin1, measure, say, viewOf } from './facts.ts';

export const isGif = (head: Uint8Array): boolean => /^GIF8[79]a/.test(latin1(head.subarray(0, 6)));

export function readGif(bytes: Uint8Array, facts: ImageFacts): void {
  if (bytes.length < 13) {
    facts.whole = false;
    return;
  }
  const view = viewOf(bytes);
  measure(facts, view.getUint16(6, true), view.getUint16(8, true));
  const tableSize = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + tableSize(bytes[10] ?? 0);
  let frames = 0;
  facts.whole = false;
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x3b) {
      facts.whole = true;
      facts.end = at + 1;
      break;
    }
    if (kind === 0x2c) {
      frames++;
      at += 10 + tableSize(bytes[at + 9] ?? 0) + 1;
      at = blocksEnd(bytes, at);
    } else if (kind === 0x21) {
      const label = bytes[at + 1];
      const start = at + 2;
      at = blocksEnd(bytes, start);
      if (label === 0xfe) say(facts, 'Comment', decoded(blocks(bytes, start)));
      else if (label === 0x01) say(facts, 'Text', decoded(blocks(bytes, start + 13)));
      // XMP stands in one piece, and a ramp of bytes after it leads readers of blocks out (XMP part 3 §1.1.2).
      else if (latin1(bytes.subarray(start + 1, start + 12)) === 'XMP DataXMP')
        facts.xmp.push(bytes.subarray(start + 12, Math.max(start + 12, at - 258)));
    } else break;
  }
  facts.pages = Math.max(1, frames);
}

function blocksEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += (bytes[at] ?? 0) + 1;
  return at + 1;
}

function blocks(bytes: Uint8Array, from: number): Uint8Array {
  const pieces: number[] = [];
  for (let at = from; at < bytes.length && bytes[at] !== 0; at += (bytes[at] ?? 0) + 1)
    for (const byte of bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0))) pieces.push(byte);
  return Uint8Array.from(pieces);
}
