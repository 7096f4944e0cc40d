/** Gzip (RFC 1952): what its members hold, one after the other, is one file, read as what it is. */
import { defineExtractor } from '../define.ts';
import { bytesOf, hasContent, stretch } from '../sources.ts';
import type { ByteSource } from '../types.ts';
import { type Ended, openDeflated } from './reading/inflate.ts';
import { memberPart } from './reading/parts.ts';

export const gzip = defineExtractor({
  name: 'gzip',
  accepts: (head) => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8,
  async *extract(source, context) {
    const { part, budget } = context;
    const header = await readHeader(source, 0);
    if (header === null) {
      yield { kind: 'gap', part, reason: 'malformed' };
      return;
    }
    const name = header.name || context.name.replace(/^.*[\\/]/, '').replace(/\.gz$/i, '') || 'content';
    const member = memberPart(part, name);
    let intact = true;
    let many = false;
    // A further member costs an entry: hostile files have millions of empty ones.
    const next = async (after: number): Promise<number | null> => {
      const further = await readHeader(source, after + TRAILER);
      if (further === null) return null;
      many = !context.spend('entries', 1);
      return many ? null : further.end;
    };
    const packed = { source, start: header.end, end: source.size, next };
    const opened = await openDeflated(packed, { limit: budget.expandedBytes, ratio: budget.ratio }, async (ended) => {
      intact &&= isRight(await bytesOf(source, ended.end, ended.end + TRAILER), ended);
    });
    if (opened.kind === 'too-large' || !context.spend('expandedBytes', opened.source.size)) {
      yield { kind: 'gap', part: member, reason: 'too-large' };
      return;
    }
    if (!intact || !opened.whole) yield { kind: 'gap', part: member, reason: 'partial' };
    if (many) yield { kind: 'gap', part: member, reason: 'too-large' };
    yield* context.recurse(opened.source, name, member);
    const after = (opened.last?.end ?? source.size) + TRAILER;
    if (opened.whole && !many && (await hasContent(source, after, source.size)))
      yield* context.recurse(stretch(source, after, source.size), '', memberPart(part, '(after)'));
  },
});

/** CRC-32 and size modulo 2^32 of what was packed: RFC 1952 §2.3.1. */
const TRAILER = 8;

const isRight = (trailer: Uint8Array, { crc, size }: Ended): boolean => {
  if (trailer.length < TRAILER) return false;
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.byteLength);
  return view.getUint32(0, true) === crc && view.getUint32(4, true) === size % 2 ** 32;
};

/** Bytes in which a header usually ends, and always: an extra field of 64 KiB and long names. */
const HEADER = 256;
const LONGEST_HEADER = 128 * 1024;

interface Header {
  /** Where the packed data begins. */
  readonly end: number;
  readonly name: string;
}

async function readHeader(source: ByteSource, start: number): Promise<Header | null> {
  const header = parseHeader(await bytesOf(source, start, start + HEADER), start);
  return header === 'longer'
    ? onlyHeader(parseHeader(await bytesOf(source, start, start + LONGEST_HEADER), start))
    : header;
}

const onlyHeader = (header: Header | 'longer' | null): Header | null => (header === 'longer' ? null : header);

function parseHeader(head: Uint8Array, start: number): Header | 'longer' | null {
  if (head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8) return null;
  const flags = head[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + ((head[at] ?? 0) | ((head[at + 1] ?? 0) << 8));
  let name = '';
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = head.indexOf(0, at);
    if (end < 0) return 'longer';
    if (flag === 8) name = new TextDecoder('windows-1252').decode(head.subarray(at, end));
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at <= head.length ? { end: start + at, name } : 'longer';
}
