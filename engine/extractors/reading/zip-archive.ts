/** Zip archives by their central directory (PKWARE APPNOTE 6.3.10), with zip64. */
import { stretch } from '../../sources.ts';
import type { ByteSource, ExtractContext, GapReason } from '../../types.ts';
import { openDeflated } from './inflate.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  /** Bytes in the archive, and as the directory claims, unpacked. */
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Entries that the directory announces, read or not. */
  readonly announced: number;
  /** Names and comments: text that is in the archive itself. */
  readonly names: string;
  /** Where the directory begins and where the archive ends in the source. */
  readonly start: number;
  readonly end: number;
}

/** End record 22 bytes + comment of at most 65,535. */
const END_SEARCH = 22 + 0xffff;

/** Central directory bytes that are read at most: 10,000 entries with long names. */
const DIRECTORY_BYTES = 16 * 1024 * 1024;

/** The directory, or null where there is none that can be read. */
export async function readDirectory(source: ByteSource, limit: number): Promise<ZipDirectory | null> {
  const tailStart = Math.max(0, source.size - END_SEARCH);
  const tail = await view(source, tailStart, source.size);
  const end = lastSignature(tail, 0x06054b50);
  if (end < 0 || end + 22 > tail.byteLength) return null;
  let announced = tail.getUint16(end + 10, true);
  let start = tail.getUint32(end + 16, true);
  let length = tail.getUint32(end + 12, true);
  if (start === 0xffffffff || announced === 0xffff) {
    const zip64 = await readZip64(source, tail, end, tailStart);
    if (zip64 !== null) ({ announced, start, length } = zip64);
  }
  // Bytes in front of the archive (a self-extractor, another file) shift every offset; where this source
  // begins behind them, the other way.
  const begin = tailStart + end - length;
  const shift = begin - start;
  if (begin < 0) return null;
  const directory = await view(source, begin, Math.min(source.size, begin + Math.min(length, DIRECTORY_BYTES)));
  const entries: ZipEntry[] = [];
  let at = 0;
  const comment = Math.min(tail.getUint16(end + 20, true), tail.byteLength - end - 22);
  let names = text(tail, end + 22, comment, true);
  while (entries.length < limit && at + 46 <= directory.byteLength && directory.getUint32(at, true) === 0x02014b50) {
    const entry = readEntryHeader(directory, at, shift);
    if (entry === null) return null;
    entries.push(entry.entry);
    names += `\n${entry.entry.name}${entry.comment === '' ? '' : `\n${entry.comment}`}`;
    at = entry.after;
  }
  if (entries.length < Math.min(limit, announced)) return null;
  // Read in the order in which they lie, however the directory lists them.
  entries.sort((a, b) => a.offset - b.offset);
  return {
    entries,
    announced: Math.max(announced, entries.length),
    names: names.trim(),
    start: begin,
    end: tailStart + end + 22 + comment,
  };
}

/** True where two entries of a directory share bytes: the shape of the compact zip bomb (Fifield 2019). */
export function overlaps(entries: readonly ZipEntry[]): boolean {
  return entries.some((entry, i) => {
    const next = entries[i + 1];
    return next !== undefined && entry.offset + 30 + entry.packed > next.offset;
  });
}

/** Members that the budget has paid for: whoever opens one again has it for nothing. */
const paid = new WeakSet<ZipEntry>();

export type Member =
  | {
      readonly kind: 'source';
      readonly source: ByteSource;
      readonly gap?: GapReason;
      /** Where its data ends in the archive. */
      readonly end: number;
    }
  | { readonly kind: 'gap'; readonly reason: GapReason; readonly end?: number };

/** One member's content, within what is left of the budget, from which it is taken. Stored members are not copied. */
export async function openEntry(
  source: ByteSource,
  entry: ZipEntry,
  { budget, spend }: Pick<ExtractContext, 'budget' | 'spend'>,
): Promise<Member> {
  const local = await view(source, entry.offset, Math.min(source.size, entry.offset + 30));
  if (local.byteLength < 30 || local.getUint32(0, true) !== 0x04034b50) return { kind: 'gap', reason: 'malformed' };
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const end = start + entry.packed;
  if (end > source.size) return { kind: 'gap', reason: 'malformed' };
  if (entry.encrypted) return { kind: 'gap', reason: 'encrypted', end };
  if (entry.method === 0) return { kind: 'source', source: stretch(source, start, end), end };
  if (entry.method !== 8) return { kind: 'gap', reason: 'unsupported', end };
  const limit = paid.has(entry) ? Number.MAX_SAFE_INTEGER : budget.expandedBytes;
  if (entry.size > limit) return { kind: 'gap', reason: 'too-large', end };
  const opened = await openDeflated({ source, start, end }, { limit, ratio: budget.ratio });
  if (opened.kind === 'too-large' || !(paid.has(entry) || spend('expandedBytes', opened.source.size)))
    return { kind: 'gap', reason: 'too-large', end };
  paid.add(entry);
  const { last } = opened;
  if (last === null && opened.source.size === 0) return { kind: 'gap', reason: 'malformed', end };
  // Cut, or with something behind its end: what could be read is read, and is not all.
  const gap = last?.end !== end ? 'partial' : last.crc === entry.crc ? undefined : 'malformed';
  return { kind: 'source', source: opened.source, end, ...(gap === undefined ? {} : { gap }) };
}

function readEntryHeader(directory: DataView, at: number, shift: number) {
  const flags = directory.getUint16(at + 8, true);
  const nameLength = directory.getUint16(at + 28, true);
  const extraLength = directory.getUint16(at + 30, true);
  const commentLength = directory.getUint16(at + 32, true);
  const after = at + 46 + nameLength + extraLength + commentLength;
  if (after > directory.byteLength) return null;
  const unicode = (flags & 0x800) !== 0;
  let size = directory.getUint32(at + 24, true);
  let packed = directory.getUint32(at + 20, true);
  let offset = directory.getUint32(at + 42, true);
  let extra = at + 46 + nameLength;
  const extraEnd = extra + extraLength;
  while (extra + 4 <= extraEnd) {
    const id = directory.getUint16(extra, true);
    const next = extra + 4 + directory.getUint16(extra + 2, true);
    if (id === 1) {
      let field = extra + 4;
      const wide = (): number => {
        if (field + 8 > Math.min(next, extraEnd)) return 0;
        field += 8;
        return Number(directory.getBigUint64(field - 8, true));
      };
      if (size === 0xffffffff) size = wide();
      if (packed === 0xffffffff) packed = wide();
      if (offset === 0xffffffff) offset = wide();
    }
    extra = next;
  }
  const entry: ZipEntry = {
    name: text(directory, at + 46, nameLength, unicode),
    method: directory.getUint16(at + 10, true),
    encrypted: (flags & 1) !== 0,
    crc: directory.getUint32(at + 16, true),
    packed,
    size,
    offset: offset + shift,
  };
  return { entry, after, comment: text(directory, at + 46 + nameLength + extraLength, commentLength, unicode) };
}

async function readZip64(source: ByteSource, tail: DataView, end: number, tailStart: number) {
  if (end < 20 || tail.getUint32(end - 20, true) !== 0x07064b50) return null;
  const at = Number(tail.getBigUint64(end - 12, true));
  const record = await view(source, at, Math.min(at + 56, source.size));
  if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) return null;
  const length = Number(record.getBigUint64(40, true));
  // The end record follows the zip64 records here, so that the shift is measured from these.
  const start = Number(record.getBigUint64(48, true));
  return { announced: Number(record.getBigUint64(32, true)), start, length: length + (tailStart + end - at) };
}

/** Names are UTF-8 where flagged or valid as such, else read byte by byte. */
function text(from: DataView, at: number, length: number, unicode: boolean): string {
  const bytes = new Uint8Array(from.buffer, from.byteOffset + at, Math.max(0, length));
  try {
    return new TextDecoder('utf-8', { fatal: !unicode }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function lastSignature(bytes: DataView, signature: number): number {
  for (let at = bytes.byteLength - 22; at >= 0; at--) if (bytes.getUint32(at, true) === signature) return at;
  return -1;
}

const view = async (source: ByteSource, start: number, end: number): Promise<DataView> =>
  new DataView(await source.slice(Math.max(0, start), Math.max(0, start, end)).arrayBuffer());
