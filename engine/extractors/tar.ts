/** Tar archives: every member is read as what it is; names, links and comments are read as text. */
import { defineExtractor } from '../define.ts';
import { bytesOf, hasContent, stretch } from '../sources.ts';
import type { ByteSource, ExtractContext, Extracted } from '../types.ts';
import { textPart } from './reading/part-writer.ts';
import { memberPart, partNames } from './reading/parts.ts';
import { BLOCK, readPax, readTarHeader, type TarHeader, text } from './reading/tar-headers.ts';

export const tar = defineExtractor({
  name: 'tar',
  accepts: (head) => readTarHeader(head.subarray(0, BLOCK)) !== null,
  async *extract(source, context) {
    const archive = archiveReader(source, context);
    yield* archive.members();
    yield* textPart(memberPart(context.part, '(names)'), archive.names());
  },
});

/** Long names and comments are short; what claims to be longer is not one. */
const LONGEST_EXTRA = 1024 * 1024;

/** Keys of pax records that are numbers, not words. */
const NUMBERS =
  /^(?:[acm]time|size|uid|gid|hdrcharset|charset|SCHILY\.(?:dev|ino|nlink|fflags)|LIBARCHIVE\.creationtime)$/;

function archiveReader(source: ByteSource, context: ExtractContext) {
  const nameOf = partNames(context.part);
  const words = new Set<string>();
  let at = 0;
  /** What the headers before a member say of it: GNU's `L` and `K`, pax `x`; `g` holds for all that follow. */
  let next = new Map<string, string>();
  const always = new Map<string, string>();

  const take = async (size: number): Promise<Uint8Array> => {
    const bytes = await bytesOf(source, at, at + Math.min(size, LONGEST_EXTRA));
    at += Math.ceil(size / BLOCK) * BLOCK;
    return bytes;
  };

  /** Reads what only describes members; false for a member. */
  const isExtra = async ({ type, size }: TarHeader): Promise<boolean> => {
    if (type === 'L' || type === 'K') {
      const bytes = await take(size);
      next.set(type === 'L' ? 'path' : 'linkpath', text(bytes, 0, bytes.length));
      return true;
    }
    if (type !== 'x' && type !== 'g' && type !== 'X') return false;
    const target = type === 'g' ? always : next;
    for (const [key, value] of readPax(await take(size))) {
      target.set(key, value);
      if (!NUMBERS.test(key)) words.add(value);
    }
    return true;
  };

  async function* member(header: TarHeader): AsyncGenerator<Extracted> {
    const said = (key: string): string | undefined => next.get(key) ?? always.get(key);
    const name = said('GNU.sparse.name') ?? said('path') ?? header.name;
    const size = Number(said('size') ?? header.size);
    for (const word of [name, said('linkpath') ?? header.link, header.user]) if (word !== '') words.add(word);
    const sparse = header.type === 'S' || [...next.keys()].some((key) => key.startsWith('GNU.sparse.'));
    next = new Map();
    const start = await afterMap(header);
    at = start + Math.ceil(Math.max(0, size) / BLOCK) * BLOCK;
    if (!HOLDS_DATA.test(header.type) || size === 0) return;
    const part = nameOf(name);
    const end = Math.min(start + size, source.size);
    // Of a file with holes only the rest is here; of a cut archive only the beginning.
    if (sparse || header.type === 'M' || end < start + size) yield { kind: 'gap', part, reason: 'partial' };
    if (end > start) yield* context.recurse(stretch(source, start, end), name, part);
  }

  /** Where a member's data begins: GNU's map of holes may go on over blocks of its own. */
  const afterMap = async (header: TarHeader): Promise<number> => {
    let start = at;
    for (let more = header.type === 'S' && header.extended; more && start < source.size; start += BLOCK)
      more = (await bytesOf(source, start, start + BLOCK))[504] === 1;
    return start;
  };

  return {
    async *members(): AsyncGenerator<Extracted> {
      while (at + BLOCK <= source.size) {
        const block = await bytesOf(source, at, at + BLOCK);
        const header = readTarHeader(block);
        if (header === null) break;
        at += BLOCK;
        if (!(await isExtra(header))) yield* member(header);
      }
      // The end is two empty blocks; anything else there is damage, or something that was hidden.
      if (at < source.size && (await hasContent(source, at, source.size))) {
        yield { kind: 'gap', part: context.part, reason: 'partial' };
        const end = await withoutPadding(source, at);
        yield* context.recurse(stretch(source, at, end), '', memberPart(context.part, '(after)'));
      }
    },
    names: (): string => [...words].join('\n'),
  };
}

/** Where the last byte that is no zero ends, looked for in the padding that an archive may have. */
async function withoutPadding(source: ByteSource, start: number): Promise<number> {
  const from = Math.max(start, source.size - PADDING);
  const tail = await bytesOf(source, from, source.size);
  return from + tail.findLastIndex((byte) => byte !== 0) + 1 || source.size;
}

/** Archives are padded to a record, usually of 10 KiB. */
const PADDING = 1024 * 1024;

/** Files, files in one piece, sparse files, pieces of a file, GNU's lists of folders; unknown types count as files. */
const HOLDS_DATA = /^[^1-6V]$/;
