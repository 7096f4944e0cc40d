/**
 * pdf.js as a decoder of pictures that the recogniser of letters does not know: a document of one page
 * that shows the picture is written for it.
 */
import type { LibraryData } from '../../../types.ts';
import { frameOf } from '../image/jpeg.ts';
import { createPageReader } from './operators.ts';
import { type Grey, greyOf } from './raster.ts';
import { openPdf } from './worker.ts';

export type { Grey } from './raster.ts';

/** Colour spaces by the components of a JPEG. */
const COLOURS: Readonly<Record<number, string>> = { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK' };

/** Grey pixels of a JPEG (baseline or progressive); null where it cannot be decoded. */
export async function decodeJpeg(picture: Uint8Array): Promise<Grey | null> {
  const frame = frameOf(picture);
  const colours = COLOURS[frame?.components ?? 0];
  if (frame === null || colours === undefined) return null;
  const { width, height } = frame;
  const entries = `/Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace ${colours} /Filter /DCTDecode`;
  return decode(picture, entries, undefined);
}

/** Grey pixels of JPEG 2000, as a file or a bare codestream; its decoder is among the library's files. */
export const decodeJpeg2000 = (picture: Uint8Array, data: LibraryData | undefined): Promise<Grey | null> =>
  // The sizes are in the picture, and its decoder takes them from there.
  decode(picture, '/Width 1 /Height 1 /Filter /JPXDecode', data);

async function decode(picture: Uint8Array, entries: string, data: LibraryData | undefined): Promise<Grey | null> {
  const opened = await openPdf({ bytes: documentOf(picture, entries), strict: false, pictures: true, data });
  if (opened.kind === 'gap') return null;
  const { document } = opened;
  try {
    const page = await document.page(0);
    const reader = createPageReader(page.font);
    await page.operators(false, (operators) => {
      reader.read(operators);
      return true;
    });
    const [shown] = reader.content().pictures;
    const image = typeof shown?.image === 'string' ? await page.image(shown.image) : (shown?.image ?? null);
    return image === null ? null : greyOf(image);
  } catch {
    // A picture that pdf.js cannot show.
    return null;
  } finally {
    document.close();
  }
}

function documentOf(picture: Uint8Array, entries: string): Uint8Array {
  const text = (part: string): Uint8Array => new TextEncoder().encode(part);
  return joined([
    text(
      '%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n' +
        '2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n' +
        '3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources <</XObject <</I 5 0 R>>>>>>\nendobj\n' +
        '4 0 obj\n<</Length 5>>\nstream\n/I Do\nendstream\nendobj\n' +
        `5 0 obj\n<</Type /XObject /Subtype /Image ${entries} /Length ${picture.length}>>\nstream\n`,
    ),
    picture,
    text('\nendstream\nendobj\ntrailer <</Root 1 0 R>>\n'),
  ]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
