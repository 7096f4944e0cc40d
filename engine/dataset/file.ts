/**
 * A dataset on disk: a filter over keyed hashes of identifiers, and what it is of. The key is in no file;
 * with it whoever has the file could try all numbers of a length, so that the two never travel together.
 */
import { hmacSha256, sha256Hex } from '../mac.ts';
import { buildFilter, type FuseFilter, hasHash } from './fuse-filter.ts';
import { type SipKey, sipHash } from './sip-hash.ts';
import { LONGEST_VALUE, type SpellingKind, shapeOf } from './spelling.ts';

export interface DatasetHeader {
  readonly kind: SpellingKind;
  readonly entries: number;
  readonly seed: number;
  readonly segmentLength: number;
  readonly segments: number;
  /** Shapes that entries have. */
  readonly shapes: readonly string[];
  /** Shapes of which so many numbers are entries that any number may be one: looked up only where found otherwise. */
  readonly dense: readonly string[];
  /** Tells a wrong key from an empty result. */
  readonly check: string;
}

export interface Dataset {
  readonly header: DatasetHeader;
  /** `spelled` by `spell`. */
  has(spelled: string): boolean;
}

/** What a file is refused for, in words that go behind its place in the policy. */
export type Opened =
  | { readonly ok: true; readonly dataset: Dataset }
  | { readonly ok: false; readonly problem: string };

const MAGIC = 'CHARTWARD DATASET 1\n';
/** Bytes in which a header ends. */
const LONGEST_HEADER = 16 * 1024;
/** A number of a length is an entry once in so many: rarer, and a bare number that is one says something. */
const DENSE = 100;

/** Hashes under the centre's key. The key is derived, so that tokens and datasets share no secret. */
export const datasetHasher = (key: string): ((spelled: string, out: Uint32Array) => void) => {
  const mac = hmacSha256(key, 'chartward dataset 1');
  const view = new DataView(mac.buffer, mac.byteOffset, 16);
  const sip: SipKey = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(4 * LONGEST_VALUE);
  return (spelled, out) => sipHash(sip, bytes, encoder.encodeInto(spelled, bytes).written, out);
};

const checkOf = (hash: ReturnType<typeof datasetHasher>): string => {
  const out = new Uint32Array(2);
  hash('chartward', out);
  return [...out].map((word) => word.toString(16).padStart(8, '0')).join('');
};

/** `hashes` by the key's hasher, in any order and with repeats; `shapes` with the number of entries of each. */
export const writeDataset = (
  kind: SpellingKind,
  key: string,
  hashes: BigUint64Array,
  shapes: ReadonlyMap<string, number>,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly header: DatasetHeader } => {
  const entries = distinct(hashes);
  const { seed, segmentLength, segments, fingerprints } = buildFilter(entries);
  const dense = [...shapes].filter(([shape, count]) => count * DENSE > numbersOf(shape)).map(([shape]) => shape);
  const header: DatasetHeader = {
    kind,
    entries: entries.length,
    seed,
    segmentLength,
    segments,
    shapes: [...shapes.keys()].sort(),
    dense: dense.sort(),
    check: checkOf(datasetHasher(key)),
  };
  const head = new TextEncoder().encode(`${MAGIC}${JSON.stringify(header)}\n`);
  const bytes = new Uint8Array(head.length + 2 * fingerprints.length);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  for (const [at, value] of fingerprints.entries()) view.setUint16(2 * at, value, true);
  return { bytes, header };
};

/** How many numbers have the shape; of letters and digits nobody knows. */
const numbersOf = (shape: string): number =>
  shape.startsWith('d') ? 10 ** Number(shape.slice(1)) : Number.POSITIVE_INFINITY;

const distinct = (hashes: BigUint64Array): BigUint64Array => {
  hashes.sort();
  let kept = 0;
  for (let at = 0; at < hashes.length; at += 1) {
    const hash = hashes[at] ?? 0n;
    if (kept === 0 || hashes[kept - 1] !== hash) hashes[kept++] = hash;
  }
  return hashes.subarray(0, kept);
};

export const openDataset = (bytes: Uint8Array, key: string, sha256: string): Opened => {
  if (sha256Hex(bytes) !== sha256) return refused('the file is not the one whose sha256 stands here');
  const head = new TextDecoder().decode(bytes.subarray(0, LONGEST_HEADER));
  const end = head.indexOf('\n', MAGIC.length);
  if (!head.startsWith(MAGIC) || end < 0) return refused('the file is no dataset of this version');
  const header = headerOf(head.slice(MAGIC.length, end));
  const slots = header === null ? 0 : (header.segments + 2) * header.segmentLength;
  if (header === null || bytes.length !== end + 1 + 2 * slots) return refused('the file is not whole');
  const hash = datasetHasher(key);
  if (header.check !== checkOf(hash))
    return refused('it was built with another key than the pseudonymKey in force here');
  const { seed, segmentLength, segments } = header;
  const filter: FuseFilter = { seed, segmentLength, segments, fingerprints: wordsOf(bytes.subarray(end + 1)) };
  const out = new Uint32Array(2);
  const has = (spelled: string): boolean => {
    hash(spelled, out);
    return hasHash(filter, out[0] ?? 0, out[1] ?? 0);
  };
  return { ok: true, dataset: { header, has } };
};

/** Whether a value may be an entry at all, by its shape; `declared` where something else found it as well. */
export const mayHold = ({ header: { kind, shapes, dense } }: Dataset, spelled: string, declared: boolean): boolean => {
  if (kind === 'name' || kind === 'email') return declared;
  const shape = shapeOf(spelled);
  return shapes.includes(shape) && (declared || !dense.includes(shape));
};

const refused = (problem: string): Opened => ({ ok: false, problem });

/** Little-endian whatever the host is. */
const wordsOf = (bytes: Uint8Array): Uint16Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const words = new Uint16Array(bytes.length >> 1);
  for (let at = 0; at < words.length; at += 1) words[at] = view.getUint16(2 * at, true);
  return words;
};

const headerOf = (json: string): DatasetHeader | null => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const header = value as Record<string, unknown>;
  const numbers = [header.entries, header.seed, header.segmentLength, header.segments];
  const lists = [header.shapes, header.dense];
  const whole =
    ['id', 'phone', 'email', 'name'].includes(String(header.kind)) &&
    typeof header.check === 'string' &&
    numbers.every((one) => Number.isInteger(one)) &&
    lists.every((list) => Array.isArray(list) && list.every((one) => typeof one === 'string')) &&
    isPowerOfTwo(Number(header.segmentLength)) &&
    Number(header.segments) >= 1;
  return whole ? (value as DatasetHeader) : null;
};

const isPowerOfTwo = (value: number): boolean => value >= 1 && value <= 2 ** 18 && (value & (value - 1)) === 0;
