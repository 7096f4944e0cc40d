/** The pages of a TIFF as files of one page each, which is what a recogniser of letters reads. */
import { viewOf } from './facts.ts';
import { pageOffsets } from './tiff.ts';

/** Each shares all bytes but the header, which points to its own directory, and that directory's end. */
export function tiffPages(bytes: Uint8Array): Uint8Array[] {
  const view = viewOf(bytes);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const offsets = pageOffsets(bytes);
  if (offsets.length < 2) return [bytes];
  return offsets.map((at) => {
    const page = bytes.slice();
    const own = viewOf(page);
    const entries = big ? Number(own.getBigUint64(at, little)) : own.getUint16(at, little);
    const end = at + (big ? 8 + 20 * entries : 2 + 12 * entries);
    if (big) {
      own.setBigUint64(8, BigInt(at), little);
      if (end + 8 <= page.length) own.setBigUint64(end, 0n, little);
    } else {
      own.setUint32(4, at, little);
      if (end + 4 <= page.length) own.setUint32(end, 0, little);
    }
    return page;
  });
}
