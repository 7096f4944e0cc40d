/** Group 4 fax (ITU-T T.6) in TIFF: every line in horizontal mode, which any reader must understand. */
import { buildTiff, type Raster } from './build-image.ts';
import codes from './fax-codes.json' with { type: 'json' };

/** Run lengths of white and black: up to 63, then in steps of 64 (T.4 tables 2 and 3). */
const RUNS: Readonly<
  Record<'white' | 'black', { readonly ends: readonly string[]; readonly steps: readonly string[] }>
> = codes;

const HORIZONTAL = '001';
const END_OF_BLOCK = '000000000001000000000001';

/** Pages of black and white, one strip each. */
export const buildFax = (pages: readonly Raster[]): Uint8Array =>
  buildTiff(
    pages.map((page) => ({
      entries: [
        [0x0100, 3, [page.width]],
        [0x0101, 3, [page.height]],
        [0x0102, 3, [1]],
        [0x0103, 3, [4]],
        [0x0106, 3, [0]],
        [0x0115, 3, [1]],
        [0x0116, 3, [page.height]],
      ],
      strip: packFax(page),
    })),
  );

/** The coded lines alone, as PDF holds them too. */
export function packFax({ width, height, pixels }: Raster): Uint8Array {
  let bits = '';
  const bytes: number[] = [];
  const flush = (): void => {
    const whole = bits.length - (bits.length % 8);
    for (let i = 0; i < whole; i += 8) bytes.push(Number.parseInt(bits.slice(i, i + 8), 2));
    bits = bits.slice(whole);
  };
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * width, (y + 1) * width);
    for (let at = 0; at < width; ) {
      const white = runFrom(row, at, false);
      const black = runFrom(row, at + white, true);
      bits += HORIZONTAL + codeOf('white', white) + codeOf('black', black);
      at += white + black;
    }
    flush();
  }
  bits += END_OF_BLOCK;
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  flush();
  return Uint8Array.from(bytes);
}

function runFrom(row: Uint8Array, from: number, black: boolean): number {
  let at = from;
  while (at < row.length && (row[at] ?? 255) < 128 === black) at++;
  return at - from;
}

function codeOf(colour: 'white' | 'black', run: number): string {
  const { ends, steps } = RUNS[colour];
  return `${run >= 64 ? steps[Math.floor(run / 64) - 1] : ''}${ends[run % 64]}`;
}
