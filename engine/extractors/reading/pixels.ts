/**
 * Pixels, which may show text that stands nowhere else: read where the host recognises letters, else a
 * gap. What cannot show a letter is neither.
 */
import type { ExtractContext, Extracted, RecognisedWord, Recognition } from '../../types.ts';
import type { Fragment } from './page/lines.ts';
import { pageText } from './page/text.ts';

export interface Picture {
  /** A file that a recogniser of letters decodes. */
  readonly bytes: Uint8Array;
  /** Pixels; 0 where the file does not say. */
  readonly width: number;
  readonly height: number;
  /** Exif orientation, 1 to 8. */
  readonly orientation: number;
  /** Another way to its pixels, where the recogniser does not decode it. */
  readonly decode?: () => Promise<Uint8Array | null>;
}

/** Pixels in height below which no letter can be told, and in width in which no word fits. */
const LOWEST = 8;
const NARROWEST = 24;

/** True where a word may be told; always where the size is not known. */
export const mayShowText = ({ width, height }: Pick<Picture, 'width' | 'height'>): boolean =>
  width * height === 0 || (Math.min(width, height) >= LOWEST && Math.max(width, height) >= NARROWEST);

/** Reads a picture's letters into `part`; what stays unread is a gap of `place`. */
export async function* readPixels(
  picture: Picture,
  part: string,
  place: string,
  { aids, spend }: ExtractContext,
): AsyncGenerator<Extracted> {
  if (aids.recognise === undefined) {
    yield { kind: 'gap', part: place, reason: 'needs-ocr' };
    return;
  }
  if (!spend('pixels', Math.max(1, picture.width * picture.height))) {
    yield { kind: 'gap', part: place, reason: 'too-large' };
    return;
  }
  const { bytes, orientation, decode } = picture;
  let read = await aids.recognise(bytes, orientation);
  const decoded = read === null && decode !== undefined ? await decode() : null;
  if (decoded !== null) read = await aids.recognise(decoded, orientation);
  if (read === null) {
    yield { kind: 'gap', part: place, reason: 'needs-ocr' };
    return;
  }
  const { text, fields } = pageText(new Map([[0, read.words.map(fragmentOf)]]));
  if (text !== '') yield { kind: 'text', chunk: { part, text, base: 0, fields, last: true } };
  if (isPoorlyRead(read)) yield { kind: 'gap', part: place, reason: 'partial' };
}

/** Confidence below which what looks like a word may be another, and the share of such letters that is borne. */
const DOUBTFUL = 50;
const DOUBTED = 0.15;

/** Marks as large as letters that may stand in no word: a logo, a signature; and their share of all. */
const SOME = 20;
const OVERLOOKED = 0.2;

/** Handwriting, a bad copy: letters are there, and what they say is a guess or was not even tried. */
function isPoorlyRead({ words, marks, unread }: Recognition): boolean {
  const letters = (some: readonly RecognisedWord[]): number => some.reduce((sum, { text }) => sum + text.length, 0);
  const doubtful = letters(words.filter(({ confidence }) => confidence < DOUBTFUL));
  return doubtful > DOUBTED * letters(words) || (unread >= SOME && unread > OVERLOOKED * marks);
}

const fragmentOf = ({ text, left, right, bottom, height }: RecognisedWord): Fragment => ({
  text,
  x0: left,
  x1: right,
  y: -bottom,
  size: height,
  style: '',
  spaced: true,
});
