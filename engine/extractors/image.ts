/**
 * Pictures: JPEG, PNG, TIFF, WebP, GIF, BMP, and those in boxes (HEIC, AVIF, JPEG 2000, JPEG XL). What they say
 * in words (Exif, XMP, IPTC, comments, text chunks) is read; what they show is for `pixels.ts`.
 */
import { byteSource } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { hasContent, stretch } from '../sources.ts';
import type { ExtractContext, Extracted } from '../types.ts';
import { isBmff, isJpeg2000, readBmff } from './reading/image/bmff.ts';
import { isBmp, readBmp } from './reading/image/bmp.ts';
import { createFacts, type ImageFacts } from './reading/image/facts.ts';
import { isGif, readGif } from './reading/image/gif.ts';
import { isJpeg, readJpeg } from './reading/image/jpeg.ts';
import { pixmapOf } from './reading/image/pixmap.ts';
import { isPng, readPng } from './reading/image/png.ts';
import { isTiff, PLACE, readTiff } from './reading/image/tiff.ts';
import { tiffPages } from './reading/image/tiff-pages.ts';
import { decodeTiff } from './reading/image/tiff-pixels.ts';
import { isWebp, readWebp } from './reading/image/webp.ts';
import { partWriter } from './reading/part-writer.ts';
import { memberPart, partNames } from './reading/parts.ts';
import { decodeJpeg2000 } from './reading/pdf/decoder.ts';
import { mayShowText, readPixels } from './reading/pixels.ts';
import { readPreview } from './reading/preview.ts';

/** Bytes of a picture that is held whole while it is read. */
const HELD = 512 * 1024 * 1024;

type Read = (bytes: Uint8Array, facts: ImageFacts) => void;

const FORMATS: readonly (readonly [is: (head: Uint8Array) => boolean, read: Read])[] = [
  [isJpeg, readJpeg],
  [isPng, readPng],
  [isTiff, (bytes, facts) => readTiff(bytes, facts, true)],
  [isWebp, readWebp],
  [isGif, readGif],
  [isBmp, readBmp],
  [isBmff, readBmff],
];

export const image = defineExtractor({
  name: 'image',
  accepts: (head) => FORMATS.some(([is]) => is(head)),
  async *extract(source, context) {
    const { part } = context;
    if (source.size > HELD) {
      yield { kind: 'gap', part, reason: 'too-large' };
      return;
    }
    const bytes = new Uint8Array(await source.slice(0, source.size).arrayBuffer());
    const facts = createFacts(bytes.length);
    FORMATS.find(([is]) => is(bytes.subarray(0, 4096)))?.[1](bytes, facts);
    let silent = true;
    for await (const found of metadata(facts, context)) {
      silent = false;
      yield found;
    }
    let gap = false;
    for await (const found of pixels(bytes, facts, context)) {
      silent = false;
      gap ||= found.kind === 'gap';
      yield found;
    }
    // A whole picture without a word is read, as the empty text that it is.
    if (silent && facts.whole) yield* partWriter(memberPart(part, '(metadata)')).end(true);
    if (!gap && !facts.whole) yield { kind: 'gap', part, reason: 'partial' };
    if (await hasContent(source, facts.end, source.size))
      yield* context.recurse(stretch(source, facts.end, source.size), '', memberPart(part, '(after)'));
  },
});

/** What the file says, line by line; its XMP packets; its previews, which may show what was cut away. */
async function* metadata(facts: ImageFacts, context: ExtractContext): AsyncGenerator<Extracted> {
  const nameOf = partNames(context.part);
  const out = partWriter(nameOf('(metadata)'));
  for (const [key, value] of facts.said) {
    out.write(`${key}: `);
    out.declare(value, { key, record: 1, ...(key === PLACE ? { infoType: 'GEO_COORDINATES' } : {}) });
    out.write('\n');
  }
  yield* out.end();
  for (const packet of facts.xmp) yield* context.recurse(byteSource(packet), '', nameOf('(xmp)'));
  for (const preview of facts.previews) {
    const source = byteSource(preview);
    yield* readPreview(source, context.recurse(source, '', nameOf('(preview)')));
  }
}

/** The letters that it shows, page by page: `(page 2)` of a fax. */
async function* pixels(bytes: Uint8Array, facts: ImageFacts, context: ExtractContext): AsyncGenerator<Extracted> {
  if (!mayShowText(facts)) return;
  const { width, height, orientation } = facts;
  const pages = isTiff(bytes) ? tiffPages(bytes) : [bytes];
  for (const [i, page] of pages.entries()) {
    const part = memberPart(context.part, i === 0 ? '(pixels)' : `(page ${i + 1})`);
    const picture = { bytes: page, width, height, orientation };
    const decode = isTiff(bytes)
      ? { decode: () => decodeTiff(page) }
      : isJpeg2000(bytes)
        ? { decode: () => fromJpeg2000(bytes, context) }
        : {};
    yield* readPixels({ ...picture, ...decode }, part, context.part, context);
  }
}

const fromJpeg2000 = async (bytes: Uint8Array, { aids }: ExtractContext): Promise<Uint8Array | null> => {
  const grey = await decodeJpeg2000(bytes, aids.data);
  return grey === null ? null : pixmapOf(grey.width, grey.height, grey.pixels);
};
