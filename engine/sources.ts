/** Sources of bytes that are made from other sources. */
import type { ByteSource } from './types.ts';

/**
 * Sources whose bytes the budget has already counted: stretches of a source that is being read, and streams
 * that were counted while they were unpacked.
 */
const counted = new WeakSet<ByteSource>();

export const isCounted = (source: ByteSource): boolean => counted.has(source);

export const asCounted = (source: ByteSource): ByteSource => {
  counted.add(source);
  return source;
};

/** The half-open stretch [start, end) of a source, not copied. */
export const stretch = (source: ByteSource, start: number, end: number): ByteSource =>
  asCounted({
    size: end - start,
    slice: (from, to) => source.slice(start + from, Math.min(start + to, end)),
  });

/** The bytes of a half-open range, shorter where the source ends. */
export const bytesOf = async (source: ByteSource, start: number, end: number): Promise<Uint8Array> => {
  const from = Math.max(0, start);
  const to = Math.min(end, source.size);
  return from < to ? new Uint8Array(await source.slice(from, to).arrayBuffer()) : new Uint8Array();
};

const SLICE = 256 * 1024;

/** True where the half-open range holds more than zeros and white space: padding is no content. */
export const hasContent = async (source: ByteSource, start: number, end: number): Promise<boolean> => {
  for (let at = start; at < end; at += SLICE) {
    const bytes = await bytesOf(source, at, Math.min(end, at + SLICE));
    if (bytes.some((byte) => byte > 0x20)) return true;
  }
  return false;
};
