/** Fonts and pictures as pdf.js hands them over, and the files that it asks for. */
import type { LibraryData } from '../../../types.ts';

/** A font as far as reading needs it. */
export interface PdfFont {
  /** Text units per glyph unit, horizontally; mostly 0.001. */
  readonly scale: number;
  /** True where the font could not be read, so that its words are missing. */
  readonly broken: boolean;
  /** Null where the document does not say what characters the font's codes mean. */
  readonly unicodeOf: ((code: number) => string | undefined) | null;
}

export interface PdfImage {
  readonly width: number;
  readonly height: number;
  /** 1 = one bit a pixel, 2 = RGB, 3 = RGBA; absent for masks, whose painted bits are 0. */
  readonly kind?: number;
  readonly data: Uint8Array;
}

/** Character maps of Chinese, Japanese and Korean fonts, and decoders of pictures. */
export async function fetched(
  data: LibraryData | undefined,
  { kind, filename }: { readonly kind: string; readonly filename: string },
): Promise<Uint8Array> {
  const folder = kind === 'cMapUrl' ? 'cmaps' : kind === 'wasmUrl' ? 'wasm' : null;
  if (data === undefined || folder === null || !/^[\w-]+\.\w+$/.test(filename)) throw new Error('no such data');
  return data(`pdf/${folder}/${filename}`);
}

export interface FontMessage {
  readonly error?: string;
  readonly buffer?: ArrayBuffer;
  readonly extra?: {
    readonly toUnicode?: { readonly get: (code: number) => string | undefined; readonly _map?: object };
    readonly differences?: readonly (string | undefined)[];
  };
}

/** Byte of pdf.js FONT_INFO at which a font matrix of six doubles begins, after their number. */
const FONT_MATRIX = 36;

export function fontOf({ error, buffer, extra }: FontMessage): PdfFont {
  const broken = error !== undefined;
  let scale = 0.001;
  if (buffer !== undefined && buffer.byteLength > FONT_MATRIX + 9) {
    const view = new DataView(buffer);
    if (view.getUint8(FONT_MATRIX) === 6) scale = view.getFloat64(FONT_MATRIX + 1, true);
  }
  const map = extra?.toUnicode;
  // A map without entries of its own (`_map`) says that the code is the character: nobody told.
  if (map?._map === undefined) return { broken, scale, unicodeOf: null };
  // A name that says what is drawn (`bracketlefttp`) is no letter; one that is a number says nothing.
  const named = (code: number): string | undefined =>
    /^[A-Za-z]{5,}$/.test(extra?.differences?.[code] ?? '') ? '•' : undefined;
  return { broken, scale, unicodeOf: (code) => map.get(code) ?? named(code) };
}

/** Images by name; those of one page go with it. */
export function createImages(kept: boolean) {
  type Slot = { readonly promise: Promise<PdfImage | null>; readonly fill: (image: PdfImage | null) => void };
  const lasting = new Map<string, Slot>();
  let ofPage = new Map<string, Slot>();
  const make = (): Slot => {
    let fill: Slot['fill'] = () => undefined;
    const promise = new Promise<PdfImage | null>((resolve) => (fill = resolve));
    return { promise, fill };
  };
  return {
    put(name: string, image: PdfImage | null, last: boolean): void {
      if (!kept) return;
      const slot = ofPage.get(name) ?? make();
      slot.fill(image);
      (last ? lasting : ofPage).set(name, slot);
    },
    get(name: string): Promise<PdfImage | null> {
      const slot = lasting.get(name) ?? ofPage.get(name) ?? make();
      ofPage.set(name, slot);
      return slot.promise;
    },
    turnPage(): void {
      ofPage = new Map();
    },
  };
}
