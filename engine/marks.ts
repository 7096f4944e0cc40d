/**
 * Marks on paper: what is black and hangs together, in a picture of one bit a pixel. Those that are as
 * large as letters and stand in no word that was read are what nobody has read.
 */
import { unzlib } from './extractors/reading/inflate.ts';

export interface Mark {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels that a letter may be high and wide, from small print to a heading. */
const SMALLEST = 8;
const LARGEST = 160;

/** Black and white rows, a bit a pixel, 1 is white. */
interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
}

/** Marks of the size of letters in a PNG of one bit a pixel; none where it is no such PNG. */
export function marksOf(png: Uint8Array): Mark[] {
  const bitmap = unpack(png);
  return bitmap === null ? [] : components(bitmap).filter(isLetterSized);
}

const isLetterSized = ({ left, right, top, bottom }: Mark): boolean =>
  bottom - top >= SMALLEST && bottom - top <= LARGEST && right - left <= LARGEST;

/** Bytes of a page of a hundred million pixels. */
const MOST = 16 * 1024 * 1024;

function unpack(png: Uint8Array): Bitmap | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (png.length < 33 || png[24] !== 1 || png[28] !== 0) return null;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const packed: number[] = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === IDAT)
      for (const byte of png.subarray(at + 8, at + 8 + view.getUint32(at))) packed.push(byte);
  const filtered = unzlib(Uint8Array.from(packed), MOST);
  const stride = (width + 7) >> 3;
  if (filtered === null || filtered.length < (stride + 1) * height) return null;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++)
    unfilter(filtered.subarray(y * (stride + 1), (y + 1) * (stride + 1)), rows, y, stride);
  return { width, height, rows };
}

const IDAT = 0x49444154;

/** PNG (W3C) §9.2: what a row leaves out of its neighbours. */
function unfilter(row: Uint8Array, rows: Uint8Array, y: number, stride: number): void {
  const start = y * stride;
  for (let i = 0; i < stride; i++) {
    const left = i > 0 ? (rows[start + i - 1] ?? 0) : 0;
    const up = y > 0 ? (rows[start - stride + i] ?? 0) : 0;
    const corner = i > 0 && y > 0 ? (rows[start - stride + i - 1] ?? 0) : 0;
    rows[start + i] = (row[i + 1] ?? 0) + predicted(row[0] ?? 0, left, up, corner);
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Runs of black, joined where they touch those of the row above. */
function components({ width, height, rows }: Bitmap): Mark[] {
  const stride = (width + 7) >> 3;
  const boxes: { left: number; right: number; top: number; bottom: number; parent: number }[] = [];
  const root = (i: number): number => {
    let at = i;
    for (let box = boxes[at]; box !== undefined && box.parent !== at; box = boxes[at]) at = box.parent;
    return at;
  };
  let above: { from: number; to: number; label: number }[] = [];
  for (let y = 0; y < height; y++) {
    const runs: typeof above = [];
    let next = 0;
    for (const [from, to] of blackRuns(rows.subarray(y * stride, (y + 1) * stride), width)) {
      let label = -1;
      while (next < above.length && (above[next]?.to ?? 0) < from) next++;
      for (let i = next; i < above.length; i++) {
        const run = above[i];
        if (run === undefined || run.from > to) break;
        const other = root(run.label);
        if (label < 0) label = other;
        else if (other !== label) merge(boxes, label, other);
      }
      if (label < 0) {
        label = boxes.length;
        boxes.push({ left: from, right: to, top: y, bottom: y + 1, parent: label });
      }
      const box = boxes[label];
      if (box !== undefined) {
        box.left = Math.min(box.left, from);
        box.right = Math.max(box.right, to);
        box.bottom = y + 1;
      }
      runs.push({ from, to, label });
    }
    above = runs;
  }
  return boxes.filter(({ parent }, i) => parent === i);
}

function merge(
  boxes: { left: number; right: number; top: number; bottom: number; parent: number }[],
  into: number,
  from: number,
): void {
  const [kept, gone] = [boxes[into], boxes[from]];
  if (kept === undefined || gone === undefined) return;
  kept.left = Math.min(kept.left, gone.left);
  kept.right = Math.max(kept.right, gone.right);
  kept.top = Math.min(kept.top, gone.top);
  kept.bottom = Math.max(kept.bottom, gone.bottom);
  gone.parent = into;
}

function* blackRuns(row: Uint8Array, width: number): Generator<readonly [from: number, to: number]> {
  let from = -1;
  for (let i = 0; i < row.length; i++) {
    const byte = row[i] ?? 0xff;
    if (byte === 0xff && from < 0) continue;
    for (let bit = 0; bit < 8; bit++) {
      const x = 8 * i + bit;
      const black = x < width && ((byte >> (7 - bit)) & 1) === 0;
      if (black && from < 0) from = x;
      else if (!black && from >= 0) {
        yield [from, x];
        from = -1;
      }
    }
  }
  if (from >= 0) yield [from, width];
}
