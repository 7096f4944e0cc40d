/**
 * Rich text (RTF specification 1.9.1): text in any code page, also hidden and deleted; headers, notes,
 * boxes, values of forms and properties. Embedded objects and pictures are read as what they are.
 */
import { byteSource, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { NO_LABELS } from '../layout.ts';
import type { ExtractContext, Extracted } from '../types.ts';
import { drainFrame, handOver } from './reading/frame.ts';
import { readOle1 } from './reading/ole-object.ts';
import { partWriter, textPart } from './reading/part-writer.ts';
import { memberPart, partNames } from './reading/parts.ts';
import type { Embedded } from './reading/rtf/data.ts';
import { rtfDocument } from './reading/rtf/document.ts';
import { rtfTokens } from './reading/rtf/tokens.ts';

export const rtf = defineExtractor({
  name: 'rtf',
  accepts: (head) => /^\s*\{\\rtf/.test(headText(head)),
  async *extract(source, context) {
    const nameOf = partNames(context.part);
    const out = partWriter(nameOf('(text)'));
    const document = rtfDocument(Math.max(0, context.budget.expandedBytes), context.aids.knows ?? NO_LABELS);
    const tokens = rtfTokens(document.handler);
    for (let at = 0; at < source.size; at += SLICE) {
      const end = Math.min(at + SLICE, source.size);
      tokens.feed(new Uint8Array(await source.slice(at, end).arrayBuffer()), end === source.size);
      if (document.isClosed()) drainFrame(document.base, out);
      yield* out.drain();
    }
    document.finish();
    handOver(document.base, out);
    const inner: { readonly embedded: Embedded; readonly part: string }[] = [];
    for (const embedded of document.data.found) inner.push({ embedded, part: nameOf(embedded.kind) });
    yield* out.end(inner.length === 0);
    for (const { embedded, part } of inner) yield* readEmbedded(embedded, part, context);
    if (document.data.isFull()) yield { kind: 'gap', part: context.part, reason: 'too-large' };
  },
});

/** Bytes after which what has been read is handed on. */
const SLICE = 32 * 1024;

/** Formats of pictures that bear no signature of their own. */
const BARE_PICTURES: ReadonlySet<string> = new Set(['wmetafile', 'dibitmap', 'wbitmap', 'macpict']);

async function* readEmbedded(
  { kind, bytes, format }: Embedded,
  part: string,
  context: ExtractContext,
): AsyncGenerator<Extracted> {
  if (kind === 'picture' && BARE_PICTURES.has(format)) {
    yield { kind: 'gap', part, reason: 'needs-ocr' };
    return;
  }
  if (kind !== 'object') {
    yield* context.recurse(byteSource(bytes), kind, part);
    return;
  }
  const object = readOle1(bytes);
  if (object === null) {
    yield { kind: 'gap', part, reason: 'malformed' };
    return;
  }
  yield* textPart(memberPart(part, '(name)'), object.text);
  if (object.bytes.length > 0) yield* context.recurse(byteSource(object.bytes), object.name, part);
}
