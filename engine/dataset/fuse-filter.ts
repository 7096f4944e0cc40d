/**
 * A binary fuse filter with 16-bit fingerprints (Graf and Lemire, "Binary Fuse Filters: Fast and Smaller
 * Than Xor Filters", 2022): about 18 bits an entry, three looks in memory, and one of 65,536 strangers is
 * taken for an entry. Entries are 64-bit hashes, as low and high word.
 */

export interface FuseFilter {
  readonly seed: number;
  /** Slots of one segment, a power of two; an entry has one slot in each of three neighbours. */
  readonly segmentLength: number;
  readonly segments: number;
  readonly fingerprints: Uint16Array;
}

/** One of so many values that are no entries is taken for one. */
export const FALSE_POSITIVES = 65_536;

export const hasHash = (
  { seed, segmentLength, segments, fingerprints }: FuseFilter,
  low: number,
  high: number,
): boolean => {
  const [l, h] = [mixed(low ^ seed), mixed(high + seed)];
  const mask = segmentLength - 1;
  const first = Math.floor((h * (segments * segmentLength)) / TWO_32);
  const second = (first + segmentLength) ^ ((l >>> 14) & mask);
  const third = (first + 2 * segmentLength) ^ ((((h & 15) << 14) | (l & 0x3fff)) & mask);
  const seen = (fingerprints[first] ?? 0) ^ (fingerprints[second] ?? 0) ^ (fingerprints[third] ?? 0);
  return seen === fingerprintOf(l, h);
};

/** Takes hashes without duplicates, in ascending order. */
export const buildFilter = (hashes: BigUint64Array): FuseFilter => {
  for (let seed = 0; seed < MOST_SEEDS; seed += 1) {
    const filter = tryBuild(hashes, Math.imul(seed, 0x9e3779b9));
    if (filter !== null) return filter;
  }
  // One attempt fails once in hundreds for small sets, so that this many never do unless hashes repeat.
  throw new Error('buildFilter: the hashes are not distinct');
};

const MOST_SEEDS = 100;
const TWO_32 = 2 ** 32;
const LARGEST_SEGMENT = 2 ** 18;

/** MurmurHash3's 32-bit finaliser (Appleby): a permutation. */
const mixed = (word: number): number => {
  let mix = word ^ (word >>> 16);
  mix = Math.imul(mix, 0x85ebca6b);
  mix ^= mix >>> 13;
  mix = Math.imul(mix, 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
};

const fingerprintOf = (low: number, high: number): number => mixed(low + Math.imul(high, 0x9e3779b1)) >>> 16;

/** Sizes as the paper's own program chooses them. */
const layoutFor = (size: number): { readonly segmentLength: number; readonly segments: number } => {
  const count = Math.max(size, 2);
  const segmentLength = Math.min(LARGEST_SEGMENT, 2 ** Math.floor(Math.log(count) / Math.log(3.33) + 2.25));
  const factor = Math.max(1.125, 0.875 + (0.25 * Math.log(1e6)) / Math.log(count));
  const slots = Math.round(count * factor);
  return { segmentLength, segments: Math.max(1, Math.ceil(slots / segmentLength) - 2) };
};

const tryBuild = (hashes: BigUint64Array, seed: number): FuseFilter | null => {
  const { segmentLength, segments } = layoutFor(hashes.length);
  const words = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
  const mask = segmentLength - 1;
  const range = segments * segmentLength;
  const size = range + 2 * segmentLength;
  const slots = new Uint32Array(3);
  let fingerprint = 0;
  const place = (entry: number): void => {
    const [l, h] = [mixed((words[2 * entry] ?? 0) ^ seed), mixed((words[2 * entry + 1] ?? 0) + seed)];
    const first = Math.floor((h * range) / TWO_32);
    slots[0] = first;
    slots[1] = (first + segmentLength) ^ ((l >>> 14) & mask);
    slots[2] = (first + 2 * segmentLength) ^ ((((h & 15) << 14) | (l & 0x3fff)) & mask);
    fingerprint = fingerprintOf(l, h);
  };

  // How many entries have a slot, and which, folded into one number: of a single one it is the entry itself.
  const counts = new Uint8Array(size);
  const folded = new Uint32Array(size);
  for (let entry = 0; entry < hashes.length; entry += 1) {
    place(entry);
    for (const slot of slots) {
      const count = (counts[slot] ?? 0) + 1;
      if (count > 255) return null;
      counts[slot] = count;
      folded[slot] = (folded[slot] ?? 0) ^ entry;
    }
  }
  // Entries that are alone in a slot are taken out, which leaves others alone.
  const waiting = new Uint32Array(size);
  let [last, taken] = [0, 0];
  for (let slot = 0; slot < size; slot += 1) if (counts[slot] === 1) waiting[last++] = slot;
  const order = new Uint32Array(hashes.length);
  const alone = new Uint32Array(hashes.length);
  while (last > 0) {
    const slot = waiting[--last] ?? 0;
    if (counts[slot] !== 1) continue;
    const entry = folded[slot] ?? 0;
    order[taken] = entry;
    alone[taken++] = slot;
    place(entry);
    for (const other of slots) {
      const count = (counts[other] ?? 0) - 1;
      counts[other] = count;
      folded[other] = (folded[other] ?? 0) ^ entry;
      if (count === 1) waiting[last++] = other;
    }
  }
  if (taken < hashes.length) return null;
  // In reverse, each slot that was alone is free to make its entry's fingerprint come out.
  const fingerprints = new Uint16Array(size);
  for (let at = taken - 1; at >= 0; at -= 1) {
    place(order[at] ?? 0);
    const own = alone[at] ?? 0;
    let value = fingerprint;
    for (const slot of slots) if (slot !== own) value ^= fingerprints[slot] ?? 0;
    fingerprints[own] = value;
  }
  return { seed, segmentLength, segments, fingerprints };
};
