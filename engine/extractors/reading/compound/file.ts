/**
 * Compound files (MS-CFB): storages and streams in sectors, as legacy Office keeps its documents. Read
 * piece by piece from the source, and as far as damage allows.
 */
import { bytesOf } from '../../../sources.ts';
import type { ByteSource } from '../../../types.ts';

export interface Entry {
  readonly name: string;
  readonly isStorage: boolean;
  readonly size: number;
  /** What a storage holds. */
  readonly children: readonly Entry[];
  /** Sector in which a stream begins. */
  readonly start: number;
}

export interface CompoundFile {
  readonly root: Entry;
  /** True where chains or the directory are broken: what is missing cannot be told. */
  readonly damaged: boolean;
  /** A stream's bytes, at most `limit`; shorter where its chain is broken. */
  read(entry: Entry, limit?: number): Promise<Uint8Array>;
}

export const SIGNATURE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** FAT entries from here on are marks, not sectors (§2.1). */
const FIRST_MARK = 0xfffffffa;

const FREE = 0xffffffff;

/** Entries of a directory that are read at most. */
const ENTRIES = 100_000;

/** Bytes of the tables of sectors that are read at most: 256 MiB of file need 2 MiB. */
const FAT_SECTORS = 65_536;

/** The directory of a compound file; null where the header is none. */
export async function openCompoundFile(source: ByteSource): Promise<CompoundFile | null> {
  const header = await bytesOf(source, 0, 512);
  if (header.length < 512 || String.fromCharCode(...header.subarray(0, 8)) !== SIGNATURE) return null;
  const view = new DataView(header.buffer, header.byteOffset);
  const shift = view.getUint16(30, true);
  const miniShift = view.getUint16(32, true);
  if ((shift !== 9 && shift !== 12) || miniShift < 4 || miniShift > shift) return null;
  const sectorSize = 2 ** shift;
  const cutoff = view.getUint32(56, true);
  let damaged = false;

  const sector = (number: number): Promise<Uint8Array> =>
    bytesOf(source, (number + 1) * sectorSize, (number + 2) * sectorSize);
  const most = Math.ceil(source.size / sectorSize) + 1;

  const fat = await readFat(view, sector, sectorSize, most);
  /** The sectors of a chain, as far as it goes; a ring ends where it closes. */
  const chain = (start: number, table: Uint32Array, length = Number.MAX_SAFE_INTEGER): number[] => {
    const numbers: number[] = [];
    const limit = Math.min(length, table.length);
    for (let at = start; at < FIRST_MARK && numbers.length < limit; at = table[at] ?? FREE) {
      if (at >= table.length) {
        damaged = true;
        break;
      }
      numbers.push(at);
    }
    return numbers;
  };
  const readChain = async (start: number, size: number): Promise<Uint8Array> => {
    const numbers = chain(start, fat, Math.ceil(size / sectorSize));
    const bytes = new Uint8Array(Math.min(size, numbers.length * sectorSize));
    let filled = 0;
    for (let i = 0; i < numbers.length; ) {
      // Sectors that follow each other are read at once.
      let run = 1;
      while (numbers[i + run] === (numbers[i] ?? 0) + run) run++;
      const from = ((numbers[i] ?? 0) + 1) * sectorSize;
      const piece = await bytesOf(source, from, Math.min(from + run * sectorSize, from + bytes.length - filled));
      bytes.set(piece, filled);
      filled += piece.length;
      i += run;
      if (piece.length === 0) break;
    }
    if (filled < size) damaged = true;
    return bytes.subarray(0, filled);
  };

  const directoryStart = view.getUint32(48, true);
  const directory = await readChain(directoryStart, chain(directoryStart, fat).length * sectorSize);
  const miniFat = asNumbers(await readChain(view.getUint32(60, true), view.getUint32(64, true) * sectorSize));
  const { root, ok } = readDirectory(directory, shift);
  damaged ||= !ok;
  let miniStream: Promise<Uint8Array> | null = null;

  return {
    root,
    get damaged() {
      return damaged;
    },
    async read(entry, limit = Number.MAX_SAFE_INTEGER) {
      const size = Math.min(entry.size, limit, source.size);
      if (size === 0) return new Uint8Array();
      if (entry.size >= cutoff) return readChain(entry.start, size);
      miniStream ??= readChain(root.start, Math.min(root.size, source.size));
      const small = await miniStream;
      const miniSize = 2 ** miniShift;
      const bytes = new Uint8Array(size);
      let filled = 0;
      for (const number of chain(entry.start, miniFat, Math.ceil(size / miniSize))) {
        const piece = small.subarray(number * miniSize, number * miniSize + Math.min(miniSize, size - filled));
        bytes.set(piece, filled);
        filled += piece.length;
      }
      if (filled < size) damaged = true;
      return bytes.subarray(0, filled);
    },
  };
}

/** The table of sectors, itself in sectors that the header and its continuations list (§2.5). */
async function readFat(
  header: DataView,
  sector: (number: number) => Promise<Uint8Array>,
  sectorSize: number,
  most: number,
): Promise<Uint32Array> {
  const numbers: number[] = [];
  for (let at = 76; at < 512; at += 4) numbers.push(header.getUint32(at, true));
  let next = header.getUint32(68, true);
  const seen = new Set<number>();
  while (next < FIRST_MARK && next < most && !seen.has(next) && numbers.length < FAT_SECTORS) {
    seen.add(next);
    const listed = asNumbers(await sector(next));
    numbers.push(...listed.subarray(0, sectorSize / 4 - 1));
    next = listed[sectorSize / 4 - 1] ?? FREE;
  }
  const used = numbers.filter((number) => number < FIRST_MARK && number < most).slice(0, FAT_SECTORS);
  const fat = new Uint32Array(Math.min((used.length * sectorSize) / 4, most + sectorSize)).fill(FREE);
  for (const [i, number] of used.entries()) {
    const start = (i * sectorSize) / 4;
    if (start >= fat.length) break;
    fat.set(asNumbers(await sector(number)).subarray(0, fat.length - start), start);
  }
  return fat;
}

interface Raw {
  readonly name: string;
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/** §2.6: entries of 128 bytes, each the node of a tree of siblings. What no tree reaches is read all the same. */
function readDirectory(bytes: Uint8Array, shift: number): { readonly root: Entry; readonly ok: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const raw: Raw[] = [];
  for (let at = 0; at + 128 <= bytes.length && raw.length < ENTRIES; at += 128) {
    const length = Math.max(0, Math.min(view.getUint16(at + 64, true), 64) - 2);
    raw.push({
      name: new TextDecoder('utf-16le').decode(bytes.subarray(at, at + length)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      // Version 3 leaves the upper half undefined.
      size: view.getUint32(at + 120, true) + (shift === 12 ? view.getUint32(at + 124, true) * 2 ** 32 : 0),
    });
  }
  const seen = new Set<number>([0]);
  const childrenOf = (first: number, depth: number): Entry[] => {
    const found: Entry[] = [];
    const waiting = [first];
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      const one = raw[number];
      if (one === undefined || seen.has(number)) continue;
      seen.add(number);
      waiting.push(one.right, one.left);
      if (one.type === STORAGE || one.type === STREAM) found.push(entryOf(one, depth));
    }
    return found;
  };
  const entryOf = (one: Raw, depth: number): Entry => ({
    name: one.name,
    isStorage: one.type === STORAGE,
    size: one.type === STREAM ? one.size : 0,
    start: one.start,
    children: one.type === STORAGE && depth < DEPTH ? childrenOf(one.child, depth + 1) : [],
  });
  const [first] = raw;
  const children = first === undefined ? [] : childrenOf(first.child, 0);
  const lost = raw.flatMap((one, number) => (one.type === STREAM && !seen.has(number) ? [entryOf(one, 0)] : []));
  const root: Entry = {
    name: '',
    isStorage: true,
    size: first?.size ?? 0,
    start: first?.start ?? FREE,
    children: [...children, ...lost],
  };
  return { root, ok: first?.type === ROOT && lost.length === 0 };
}

const STORAGE = 1;
const STREAM = 2;
const ROOT = 5;

/** Storages in storages. */
const DEPTH = 32;

function asNumbers(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
}
