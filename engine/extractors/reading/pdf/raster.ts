/** A page's pictures as they lie on it, in grey: scans come in strips, in layers, turned and scaled. */
import type { Matrix, Picture } from './operators.ts';
import type { PdfImage } from './resources.ts';
import type { PdfPage } from './worker.ts';

/** Grey pixels, row by row; 255 is paper. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Pixels per inch: fewer make letters too small to be told, more make the work longer and nothing clearer. */
const COARSEST = 150;
const FINEST = 300;

/** Pixels of one page; a sheet of A3 at 300 an inch has 17 million. */
const MOST = 20_000_000;

const POINTS = 72;

export interface Placed {
  readonly picture: Picture;
  readonly image: PdfImage;
}

/** The page, as large as its finest picture allows; null where it has no size. */
export function composePage(placed: readonly Placed[], view: PdfPage['view']): Grey | null {
  const [left, bottom, right, top] = view;
  const finest = placed.map(
    ({ picture }) => Math.sqrt((picture.width * picture.height) / areaOf(picture.matrix)) * POINTS,
  );
  const wanted = Math.min(FINEST, Math.max(COARSEST, ...finest.filter(Number.isFinite)));
  const size = (right - left) * (top - bottom);
  const scale = Math.min(wanted / POINTS, Math.sqrt(MOST / Math.max(1, size)));
  const width = Math.round((right - left) * scale);
  const height = Math.round((top - bottom) * scale);
  if (!(width > 0 && height > 0)) return null;
  const pixels = new Uint8Array(width * height).fill(255);
  // From the unit square to pixels, whose rows run downwards.
  const paper: Matrix = [scale, 0, 0, -scale, -left * scale, top * scale];
  for (const one of placed) paint(one, product(paper, one.picture.matrix), { width, height, pixels });
  return { width, height, pixels };
}

/** A picture by itself, over paper where it is clear. */
export function greyOf(image: PdfImage): Grey {
  const sample = samplerOf(image);
  const pixels = new Uint8Array(image.width * image.height);
  for (let y = 0, at = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++, at++) pixels[at] = over(sample(x, y), 255);
  return { width: image.width, height: image.height, pixels };
}

/** Grey in the lower byte, how opaque it is above. */
type Sample = (x: number, y: number) => number;

const CLEAR = 0;
const opaque = (grey: number): number => 0xff00 | grey;
const over = (sample: number, under: number): number => {
  const alpha = sample >> 8;
  return Math.round(((sample & 255) * alpha + under * (255 - alpha)) / 255);
};

/** pdf.js ImageKind: 1 = one bit a pixel, 2 = RGB, 3 = RGBA; none for masks, which paint where a bit is 0. */
function samplerOf({ width, kind, data }: PdfImage): Sample {
  const stride = (width + 7) >> 3;
  const bit = (x: number, y: number): number => ((data[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  const grey = (at: number): number =>
    Math.round(0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0));
  switch (kind) {
    case 1:
      return (x, y) => opaque(bit(x, y) * 255);
    case 2:
      return (x, y) => opaque(grey(3 * (y * width + x)));
    case 3:
      return (x, y) => ((data[4 * (y * width + x) + 3] ?? 255) << 8) | grey(4 * (y * width + x));
    default:
      return (x, y) => (bit(x, y) === 0 ? opaque(0) : CLEAR);
  }
}

/** Samples of a picture to a pixel of the page, each way: more would not be seen. */
const SAMPLES = 4;

function paint({ picture, image }: Placed, to: Matrix, page: Grey): void {
  const back = inverseOf(to);
  if (back === null) return;
  const sample = samplerOf(picture.mask ? withoutKind(image) : image);
  const corners = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([x = 0, y = 0]) => [to[0] * x + to[2] * y + to[4], to[1] * x + to[3] * y + to[5]]);
  const range = (i: 0 | 1, most: number): readonly [number, number] => {
    const all = corners.map((corner) => corner[i] ?? 0);
    return [Math.max(0, Math.floor(Math.min(...all))), Math.min(most, Math.ceil(Math.max(...all)))];
  };
  const [fromX, toX] = range(0, page.width);
  const [fromY, toY] = range(1, page.height);
  const perPixel = Math.max(Math.hypot(back[0], back[2]) * image.width, Math.hypot(back[1], back[3]) * image.height);
  const samples = Math.min(SAMPLES, Math.max(1, Math.ceil(perPixel - 0.25)));
  for (let y = fromY; y < toY; y++) {
    for (let x = fromX; x < toX; x++) {
      let sum = 0;
      const under = page.pixels[y * page.width + x] ?? 255;
      for (let i = 0; i < samples * samples; i++) {
        const px = x + ((i % samples) + 0.5) / samples;
        const py = y + (Math.floor(i / samples) + 0.5) / samples;
        const column = Math.floor((back[0] * px + back[2] * py + back[4]) * image.width);
        const row = Math.floor((1 - (back[1] * px + back[3] * py + back[5])) * image.height);
        const inside = column >= 0 && column < image.width && row >= 0 && row < image.height;
        sum += inside ? over(sample(column, row), under) : under;
      }
      page.pixels[y * page.width + x] = sum / (samples * samples);
    }
  }
}

const withoutKind = ({ width, height, data }: PdfImage): PdfImage => ({ width, height, data });

/** Of the unit square, where a matrix puts it. */
export const areaOf = ([a, b, c, d]: Matrix): number => Math.abs(a * d - b * c);

const product = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

function inverseOf([a, b, c, d, e, f]: Matrix): Matrix | null {
  const area = a * d - b * c;
  if (!Number.isFinite(area) || Math.abs(area) < 1e-9) return null;
  return [d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area];
}
