/** WebP (RFC 9649): chunks of a RIFF file. */
import { type ImageFacts, latin1, measure, viewOf } from './facts.ts';
import { readTiff } from './tiff.ts';

export const isWebp = (head: Uint8Array): boolean => /^RIFF.{4}WEBP/s.test(latin1(head.subarray(0, 12)));

export function readWebp(bytes: Uint8Array, facts: ImageFacts): void {
  const view = viewOf(bytes);
  if (bytes.length < 12) return;
  facts.end = Math.min(bytes.length, 8 + view.getUint32(4, true));
  facts.whole = 8 + view.getUint32(4, true) <= bytes.length;
  let frames = 0;
  let pictures = 0;
  for (let at = 12; at + 8 <= facts.end; ) {
    const type = latin1(bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const data = bytes.subarray(at + 8, Math.min(facts.end, at + 8 + length));
    if (type === 'EXIF') readTiff(latin1(data.subarray(0, 4)) === 'Exif' ? data.subarray(6) : data, facts, false);
    else if (type === 'XMP ') facts.xmp.push(data);
    else if (type === 'ANMF') frames++;
    else readSize(type, data, facts);
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') pictures++;
    if (at + 8 + length > facts.end) facts.whole = false;
    at += 8 + length + (length % 2);
  }
  facts.pages = Math.max(1, frames);
  if (pictures === 0) facts.whole = false;
}

/** RFC 9649 §2.5 to §2.7: canvas, lossy and lossless pictures. */
function readSize(type: string, data: Uint8Array, facts: ImageFacts): void {
  const view = viewOf(data);
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (type === 'VP8X' && data.length >= 10) measure(facts, uint24(4) + 1, uint24(7) + 1);
  else if (type === 'VP8 ' && data.length >= 10)
    measure(facts, view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff);
  else if (type === 'VP8L' && data.length >= 5) {
    const bits = view.getUint32(1, true);
    measure(facts, (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
  }
}
