/**
 * Pixels of TIFF pages whose packing the recogniser of letters does not know: Deflate (Adobe's, with
 * predictor) and JPEG within TIFF. A piece is a strip or a tile.
 */
import { unzlib } from '../inflate.ts';
import { decodeJpeg, type Grey } from '../pdf/decoder.ts';
import { pixmapOf } from './pixmap.ts';
import { firstPage, type Tags } from './tiff.ts';

/** TIFF 6.0 and Adobe's Photoshop TIFF notes. */
const TAG = {
  width: 0x0100,
  height: 0x0101,
  bits: 0x0102,
  packing: 0x0103,
  photometric: 0x0106,
  stripOffsets: 0x0111,
  samples: 0x0115,
  rows: 0x0116,
  stripSizes: 0x0117,
  planar: 0x011c,
  predictor: 0x013d,
  tileWidth: 0x0142,
  tileHeight: 0x0143,
  tileOffsets: 0x0144,
  tileSizes: 0x0145,
  tables: 0x015b,
} as const;

const JPEG = 7;
const DEFLATE: ReadonlySet<number> = new Set([8, 32946]);

/** Pixels of a page that is unpacked here. */
const MOST = 100_000_000;

/** A page as grey pixels in a file of their own; null where its packing is none of these. */
export async function decodeTiff(page: Uint8Array): Promise<Uint8Array | null> {
  const tags = firstPage(page);
  const [width, height, packing] = [tags.number(TAG.width), tags.number(TAG.height), tags.number(TAG.packing)];
  if (width * height === 0 || width * height > MOST || tags.number(TAG.planar, 1) !== 1) return null;
  if (packing !== JPEG && !DEFLATE.has(packing)) return null;
  const tiled = tags.number(TAG.tileWidth) > 0;
  const pieceWidth = tiled ? tags.number(TAG.tileWidth) : width;
  const pieceHeight = tiled ? tags.number(TAG.tileHeight) : Math.min(height, tags.number(TAG.rows, height));
  const offsets = tags.numbers(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  const sizes = tags.numbers(tiled ? TAG.tileSizes : TAG.stripSizes);
  const across = Math.ceil(width / pieceWidth);
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [i, at] of offsets.entries()) {
    const packed = page.subarray(at, at + (sizes[i] ?? 0));
    const piece = packing === JPEG ? await fromJpeg(packed, tags) : fromDeflate(packed, pieceWidth, pieceHeight, tags);
    if (piece === null) return null;
    const [left, top] = [(i % across) * pieceWidth, Math.floor(i / across) * pieceHeight];
    for (let y = 0; y < piece.height && top + y < height; y++) {
      const row = piece.pixels.subarray(y * piece.width, y * piece.width + Math.min(piece.width, width - left));
      pixels.set(row, (top + y) * width + left);
    }
  }
  return pixmapOf(width, height, pixels);
}

/** Tables that all pieces share stand in front of each (TIFF Technical Note 2). */
async function fromJpeg(packed: Uint8Array, tags: Tags): Promise<Grey | null> {
  const tables = tags.bytes(TAG.tables);
  if (tables === null || tables.length < 4) return decodeJpeg(packed);
  const joined = new Uint8Array(tables.length - 2 + packed.length - 2);
  joined.set(tables.subarray(0, -2));
  joined.set(packed.subarray(2), tables.length - 2);
  return decodeJpeg(joined);
}

function fromDeflate(packed: Uint8Array, width: number, height: number, tags: Tags): Grey | null {
  const samples = tags.number(TAG.samples, 1);
  const bits = tags.number(TAG.bits, 1);
  const stride = Math.ceil((width * samples * bits) / 8);
  const data = unzlib(packed, stride * height + 1024);
  if (data === null || (bits !== 1 && bits !== 8 && bits !== 16)) return null;
  const step = bits / 8;
  if (tags.number(TAG.predictor, 1) === 2 && bits === 8)
    for (let row = 0; row + stride <= data.length; row += stride)
      for (let i = row + samples; i < row + stride; i++) data[i] = ((data[i] ?? 0) + (data[i - samples] ?? 0)) & 255;
  else if (tags.number(TAG.predictor, 1) !== 1) return null;
  const inverse = tags.number(TAG.photometric, 1) === 0;
  // Of two bytes the more significant one is enough; which one it is stands in the first bytes of the file.
  const rows = Math.min(height, Math.floor(data.length / stride));
  const pixels = new Uint8Array(width * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + (bits === 1 ? x >> 3 : x * samples * step);
      const [red = 0, green = red, blue = red] =
        samples >= 3 ? [data[at], data[at + step], data[at + 2 * step]] : [data[at]];
      const grey = bits === 1 ? ((red >> (7 - (x & 7))) & 1) * 255 : 0.299 * red + 0.587 * green + 0.114 * blue;
      pixels[y * width + x] = inverse ? 255 - grey : grey;
    }
  }
  return { width, height: rows, pixels };
}
