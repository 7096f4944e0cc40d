/** Gzip (RFC 1952): the first member is read as what it is; further members are a gap. */
import { byteSource } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { inflateRange } from './reading/inflate.ts';
import { memberPart } from './reading/parts.ts';

export const gzip = defineExtractor({
  name: 'gzip',
  accepts: (head) => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8,
  async *extract(source, context) {
    const { part, budget } = context;
    const head = new Uint8Array(await source.slice(0, Math.min(source.size, 4096)).arrayBuffer());
    const header = readHeader(head);
    if (header === null) {
      yield { kind: 'gap', part, reason: 'malformed' };
      return;
    }
    const name = header.name || context.name.replace(/^.*[\\/]/, '').replace(/\.gz$/i, '') || 'content';
    const member = memberPart(part, name);
    const inflated = await inflateRange(source, header.length, source.size, budget.expandedBytes, budget.ratio);
    if (inflated.kind === 'too-large') {
      yield { kind: 'gap', part: member, reason: 'too-large' };
      return;
    }
    if (inflated.kind === 'malformed') yield { kind: 'gap', part: member, reason: 'partial' };
    else {
      const trailer = new DataView(await source.slice(Math.max(0, source.size - 4), source.size).arrayBuffer());
      // The last four bytes are the size of the last member: another size means there is more than one.
      if (trailer.byteLength < 4 || trailer.getUint32(0, true) !== inflated.bytes.length % 2 ** 32)
        yield { kind: 'gap', part: member, reason: 'partial' };
    }
    yield* context.recurse(byteSource(inflated.bytes), name, member);
  },
});

function readHeader(head: Uint8Array): { readonly length: number; readonly name: string } | null {
  const flags = head[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + ((head[at] ?? 0) | ((head[at + 1] ?? 0) << 8));
  let name = '';
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = head.indexOf(0, at);
    if (end < 0) return null;
    if (flag === 8) name = new TextDecoder('windows-1252').decode(head.subarray(at, end));
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at <= head.length ? { length: at, name } : null;
}
