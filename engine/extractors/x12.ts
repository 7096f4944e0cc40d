/**
 * ASC X12 interchanges (837, 835, 270/271, 276/277, 278), delimiters as each ISA segment declares them. The
 * readable text is the file; elements whose meaning the segment's own qualifiers fix are fields.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { embeddedFiles } from './reading/embedded.ts';
import { CHUNK, readable } from './reading/readable.ts';
import { delimitersOf, segmentReader } from './reading/x12/segment-reader.ts';

export const x12 = defineExtractor({
  name: 'x12',
  textLike: true,
  accepts: (head) => /^\s*(?:ISA([^\w\s])\d\d\1|GS([^\w\s])[A-Z]{2}\2|ST([^\w\s])\d{3}\3)/.test(headText(head)),
  async *extract(source, context) {
    const out = readable(context.part);
    const files = embeddedFiles();
    let segments: ReturnType<typeof segmentReader> | null = null;
    let rest = '';
    let at = 0;
    for await (const piece of decodeText(source)) {
      rest += piece;
      if (segments !== null && rest.length < segments.needs()) continue;
      segments ??= segmentReader(out, delimitersOf(rest), (data, type, cut) => {
        if (type === 'B64' || files.isFile(data)) files.add(data, 'base64', cut);
      });
      const used = segments.read(rest, at, false, LONGEST);
      at += used;
      rest = rest.slice(used);
      if (out.length >= CHUNK) yield { kind: 'text', chunk: out.take(false) };
    }
    segments?.read(rest, at, true, LONGEST);
    yield { kind: 'text', chunk: out.take(true) };
    yield* files.read(context);
  },
});

/** Units of an attachment that are waited for. */
const LONGEST = 64 * 1024 * 1024;
