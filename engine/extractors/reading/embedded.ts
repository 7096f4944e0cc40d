/** Files that text formats carry inside, in base64 or hexadecimal: reports in messages, pictures in records. */
import { byteSource, sniffCharset } from '../../charset.ts';
import type { ExtractContext, Extracted } from '../../types.ts';
import { decodeBase64 } from './mail/transfer-encoding.ts';
import { memberPart } from './parts.ts';

/** Files found in one item, and what may still be kept of them. */
export interface EmbeddedFiles {
  /** True where the text is a file in base64: it begins like one that is known, or like words. */
  isFile(base64: string): boolean;
  /** Keeps a file that text carries; `cut` where its end is missing, because it is longer than may be kept. */
  add(text: string, encoding: 'base64' | 'hex', cut?: boolean): void;
  /** Reads what was kept, and keeps nothing. */
  read(context: ExtractContext): AsyncGenerator<Extracted>;
}

/** Beginnings of files in base64: PDF, zip, compound file, gzip, PNG, JPEG, GIF, TIFF, rich text, XML, HTML, DICOM's zeros. */
const BEGINNINGS =
  /^\s*(?:JVBER|UEsDB|0M8R4K|H4sI|iVBORw0|\/9j\/|R0lGOD|SUkqA|TU0AK|e1xydG|PD94bW|PENsaW|PGh0bW|PGRpd|PCFET|AAAAAAAAAAAAAAAAAAAAAAAA)/;

/** Units of base64 that show what is in it. */
const PROBE = 64;

const isBase64 = (text: string): boolean => /^[\sA-Za-z0-9+/_-]+={0,2}\s*$/.test(text);

/** Words in base64: what comes out is text with blanks or lines, which nothing else decodes to. */
function isText(base64: string): boolean {
  if (base64.length < PROBE || !isBase64(base64.slice(0, 4 * PROBE))) return false;
  const bytes = decodeBase64(new TextEncoder().encode(base64.slice(0, 4 * PROBE)));
  const blanks = bytes.filter((byte) => byte === 0x20 || byte === 0x0a).length;
  return sniffCharset(bytes) === 'utf-8' && bytes.every((byte) => byte > 0x1f || (byte > 8 && byte < 14)) && blanks > 1;
}

export function embeddedFiles(): EmbeddedFiles {
  let files: { readonly bytes: Uint8Array; readonly cut: boolean }[] = [];
  let count = 0;
  return {
    isFile: (base64) =>
      (base64.length >= PROBE / 2 && BEGINNINGS.test(base64) && isBase64(base64.slice(0, PROBE))) || isText(base64),
    add(text, encoding, cut = false) {
      const bytes = encoding === 'base64' ? decodeBase64(new TextEncoder().encode(text)) : fromHex(text);
      files.push({ bytes, cut });
    },
    async *read(context) {
      for (const { bytes, cut } of files) {
        count++;
        const part = memberPart(context.part, `embedded ${count}`);
        if (cut) yield { kind: 'gap', part, reason: 'too-large' };
        yield* context.recurse(byteSource(bytes), `embedded ${count}`, part);
      }
      files = [];
    },
  };
}

const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.replaceAll(/[^\dA-Fa-f]/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Follows one value that comes in pieces, and takes it where it is a file. */
export interface Capture {
  /** A value begins; `certain` where its surroundings say that it is a file in base64. */
  begin(certain?: boolean): void;
  /** True where the piece was taken, so that it is not text. */
  take(piece: string): boolean;
  end(): void;
}

/** Units of one value that are kept; what is longer is read up to there, and is a gap. */
const KEPT = 64 * 1024 * 1024;

/** Longest piece that comes at once. */
const PIECE = 1024 * 1024;

export function base64Capture(files: EmbeddedFiles): Capture {
  let state: 'no' | 'looking' | 'taking' = 'no';
  let held: string[] = [];
  let length = 0;
  return {
    begin(certain = false) {
      state = certain ? 'taking' : 'looking';
      held = [];
      length = 0;
    },
    take(piece) {
      if (state === 'no') return false;
      if (state === 'looking') {
        const soFar = held.join('') + piece;
        if (soFar.length >= PROBE) state = files.isFile(soFar) ? 'taking' : 'no';
        if (state === 'no') {
          held = [];
          return false;
        }
      }
      if (length < KEPT) held.push(piece);
      length += piece.length;
      return state === 'taking';
    },
    end() {
      if (state === 'taking' || (state === 'looking' && length > 0 && files.isFile(held.join(''))))
        if (length > 0) files.add(held.join(''), 'base64', length > KEPT + PIECE);
      state = 'no';
      held = [];
    },
  };
}

const DATA_URI = /^\s*data:[^,]{0,200};base64,/i;

/** The base64 of a `data:` address; null where it is none. */
export function dataOfUri(value: string): string | null {
  const start = DATA_URI.exec(value)?.[0].length;
  return start === undefined ? null : value.slice(start);
}
