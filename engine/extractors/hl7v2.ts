/**
 * HL7 version 2 messages and batches (ER7 encoding, chapter 2), delimiters as each MSH declares them.
 * The readable text is the file with its escapes decoded; values whose meaning the standard fixes are fields.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { embeddedFiles } from './reading/embedded.ts';
import { segmentReader } from './reading/hl7v2/segment-reader.ts';
import { memberPart } from './reading/parts.ts';
import { CHUNK, readable } from './reading/readable.ts';

export const hl7v2 = defineExtractor({
  name: 'hl7v2',
  textLike: true,
  accepts: (head) => /^[\s\v\x1c]*(?:MSH|FHS|BHS)[^\w\s]{4}/.test(headText(head)),
  async *extract(source, context) {
    const out = readable(context.part);
    const documents = embeddedFiles();
    const message = segmentReader(out, ({ encoding, data, type }) => {
      if (/^base64$/i.test(encoding)) documents.add(data, 'base64');
      else if (/^hex$/i.test(encoding)) documents.add(data, 'hex');
      else if (!/text/i.test(type) && documents.isFile(data)) documents.add(data, 'base64');
    });
    let rest = '';
    let at = 0;
    let waiting = false;
    for await (const piece of decodeText(source)) {
      const end = Math.max(piece.lastIndexOf('\r'), piece.lastIndexOf('\n')) + 1;
      rest += piece;
      // A document must be whole: until its segment ends, nothing is looked at again.
      if (end === 0 && waiting && rest.length < LONGEST) continue;
      const isLong = end === 0 && rest.length > 4 * CHUNK;
      const isDocument = isLong && DOCUMENT.test(rest);
      waiting = isDocument && rest.length < LONGEST;
      if (isDocument && !waiting) yield { kind: 'gap', part: memberPart(context.part, 'OBX-5'), reason: 'too-large' };
      // Any other segment of megabytes passes in pieces, without fields.
      const take = end > 0 ? rest.length - piece.length + end : isLong && !waiting ? rest.length : 0;
      message.read(rest.slice(0, take), at);
      at += take;
      rest = rest.slice(take);
      if (out.length >= CHUNK) yield { kind: 'text', chunk: out.take(false) };
    }
    message.read(rest, at);
    yield { kind: 'text', chunk: out.take(true) };
    yield* documents.read(context);
  },
});

/** Units of a segment that are waited for. */
const LONGEST = 64 * 1024 * 1024;

/** An observation of type ED, encapsulated data. */
const DOCUMENT = /^[\s\v\x1c]*OBX([^\w\s])\d*\1ED\1/;
