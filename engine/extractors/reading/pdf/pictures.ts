/** What a page shows in pictures: read where letters are recognised, else a gap where it may be text. */
import type { ExtractContext, Extracted } from '../../../types.ts';
import { pixmapOf } from '../image/pixmap.ts';
import { readPixels } from '../pixels.ts';
import type { PageContent, Picture } from './operators.ts';
import type { ReadPage } from './pages.ts';
import { areaOf, composePage, type Placed } from './raster.ts';
import type { PdfPage } from './worker.ts';

/** Of the page: the smallest label with a name on it (5 × 1.3 cm) is 1 % of a letter page. */
const SHARE = 0.01;

/** Pixels in height below which no letter can be read. */
const LOWEST = 8;

/** Numbers of lines and curves that a page without a word or picture draws if its letters are drawn as shapes. */
const SHAPES = 2000;

/** Exif orientations by the quarters that a page is turned before it is shown. */
const ORIENTATIONS: Readonly<Record<number, number>> = { 0: 1, 90: 6, 180: 3, 270: 8 };

/** The letters of a page's pictures, into `part`; what stays unread is a gap of `place`. */
export async function* readPictures(
  { content, view, rotate, image }: ReadPage,
  part: string,
  place: string,
  context: ExtractContext,
): AsyncGenerator<Extracted> {
  if (isDrawn(content)) yield { kind: 'gap', part: place, reason: 'needs-ocr' };
  if (!isPictured(content, view)) return;
  if (context.aids.recognise === undefined) {
    yield { kind: 'gap', part: place, reason: 'needs-ocr' };
    return;
  }
  const placed: Placed[] = [];
  let lost = false;
  for (const picture of content.pictures) {
    const loaded = typeof picture.image === 'string' ? await image(picture.image) : picture.image;
    if (loaded === null) lost ||= holdsText(picture);
    else placed.push({ picture, image: loaded });
  }
  const page = composePage(placed, view);
  if (lost || page === null) yield { kind: 'gap', part: place, reason: 'needs-ocr' };
  if (page === null || placed.length === 0) return;
  const { width, height, pixels } = page;
  const orientation = ORIENTATIONS[((rotate % 360) + 360) % 360] ?? 1;
  yield* readPixels({ bytes: pixmapOf(width, height, pixels), width, height, orientation }, part, place, context);
}

/** True where text seems to be drawn as shapes: no font says what it is, and no picture holds it. */
const isDrawn = ({ glyphs, strokes }: PageContent): boolean => glyphs === 0 && strokes >= SHAPES;

/** True where pictures that could hold text cover a hundredth of the page. */
function isPictured({ pictures }: PageContent, view: PdfPage['view']): boolean {
  const page = Math.abs((view[2] - view[0]) * (view[3] - view[1]));
  const covered = pictures.filter(holdsText).reduce((sum, { matrix }) => sum + areaOf(matrix), 0);
  return covered >= SHARE * page;
}

/** Thin and tiny images are rules, shades and dots. */
const holdsText = ({ width, height }: Picture): boolean => Math.min(width, height) >= LOWEST;
