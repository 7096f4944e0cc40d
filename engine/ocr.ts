/**
 * Letters in pixels: the only file that knows Tesseract. Its core is called as it is, in our own realm,
 * with its program and its language as bytes of the host: no worker, no network, no evaluated code. It
 * decodes PNG, JPEG, TIFF, WebP, GIF, BMP and PNM by itself.
 */
import { gunzip } from './extractors/reading/inflate.ts';
import { type Mark, marksOf } from './marks.ts';
import type { LibraryData, Recognise, RecognisedWord, Recognition } from './types.ts';

const PROGRAM = 'ocr/tesseract-core-simd-lstm.wasm';
const LANGUAGE = 'ocr/eng.traineddata.gz';

/** The neural recogniser alone (Tesseract OEM), and layout found by itself (PSM). */
const LSTM_ONLY = 1;
const AUTOMATIC = 3;

const IN_BLACK_AND_WHITE = 2;

/** Where the core writes pictures, whatever it is told. */
const WRITTEN = '/image.png';

/** Exif orientations that turn by a quarter, three quarters and a half. */
const TURNED = [6, 8, 3];

/** Confidence, 0 to 100, from which on a word counts as recognised. */
const SURE = 60;

/** Below this share of sure letters a page may lie on its side. */
const UPRIGHT = 0.5;

/** Made once and kept: it opens in 100 ms, and holds some 100 MB from its first page on. */
export function createRecogniser(data: LibraryData): Recognise {
  let core: Promise<Core> | null = null;
  return async (picture, orientation) => {
    core ??= open(data);
    try {
      const opened = await core;
      const first = recognise(opened, picture, orientation);
      if (first === null || first.upright) return first;
      return TURNED.flatMap((turn) => recognise(opened, picture, turn) ?? []).reduce(
        (best, one) => (one.sure > best.sure ? one : best),
        first,
      );
    } catch {
      // A trap in the program spoils it: the next picture gets a new one, this one stays unread.
      core = null;
      return null;
    }
  };
}

type Core = Awaited<ReturnType<typeof open>>;

async function open(data: LibraryData) {
  const [{ default: start }, program, language] = await Promise.all([
    import('tesseract.js-core/tesseract-core-simd-lstm.js'),
    data(PROGRAM),
    data(LANGUAGE),
  ]);
  const silent = (): void => undefined;
  const core = await start({ wasmBinary: program, print: silent, printErr: silent });
  core.FS.writeFile('eng.traineddata', gunzip(language));
  const api = new core.TessBaseAPI();
  if (api.Init(null, 'eng', LSTM_ONLY) !== 0) throw new Error('Tesseract does not load its language');
  api.SetPageSegMode(AUTOMATIC);
  return { api, files: core.FS };
}

interface Attempt extends Recognition {
  /** Letters of words that count as recognised and run from left to right. */
  readonly sure: number;
  /** False where most of what was found is not sure, or stands on its side. */
  readonly upright: boolean;
}

/** Null where the picture cannot be decoded. */
function recognise({ api, files }: Core, picture: Uint8Array, orientation: number): Attempt | null {
  files.writeFile('/input', picture);
  try {
    if (api.SetImageFile(orientation, 0) !== 0 || api.Recognize(null) !== 0) return null;
    const rows = wordsOf(api.GetTSVText(0));
    api.WriteImage(IN_BLACK_AND_WHITE, WRITTEN);
    const marks = marksOf(files.readFile(WRITTEN));
    files.unlink(WRITTEN);
    const words = rows.map(({ word }) => word);
    const letters = lettersOf(words);
    const level = rows.filter(({ sideways }) => !sideways).map(({ word }) => word);
    const sure = lettersOf(level.filter(({ confidence }) => confidence >= SURE));
    const unread = marks.filter((mark) => !words.some((word) => holds(word, mark))).length;
    return { words, marks: marks.length, unread, sure, upright: sure >= UPRIGHT * letters };
  } finally {
    api.Clear();
    files.unlink('/input');
  }
}

interface Row {
  readonly word: RecognisedWord;
  /** True for a word of several letters that is higher than wide. */
  readonly sideways: boolean;
}

/** Rows of level 4 are lines, of level 5 their words. */
function wordsOf(table: string): Row[] {
  const words: Row[] = [];
  let line = { bottom: 0, height: 0 };
  for (const row of table.split('\n')) {
    const cells = row.split('\t');
    const [level, , , , , , left = 0, top = 0, width = 0, height = 0, confidence = 0] = cells.map(Number);
    if (level === 4) line = { bottom: top + height, height };
    const text = (cells[11] ?? '').trim();
    if (level !== 5 || text === '') continue;
    const sideways = text.length >= 3 && height > width;
    words.push({ word: { text, left, right: left + width, ...line, confidence }, sideways });
  }
  return words;
}

const lettersOf = (words: readonly RecognisedWord[]): number => words.reduce((sum, { text }) => sum + text.length, 0);

const holds = ({ left, right, bottom, height }: RecognisedWord, mark: Mark): boolean => {
  const [x, y] = [(mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2];
  return x >= left && x <= right && y >= bottom - height && y <= bottom;
};
