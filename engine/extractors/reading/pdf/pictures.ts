/** Which of a page's pictures may hold text that nobody has read. */
import type { Matrix, PageContent, Picture } from './operators.ts';
import type { PdfPage } from './worker.ts';

/** Of the page: the smallest label with a name on it (5 × 1.3 cm) is 1 % of a letter page. */
const SHARE = 0.01;

/** Pixels in height below which no letter can be read. */
const LOWEST = 8;

/** Numbers of lines and curves that a page without a word or picture draws if its letters are drawn as shapes. */
const SHAPES = 2000;

/** True where pictures that could hold text cover a hundredth of the page, or text is drawn as shapes. */
export function isPictured({ pictures, glyphs, strokes }: PageContent, view: PdfPage['view']): boolean {
  if (glyphs === 0 && strokes >= SHAPES) return true;
  const page = Math.abs((view[2] - view[0]) * (view[3] - view[1]));
  const covered = pictures.filter(holdsText).reduce((sum, { matrix }) => sum + areaOf(matrix), 0);
  return covered >= SHARE * page;
}

/** Thin and tiny images are rules, shades and dots. */
export const holdsText = ({ width, height }: Picture): boolean => Math.min(width, height) >= LOWEST;

/** Of the unit square, where a matrix puts it. */
const areaOf = ([a, b, c, d]: Matrix): number => Math.abs(a * d - b * c);
