/**
 * What a page's operators put on paper (PDF 32000-1 §9.4, as pdf.js carries it out in
 * src/display/canvas.js): words with their places, images with theirs. Nothing is clipped and nothing
 * is too pale: what a reader could bring to light is read.
 */
import type { Fragment } from '../page/lines.ts';
import type { PdfFont, PdfImage } from './resources.ts';
import { createUnmapped, createWords, directionOf, type Glyph, type Place, partingOf, textOf } from './words.ts';
import type { Operators } from './worker.ts';

export type Matrix = readonly [number, number, number, number, number, number];

export interface Picture {
  /** An image by its name, or the image itself. */
  readonly image: string | PdfImage;
  readonly width: number;
  readonly height: number;
  readonly mask: boolean;
  /** From the unit square to the page. */
  readonly matrix: Matrix;
}

export interface PageContent {
  /** Words by the direction in which they run, in degrees; coordinates are along and across it. */
  readonly directions: ReadonlyMap<number, Fragment[]>;
  readonly pictures: readonly Picture[];
  /** True where words are made of glyphs of which the file does not say what characters they are. */
  readonly unmapped: boolean;
  readonly glyphs: number;
  /** Numbers that draw lines and shapes. */
  readonly strokes: number;
}

export interface PageReader {
  /** Returns the work that it was, in operators; a form costs as much as fifty. */
  read(operators: Operators): number;
  content(): PageContent;
}

/** pdf.js OPS (src/shared/util.js). */
const OPS = {
  save: 10,
  restore: 11,
  transform: 12,
  beginText: 31,
  setCharSpacing: 33,
  setWordSpacing: 34,
  setHScale: 35,
  setLeading: 36,
  setFont: 37,
  setTextRise: 39,
  moveText: 40,
  setLeadingMoveText: 41,
  setTextMatrix: 42,
  nextLine: 43,
  showText: 44,
  formBegin: 74,
  formEnd: 75,
  beginAnnotation: 80,
  endAnnotation: 81,
  imageMask: 83,
  image: 85,
  inlineImage: 86,
  constructPath: 91,
} as const;

interface TextState {
  readonly ctm: Matrix;
  readonly font: string;
  readonly size: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly hScale: number;
  readonly leading: number;
  readonly rise: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const START: TextState = {
  ctm: IDENTITY,
  font: '',
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  hScale: 1,
  leading: 0,
  rise: 0,
};

/** Saved states; a page that saves more (Acrobat's limit is 28) loses the outermost. */
const SAVED = 4096;

export function createPageReader(fontNamed: (name: string) => PdfFont | undefined): PageReader {
  const directions = new Map<number, Fragment[]>();
  const pictures: Picture[] = [];
  let state = START;
  const saved: TextState[] = [];
  let matrix = IDENTITY;
  let x = 0;
  let y = 0;
  let lineX = 0;
  let lineY = 0;
  let glyphs = 0;
  let strokes = 0;
  const unmapped = createUnmapped();

  const move = (dx: number, dy: number): void => {
    x = lineX += dx;
    y = lineY += dy;
  };

  const show = (shown: readonly (Glyph | number)[]): void => {
    const font = fontNamed(state.font);
    if (font?.broken !== false) unmapped.lose();
    const scale = font?.scale ?? 0.001;
    const size = Math.abs(state.size);
    const turned = state.size < 0 ? -1 : 1;
    const vertical = shown.some((glyph) => typeof glyph !== 'number' && Array.isArray(glyph.vmetric));
    const along = vertical ? 1 : state.hScale * turned;
    const to = times(state.ctm, matrix);
    const across = Math.hypot(to[2], to[3]) || Math.hypot(to[0], to[1]);
    const angle = directionOf(vertical ? [-to[2], -to[3]] : [to[0] * along, to[1] * along]);
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const words = createWords(directions, angle, size * across, `${state.font}/${Math.round(size * across)}`);
    const place: Place = (at) => {
      const px = x + (vertical ? 0 : at);
      const py = y + state.rise + (vertical ? at : 0);
      const pageX = to[0] * px + to[2] * py + to[4];
      const pageY = to[1] * px + to[3] * py + to[5];
      return [pageX * cos + pageY * sin, pageY * cos - pageX * sin];
    };
    const parting = partingOf(shown) * size;
    let at = 0;
    for (const glyph of shown) {
      if (typeof glyph === 'number') {
        const gap = (vertical ? 1 : -1) * (glyph / 1000) * size;
        at += gap * along;
        // A step back puts a letter under an accent, or one word over another.
        if (gap > parting || gap < -1.5 * size) words.end(place);
        continue;
      }
      glyphs++;
      const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing;
      const width = vertical
        ? (glyph.vmetric?.[0] ?? -1000) * scale * size - spacing
        : glyph.width * scale * size + spacing;
      const after = at + width * along;
      const text = textOf(glyph.unicode);
      if (text === ' ' || text === '') words.space(place);
      else words.add(text, at, after - (vertical ? 0 : state.charSpacing * along));
      unmapped.look(font, glyph);
      at = after;
    }
    words.end(place);
    unmapped.endWord();
    if (vertical) y += at;
    else x += at;
  };

  const paint = (image: string | PdfImage, width: number, height: number, mask: boolean): void => {
    pictures.push({ image, width, height, mask, matrix: state.ctm });
  };

  const carryOut = (code: number, args: readonly unknown[]): void => {
    const [first = 0, second = 0] = args as readonly number[];
    switch (code) {
      case OPS.save:
      case OPS.formBegin:
      case OPS.beginAnnotation:
        saved.push(state);
        if (saved.length > SAVED) saved.shift();
        if (code === OPS.formBegin && args[0]) state = { ...state, ctm: times(state.ctm, args[0] as Matrix) };
        if (code === OPS.beginAnnotation) state = { ...START, ctm: times(args[2] as Matrix, args[3] as Matrix) };
        break;
      case OPS.restore:
      case OPS.formEnd:
      case OPS.endAnnotation:
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        state = { ...state, ctm: times(state.ctm, args as unknown as Matrix) };
        break;
      case OPS.beginText:
        matrix = IDENTITY;
        x = y = lineX = lineY = 0;
        break;
      case OPS.setCharSpacing:
        state = { ...state, charSpacing: first };
        break;
      case OPS.setWordSpacing:
        state = { ...state, wordSpacing: first };
        break;
      case OPS.setHScale:
        state = { ...state, hScale: first / 100 };
        break;
      case OPS.setLeading:
        state = { ...state, leading: -first };
        break;
      case OPS.setFont:
        state = { ...state, font: String(args[0]), size: second };
        break;
      case OPS.setTextRise:
        state = { ...state, rise: first };
        break;
      case OPS.setLeadingMoveText:
        state = { ...state, leading: second };
        move(first, second);
        break;
      case OPS.moveText:
        move(first, second);
        break;
      case OPS.setTextMatrix:
        matrix = args[0] as Matrix;
        x = y = lineX = lineY = 0;
        break;
      case OPS.nextLine:
        move(0, state.leading);
        break;
      case OPS.showText:
        show(args[0] as readonly (Glyph | number)[]);
        break;
      case OPS.image:
        paint(String(args[0]), Number(args[1]), Number(args[2]), false);
        break;
      case OPS.imageMask:
      case OPS.inlineImage: {
        const inline = args[0] as PdfImage & { readonly data: string | Uint8Array };
        paint(
          typeof inline.data === 'string' ? inline.data : inline,
          inline.width,
          inline.height,
          code === OPS.imageMask,
        );
        break;
      }
      case OPS.constructPath:
        strokes += ((args[1] as readonly (ArrayLike<number> | null)[] | undefined)?.[0]?.length ?? 0) || 1;
        break;
    }
  };

  return {
    read({ fnArray, argsArray }) {
      let work = fnArray.length;
      for (let i = 0; i < fnArray.length; i++) {
        carryOut(fnArray[i] ?? 0, (argsArray[i] as readonly unknown[] | null) ?? []);
        if (fnArray[i] === OPS.formBegin) work += 50;
      }
      return work;
    },
    content: () => ({ directions, pictures, unmapped: unmapped.found(), glyphs, strokes }),
  };
}

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];
