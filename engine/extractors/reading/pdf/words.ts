/** Glyphs of a PDF to words with places. */
import { ACCENTS, type Fragment, WORD_GAP } from '../page/lines.ts';
import type { PdfFont } from './resources.ts';

/** A glyph as pdf.js hands it over; widths are in the font's own units. */
export interface Glyph {
  readonly originalCharCode: number;
  readonly unicode: string;
  readonly width: number;
  readonly vmetric?: readonly number[] | null;
  readonly isSpace: boolean;
}

/** From a distance along the text to a place along and across its direction. */
export type Place = (at: number) => readonly [number, number];

/** Collects glyphs into words. */
export function createWords(directions: Map<number, Fragment[]>, angle: number, size: number, style: string) {
  let text = '';
  let from = 0;
  let to = 0;
  let last = 0;
  let spaced = false;
  const end = (place: Place): void => {
    if (text === '') return;
    const [start, y] = place(from);
    const [stop] = place(to);
    let fragments = directions.get(angle);
    if (fragments === undefined) directions.set(angle, (fragments = []));
    fragments.push({ text, x0: Math.min(start, stop), x1: Math.max(start, stop), y, size, style, spaced });
    text = '';
    spaced = false;
  };
  return {
    add(letters: string, start: number, stop: number): void {
      if (text === '') from = start;
      const mark = ACCENTS[text.at(-1) ?? ''];
      // The accent was drawn first, over the place of the letter.
      if (mark !== undefined && start < (last + to) / 2 && /^\p{L}/u.test(letters))
        text = text.slice(0, -1) + (letters.charAt(0) + mark).normalize('NFC') + letters.slice(1);
      else text += letters;
      last = start;
      to = stop;
    },
    space(place: Place): void {
      end(place);
      spaced = true;
    },
    end,
  };
}

/** Words of glyphs that the file does not explain: three next to each other, three different ones in a font. */
export function createUnmapped() {
  const dark = new Map<PdfFont | undefined, { readonly codes: Set<number>; text: string; longest: number }>();
  let run = 0;
  let lost = false;
  return {
    look(font: PdfFont | undefined, { originalCharCode: code, isSpace, unicode }: Glyph): void {
      if (isSpace || /^[ \xa0\u2000-\u200a\u3000]$/.test(unicode) || isExplained(font?.unicodeOf?.(code))) {
        run = 0;
        return;
      }
      const seen = dark.get(font) ?? { codes: new Set(), text: '', longest: 0 };
      dark.set(font, seen);
      seen.codes.add(code);
      seen.longest = Math.max(seen.longest, ++run);
      // Fonts of one byte a letter often keep ASCII and do not say so.
      const plain = font?.unicodeOf !== null && code > 0x20 && code < 0x7f && unicode === String.fromCharCode(code);
      if (seen.text.length < LOOKED_AT) seen.text += plain ? unicode : '\0';
    },
    endWord(): void {
      run = 0;
    },
    /** Words that were not even handed over. */
    lose(): void {
      lost = true;
    },
    found: () =>
      lost ||
      [...dark.values()].some(({ codes, text, longest }) => longest >= 3 && codes.size >= 3 && !readsAsText(text)),
  };
}

/** Glyphs of a font that are looked at, to see whether codes are letters. */
const LOOKED_AT = 2000;

/** Mostly small letters, and of the letters about as many vowels as languages have. */
function readsAsText(text: string): boolean {
  const small = text.match(/[a-z]/g)?.length ?? 0;
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  const vowels = text.match(/[aeiouAEIOU]/g)?.length ?? 0;
  return small > 0.5 * text.length && vowels > 0.25 * letters && vowels < 0.55 * letters;
}

const isExplained = (text: string | undefined): boolean =>
  text !== undefined && text !== '' && !/[\x00-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]/.test(text);

/** Ligatures and letter forms as letters; what is none (a symbol font's bullet) as a bullet; a space for any other. */
export const textOf = (unicode: string): string => {
  let text = texts.get(unicode);
  if (text === undefined) {
    text = unicode.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, '').replaceAll(/[\ue000-\uf8ff]/g, '•');
    if (/[\ufb00-\ufdff\ufe70-\ufeff\xa0\u2000-\u200a\u202f\u3000]/.test(text)) text = text.normalize('NFKC');
    if (text.trim() === '' && text !== '') text = ' ';
    if (texts.size < 4096) texts.set(unicode, text);
  }
  return text;
};

const texts = new Map<string, string>();

/** Of the font's size: a wider gap parts words, unless it stands between all letters of a spaced-out word. */
export function partingOf(shown: readonly (Glyph | number)[]): number {
  const gaps: number[] = [];
  let letters = 0;
  for (const glyph of shown) {
    if (typeof glyph !== 'number') letters++;
    else if (-glyph / 1000 > WORD_GAP) gaps.push(-glyph / 1000);
  }
  if (letters < 4 || gaps.length < 0.8 * (letters - 1)) return WORD_GAP;
  const middle = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return 1.5 * middle;
}

/** Whole degrees; upright where it is nearly so. */
export function directionOf([dx, dy]: readonly [number, number]): number {
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
  const quarter = Math.round(angle / 90) * 90;
  const whole = Math.abs(angle - quarter) <= 3 ? quarter : Math.round(angle);
  return (whole + 360) % 360;
}
