/**
 * PDF (ISO 32000-1): each page is a part, its text in reading order; beside the pages, the form's values,
 * properties, bookmarks and scripts; attached files are read as what they are. What the file said
 * before it was changed by appending to it is still in it, and is read where it differs.
 */
import { byteSource } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import type { ExtractContext, Extracted } from '../types.ts';
import { memberPart } from './reading/parts.ts';
import { createPdfReading } from './reading/pdf/reading.ts';
import { weighPdf } from './reading/pdf/weigh.ts';

/** Bytes of a file that is held whole while it is read. */
const HELD = 512 * 1024 * 1024;

/** Earlier versions that are read, the newest first. */
const REVISIONS = 8;

export const pdf = defineExtractor({
  name: 'pdf',
  // Readers accept the header in the first 1,024 bytes (Adobe, PDF Reference 1.7, note 13); it begins a line.
  accepts: (head) => /(?:^|[\r\n\0])%PDF-\d/.test(latin1(head.subarray(0, 1024))),
  async *extract(source, context) {
    const { part, budget } = context;
    if (source.size > HELD) {
      yield { kind: 'gap', part, reason: 'too-large' };
      return;
    }
    const bytes = new Uint8Array(await source.slice(0, source.size).arrayBuffer());
    const weight = weighPdf(bytes, budget.expandedBytes);
    if (!context.spend('expandedBytes', weight.size)) {
      yield { kind: 'gap', part, reason: 'too-large' };
      return;
    }
    if (weight.broken) yield { kind: 'gap', part, reason: 'partial' };
    const reading = createPdfReading(context, !weight.nested);
    yield* reading.read(bytes, part, true);
    const ends = endsOf(bytes);
    const earlier = ends.slice(0, -1).reverse();
    for (const [i, end] of earlier.slice(0, REVISIONS).entries())
      yield* reading.read(bytes.slice(0, end), memberPart(part, `version ${earlier.length - i}`), false);
    if (earlier.length > REVISIONS) yield { kind: 'gap', part, reason: 'too-large' };
    yield* around(bytes, ends.at(-1) ?? bytes.length, context);
  },
});

/** Ends of the versions of the file: an end mark with the place of its cross-references before it. */
function endsOf(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(0x25); at >= 0; at = bytes.indexOf(0x25, at + 1)) {
    if (latin1(bytes.subarray(at, at + 5)) !== '%%EOF') continue;
    if (/startxref\s+[1-9]\d*\s*$/.test(latin1(bytes.subarray(Math.max(0, at - 64), at)))) ends.push(at + 5);
  }
  // A linearised file ends once more after its first page, which is no version of its own.
  return /\/Linearized\b/.test(latin1(bytes.subarray(0, 2048))) ? ends.slice(1) : ends;
}

/** What stands before and after the document is content of the file that no reader of PDF shows. */
async function* around(bytes: Uint8Array, end: number, context: ExtractContext): AsyncGenerator<Extracted> {
  const start = Math.max(0, latin1(bytes.subarray(0, 1030)).indexOf('%PDF-'));
  for (const [name, piece] of [
    ['(before)', bytes.subarray(0, start)],
    ['(after)', bytes.subarray(end)],
  ] as const) {
    const first = piece.findIndex((byte) => byte > 0x20);
    if (first >= 0) yield* context.recurse(byteSource(piece.subarray(first)), name, memberPart(context.part, name));
  }
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
