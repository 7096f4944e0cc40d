/** Files that text formats carry inside, in base64 or hexadecimal: reports in messages, pictures in records. */
import { byteSource } from '../../charset.ts';
import type { ExtractContext, Extracted } from '../../types.ts';
import { decodeBase64 } from './mail/transfer-encoding.ts';
import { memberPart } from './parts.ts';

/** Files found in one item so far, and what may still be kept. */
export interface EmbeddedFiles {
  /** True where the text is a file in base64: it begins like one that is known. */
  isFile(base64: string): boolean;
  /** Keeps a file that text carries. */
  add(text: string, encoding: 'base64' | 'hex'): void;
  /** Reads what was kept, and keeps nothing. */
  read(context: ExtractContext): AsyncGenerator<Extracted>;
}

/** Beginnings of files in base64: PDF, zip, compound file, gzip, PNG, JPEG, GIF, TIFF, rich text, XML, DICOM's zeros. */
const BEGINNINGS =
  /^\s*(?:JVBER|UEsDB|0M8R4K|H4sI|iVBORw0|\/9j\/|R0lGOD|SUkqA|TU0AK|e1xydG|PD94bW|PD9Yb|PENsaW|PGh0bW|PCFET|AAAAAAAAAAAAAAAAAAAAAAAA)/;

/** Units of base64 below which nothing is a file. */
const SHORTEST = 24;

export function embeddedFiles(): EmbeddedFiles {
  let files: Uint8Array[] = [];
  let count = 0;
  return {
    isFile: (base64) => base64.length >= SHORTEST && BEGINNINGS.test(base64),
    add(text, encoding) {
      const bytes = new TextEncoder().encode(text);
      files.push(encoding === 'base64' ? decodeBase64(bytes) : fromHex(text));
    },
    async *read(context) {
      for (const file of files) {
        count++;
        yield* context.recurse(byteSource(file), `embedded ${count}`, memberPart(context.part, `embedded ${count}`));
      }
      files = [];
    },
  };
}

const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.replaceAll(/[^\dA-Fa-f]/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
