/** Small pictures, written chunk by chunk, with what they say beside their pixels. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const uint32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
};

/** Grey pixels, row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export const blank = (width: number, height: number): Raster => ({
  width,
  height,
  pixels: new Uint8Array(width * height).fill(255),
});

/** PNG of grey pixels; chunks of text stand before the pixels. */
export function buildPng(
  { width, height, pixels }: Raster,
  chunks: readonly (readonly [string, Uint8Array])[] = [],
): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([bytes(type), data]);
    return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
  };
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 0, 0, 0, 0])]);
  return Buffer.concat([
    bytes('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', header),
    ...chunks.map(([type, data]) => chunk(type, data)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** JPEG of empty scans: what stands around them is what is read. */
export function buildJpeg(
  width: number,
  height: number,
  segments: readonly (readonly [marker: number, data: Uint8Array])[],
): Uint8Array {
  const segment = (marker: number, data: Uint8Array): Buffer => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  };
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments.map(([marker, data]) => segment(marker, data)),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9]),
  ]);
}

/** A TIFF entry: tag, type (2 text, 3 short, 4 long, 5 ratios, 7 bytes), value. */
export type TiffEntry = readonly [
  tag: number,
  type: 2 | 3 | 4 | 5 | 7,
  value: string | readonly number[] | Uint8Array | TiffDirectory,
];
export interface TiffDirectory {
  readonly entries: readonly TiffEntry[];
}

export interface TiffPage extends TiffDirectory {
  /** Its only strip, and how it is packed. */
  readonly strip?: Uint8Array;
}

/** A TIFF of pages, in either byte order. */
export function buildTiff(pages: readonly TiffPage[], little = true): Uint8Array {
  const body: Buffer[] = [Buffer.concat([bytes(little ? 'II*\0' : 'MM\0*'), number(4, 0, little)])];
  const size = (): number => body.reduce((sum, piece) => sum + piece.length, 0);
  const add = (piece: Uint8Array): number => {
    if (size() % 2 === 1) body.push(Buffer.alloc(1));
    const at = size();
    body.push(Buffer.from(piece));
    return at;
  };
  const directory = ({ entries, strip }: TiffPage): Buffer => {
    const placed: TiffEntry[] =
      strip === undefined ? [...entries] : [...entries, [0x0111, 4, [add(strip)]], [0x0117, 4, [strip.length]]];
    const rows = placed
      .sort(([a], [b]) => a - b)
      .map(([tag, type, value]) => {
        const data = dataOf(type, value, little, (inner) => add(directory(inner)));
        const counted =
          typeof value === 'object' && 'entries' in value && !Array.isArray(value) && !(value instanceof Uint8Array)
            ? 1
            : data.length / { 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 }[type];
        const slot =
          data.length <= 4 ? Buffer.concat([data, Buffer.alloc(4 - data.length)]) : number(4, add(data), little);
        return Buffer.concat([number(2, tag, little), number(2, type, little), number(4, counted, little), slot]);
      });
    return Buffer.concat([number(2, rows.length, little), ...rows, number(4, 0, little)]);
  };
  let link: { readonly piece: Buffer; readonly at: number } = { piece: body[0] as Buffer, at: 4 };
  for (const page of pages) {
    const built = directory(page);
    number(4, add(built), little).copy(link.piece, link.at);
    link = { piece: body.at(-1) as Buffer, at: built.length - 4 };
  }
  return Buffer.concat(body);
}

function dataOf(type: number, value: TiffEntry[2], little: boolean, nested: (inner: TiffDirectory) => number): Buffer {
  if (typeof value === 'string') return bytes(`${value}\0`);
  if (value instanceof Uint8Array) return Buffer.from(value);
  if ('entries' in value && !Array.isArray(value)) return number(4, nested(value as TiffDirectory), little);
  return Buffer.concat((value as readonly number[]).map((one) => number(type === 3 ? 2 : 4, one, little)));
}

function number(length: number, value: number, little: boolean): Buffer {
  const buffer = Buffer.alloc(length);
  if (little) buffer.writeUIntLE(value, 0, length);
  else buffer.writeUIntBE(value, 0, length);
  return buffer;
}

/** Boxes of ISO/IEC 14496-12. */
export const box = (type: string, ...content: readonly Uint8Array[]): Buffer => {
  const data = Buffer.concat(content);
  return Buffer.concat([uint32(data.length + 8), bytes(type), data]);
};

/** Chunks of a RIFF file. */
export function buildWebp(chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const content = Buffer.concat(
    chunks.map(([type, data]) =>
      Buffer.concat([bytes(type), number(4, data.length, true), data, Buffer.alloc(data.length % 2)]),
    ),
  );
  return Buffer.concat([bytes('RIFF'), number(4, content.length + 4, true), bytes('WEBP'), content]);
}

/** Pixels of a PNG in black and white (one bit, no palette, not interlaced). */
export function readPng(file: Uint8Array): Raster {
  const source = Buffer.from(file);
  const [width, height] = [source.readUInt32BE(16), source.readUInt32BE(20)];
  const packed: Buffer[] = [];
  for (let at = 8; at < source.length; at += 12 + source.readUInt32BE(at))
    if (source.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(source.subarray(at + 8, at + 8 + source.readUInt32BE(at)));
  const rows = inflateSync(Buffer.concat(packed));
  const stride = Math.ceil(width / 8);
  const pixels = new Uint8Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)] ?? 0;
    const row = rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let i = 0; i < stride; i++) {
      const [left, up, corner] = [row[i - 1] ?? 0, above[i] ?? 0, above[i - 1] ?? 0];
      const guess = left + up - corner;
      const near = [left, up, corner].reduce((best, one) =>
        Math.abs(guess - one) < Math.abs(guess - best) ? one : best,
      );
      row[i] = ((row[i] ?? 0) + ([0, left, up, (left + up) >> 1, near][filter] ?? 0)) & 255;
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = ((row[x >> 3] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0;
    above = Uint8Array.from(row);
  }
  return { width, height, pixels };
}

/** A stretch of its rows. */
export const rowsOf = ({ width, pixels }: Raster, from: number, to: number): Raster => ({
  width,
  height: to - from,
  pixels: pixels.slice(from * width, to * width),
});
