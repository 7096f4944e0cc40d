/**
 * The preview picture that programs keep beside a document: its first page, made small. At 512 pixels a
 * side a page has fewer than 50 to the inch, where body text cannot be read; the document itself says all
 * that the picture shows. A larger one is a picture like any other.
 */
import type { ByteSource, Extracted } from '../../types.ts';

/** Pixels of the longer side. */
const LEGIBLE = 512;

/** `reading` is what the picture gives when it is read as one: its metadata, its letters where they are read. */
export async function* readPreview(source: ByteSource, reading: AsyncIterable<Extracted>): AsyncGenerator<Extracted> {
  const side = longerSide(new Uint8Array(await source.slice(0, Math.min(source.size, 64 * 1024)).arrayBuffer()));
  for await (const found of reading) {
    if (found.kind === 'gap' && found.reason === 'needs-ocr' && side !== null && side <= LEGIBLE) continue;
    yield found;
  }
}

/** Width or height of a PNG (its IHDR chunk) or JPEG (its frame header); null where neither can be read. */
export function longerSide(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) return Math.max(view.getUint32(16), view.getUint32(20));
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    // SOF0–SOF15 without the tables that share their range (ITU-T T.81, table B.1).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return Math.max(view.getUint16(at + 5), view.getUint16(at + 7));
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
