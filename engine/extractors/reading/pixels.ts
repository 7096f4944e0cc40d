/**
 * Pixels, which may show text that stands nowhere else: read where the host recognises letters, else a
 * gap. What cannot show a letter is neither.
 */

export interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** Pixels in height below which no letter can be told, and in width in which no word fits. */
const LOWEST = 8;
const NARROWEST = 24;

/** True where a word may be told; always where the size is not known. */
export const mayShowText = ({ width, height }: Pixels): boolean =>
  width * height === 0 || (Math.min(width, height) >= LOWEST && Math.max(width, height) >= NARROWEST);
