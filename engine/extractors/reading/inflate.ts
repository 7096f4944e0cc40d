/** Deflate (RFC 1951), bounded: the only file that knows fflate. */
import { Inflate } from 'fflate';
import type { ByteSource } from '../../types.ts';

export type Inflated =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'malformed'; readonly bytes: Uint8Array };

/** Compressed bytes that are read and inflated at a time. */
const SLICE = 64 * 1024;

/** Produced bytes from which on the ratio is looked at. */
const RATIO_FROM = 1024 * 1024;

/**
 * Inflates source bytes [start, end). Stops at `limit` produced bytes, and where more than `ratio`
 * bytes come from one.
 */
export async function inflateRange(
  source: ByteSource,
  start: number,
  end: number,
  limit: number,
  ratio: number,
): Promise<Inflated> {
  const pieces: Uint8Array[] = [];
  let produced = 0;
  let done = false;
  const inflate = new Inflate((piece, final) => {
    pieces.push(piece.slice());
    produced += piece.length;
    done = final;
  });
  for (let at = start; at < end && !done; at += SLICE) {
    const to = Math.min(at + SLICE, end);
    const bytes = new Uint8Array(await source.slice(at, to).arrayBuffer());
    try {
      inflate.push(bytes, to === end);
    } catch {
      return { kind: 'malformed', bytes: joined(pieces, produced) };
    }
    if (produced > limit || (produced > RATIO_FROM && produced > (to - start) * ratio)) return { kind: 'too-large' };
  }
  return done
    ? { kind: 'bytes', bytes: joined(pieces, produced) }
    : { kind: 'malformed', bytes: joined(pieces, produced) };
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
