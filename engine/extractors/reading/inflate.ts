/** Deflate (RFC 1951), bounded and streamed: the only file that knows fflate. */
import { gunzipSync, Inflate, zlibSync } from 'fflate';
import { byteSource } from '../../charset.ts';
import { asCounted } from '../../sources.ts';
import type { ByteSource } from '../../types.ts';
import { createCrc32 } from './crc32.ts';

/** Where packed data lies, and what else of it follows. */
export interface Packed {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
  /** The begin of a further stream whose content continues this one's; null where there is none. */
  readonly next?: (after: number) => Promise<number | null>;
}

/** What came out of one stream, and where in the source it ends. */
export interface Ended {
  readonly end: number;
  readonly crc: number;
  readonly size: number;
}

export type Opened =
  | {
      readonly kind: 'source';
      readonly source: ByteSource;
      /** The last stream that ended as it should. */
      readonly last: Ended | null;
      /** False where a stream is damaged or cut: the source holds what came out up to there. */
      readonly whole: boolean;
    }
  | { readonly kind: 'too-large' };

/** Packed bytes that are inflated at a time: at most 1,032 times as much comes out (RFC 1951 §3.2.5). */
const SLICE = 16 * 1024;

/** Produced bytes from which on the ratio is looked at. */
const RATIO_FROM = 1024 * 1024;

/** Up to here what comes out is kept; above, it is inflated again whenever it is read. */
const KEPT = 8 * 1024 * 1024;

/**
 * Inflates once to know how much comes out and whether it is whole. Stops at `limit` produced bytes, and
 * where more than `ratio` bytes come from one. `onEnd` is told of each stream that ended.
 */
export async function openDeflated(
  packed: Packed,
  { limit, ratio }: { readonly limit: number; readonly ratio: number },
  onEnd: (ended: Ended) => Promise<void> = async () => undefined,
): Promise<Opened> {
  let last: Ended | null = null;
  let crc = createCrc32();
  let kept: Uint8Array[] = [];
  let produced = 0;
  let before = 0;
  const stream = inflating(packed, async (end) => {
    last = { end, crc: crc.value(), size: produced - before };
    crc = createCrc32();
    before = produced;
    await onEnd(last);
  });
  for (let piece = await stream.next(); piece !== null; piece = await stream.next()) {
    produced += piece.length;
    if (produced > limit || (produced > RATIO_FROM && produced > stream.taken() * ratio)) return { kind: 'too-large' };
    crc.add(piece);
    if (produced <= KEPT) kept.push(piece);
    else kept = [];
  }
  const source = produced <= KEPT ? byteSource(joined(kept, produced)) : inflated(packed, produced);
  return { kind: 'source', source: asCounted(source), last, whole: stream.whole() };
}

interface Stream {
  /** The next bytes that come out, never empty; null at the end and where the stream is damaged. */
  next(): Promise<Uint8Array | null>;
  /** Packed bytes taken so far. */
  taken(): number;
  /** True once the last stream has ended as it should. */
  whole(): boolean;
}

/** `onEnd` is told where a stream ends, after its last piece. */
function inflating({ source, start, end, next }: Packed, onEnd: (end: number) => Promise<void>): Stream {
  const pieces: Uint8Array[] = [];
  let at = start;
  let state: 'within' | 'ended' | 'done' | 'damaged' = 'within';
  const open = () =>
    new Inflate((piece) => {
      if (piece.length > 0) pieces.push(piece);
    });
  let inflate = open();

  const step = async (): Promise<void> => {
    if (state === 'ended') {
      const after = at - unused(inflate);
      await onEnd(after);
      const further = next === undefined ? null : await next(after);
      state = further === null ? 'done' : 'within';
      at = further ?? after;
      inflate = open();
      return;
    }
    if (at >= end) {
      state = 'damaged';
      return;
    }
    const to = Math.min(at + SLICE, end);
    const bytes = new Uint8Array(await source.slice(at, to).arrayBuffer());
    at = to;
    try {
      inflate.push(bytes);
      if (isOver(inflate)) state = 'ended';
    } catch {
      // Damaged here: what came out before is all there is.
      state = 'damaged';
    }
  };

  return {
    async next() {
      while (pieces.length === 0 && (state === 'within' || state === 'ended')) await step();
      return pieces.shift() ?? null;
    },
    taken: () => at - start,
    whole: () => state === 'done',
  };
}

/**
 * INVARIANT: fflate 0.8 keeps input that it has not used in `p` and the bits used of its first byte in
 * `s.p`; the final block (`s.f`) is over when its table (`s.l`) is gone. Where a stream ends is known from
 * nothing else; a test pins it.
 */
interface Inner {
  readonly p: Uint8Array;
  readonly s: { readonly p?: number; readonly f?: number; readonly l?: unknown };
}

const inner = (inflate: Inflate): Inner => inflate as unknown as Inner;
const unused = (inflate: Inflate): number => inner(inflate).p.length - ((inner(inflate).s.p ?? 0) > 0 ? 1 : 0);
const isOver = (inflate: Inflate): boolean => {
  const { f, l } = inner(inflate).s;
  return f === 1 && !l;
};

/** Unpacked bytes behind the reader that are kept, so that a short way back costs nothing. */
const BEHIND = 4 * 1024 * 1024;

/** Ways back to the beginning, after which all is kept: a reader that jumps would make the work quadratic. */
const RESTARTS = 6;

/** A packed stream as a source: read forwards it needs no more memory than a few MiB. */
function inflated(packed: Packed, size: number): ByteSource {
  const begin = () => inflating(packed, async () => undefined);
  let stream = begin();
  let window: Uint8Array[] = [];
  let from = 0;
  let to = 0;
  let restarts = 0;

  const read = async (first: number, last: number): Promise<ArrayBuffer> => {
    if (first < from) {
      restarts++;
      stream = begin();
      window = [];
      from = to = 0;
    }
    const behind = restarts > RESTARTS ? size : BEHIND;
    while (to < last) {
      const piece = await stream.next();
      if (piece === null) break;
      window.push(piece);
      to += piece.length;
      for (let [oldest] = window; oldest !== undefined && from + oldest.length <= first - behind; [oldest] = window) {
        from += oldest.length;
        window.shift();
      }
    }
    return cut(window, from, first, Math.min(last, to));
  };

  // One after the other: a read moves the stream.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    size,
    slice: (first, last) => ({
      arrayBuffer: () => {
        const bytes = turn.then(() => read(first, Math.min(last, size)));
        turn = bytes.catch(() => undefined);
        return bytes;
      },
    }),
  };
}

function cut(pieces: readonly Uint8Array[], from: number, first: number, last: number): ArrayBuffer {
  const bytes = new Uint8Array(Math.max(0, last - first));
  let at = from;
  for (const piece of pieces) {
    const start = Math.max(first, at);
    const end = Math.min(last, at + piece.length);
    if (start < end) bytes.set(piece.subarray(start - at, end - at), start - first);
    at += piece.length;
  }
  return bytes.buffer;
}

/**
 * Looks at what zlib data (RFC 1950) becomes, piece by piece, without keeping it. Ends early where `take`
 * returns false.
 */
export function lookInto(
  data: Uint8Array,
  take: (piece: Uint8Array) => boolean,
  slice = SLICE,
): 'whole' | 'stopped' | 'malformed' {
  let going = true;
  const inflate = new Inflate((piece) => {
    going &&= take(piece);
  });
  try {
    // The two bytes of the header; the checksum after the data is often wrong, and harmless.
    for (let at = 2; at < data.length && going; at += slice) inflate.push(data.subarray(at, at + slice));
    if (going) inflate.push(new Uint8Array(), true);
  } catch {
    return 'malformed';
  }
  return going ? 'whole' : 'stopped';
}

/** Compressed bytes of which the result is lost where the data turns out to be wrong. */
const FINE = 256;

/** A gzip file of our own, whole. */
export const gunzip = (data: Uint8Array): Uint8Array => gunzipSync(data);

/** What zlib data becomes; null where it breaks off or passes the limit. */
export function unzlib(data: Uint8Array, limit: number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let produced = 0;
  const state = lookInto(data, (piece) => {
    pieces.push(piece.slice());
    produced += piece.length;
    return produced <= limit;
  });
  return state === 'whole' ? joined(pieces, produced) : null;
}

/**
 * What can be had of zlib data that breaks off, as zlib data that does not, in no more room; at most
 * `limit` bytes are unpacked.
 */
export function mend(data: Uint8Array, limit: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let produced = 0;
  const take = (piece: Uint8Array): boolean => {
    pieces.push(piece.slice());
    produced += piece.length;
    return produced < limit;
  };
  lookInto(data, take, FINE);
  let saved = joined(pieces, produced);
  let packed = zlibSync(saved, { level: 9 });
  while (packed.length > data.length && saved.length > 0) {
    saved = saved.subarray(0, Math.floor(saved.length * 0.95));
    packed = zlibSync(saved, { level: 9 });
  }
  return packed;
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : new Uint8Array(cut(pieces, 0, 0, size));
}
