/**
 * Pictures: JPEG, PNG, TIFF, WebP, GIF, and those in boxes (HEIC, AVIF, JPEG 2000, JPEG XL). What they say
 * in words (Exif, XMP, IPTC, comments, text chunks) is read; what they show is for `pixels.ts`.
 */
import { byteSource } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { hasContent, stretch } from '../sources.ts';
import type { ExtractContext, Extracted } from '../types.ts';
import { isBmff, readBmff } from './reading/image/bmff.ts';
import { createFacts, type ImageFacts } from './reading/image/facts.ts';
import { isGif, readGif } from './reading/image/gif.ts';
import { isJpeg, readJpeg } from './reading/image/jpeg.ts';
import { isPng, readPng } from './reading/image/png.ts';
import { isTiff, PLACE, readTiff } from './reading/image/tiff.ts';
import { isWebp, readWebp } from './reading/image/webp.ts';
import { partWriter } from './reading/part-writer.ts';
import { memberPart, partNames } from './reading/parts.ts';
import { mayShowText } from './reading/pixels.ts';
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
    yield* metadata(facts, context);
    if (mayShowText(facts)) yield { kind: 'gap', part, reason: 'needs-ocr' };
    else if (!facts.whole) yield { kind: 'gap', part, reason: 'partial' };
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
