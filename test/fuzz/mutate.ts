/** Changes to a file that a seed decides: the same seed, the same samples, the same files. */
import { gunzipSync, gzipSync, type Unzipped, unzipSync, zipSync } from 'fflate';

/** A number below 1; mulberry32. */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Files do not grow beyond this: depth and repetition are looked for, not size. */
const LONGEST = 192 * 1024;

/** Between one and four changes, each at any level of packing. */
export function mutate(samples: readonly Uint8Array[], random: Random): Uint8Array {
  let file = pick(samples, random) ?? new Uint8Array();
  for (let left = 1 + below(4, random); left > 0; left--) file = change(file, pick(samples, random) ?? file, random, 0);
  return file;
}

function change(file: Uint8Array, other: Uint8Array, random: Random, level: number): Uint8Array {
  if (level < 2 && random() < 0.6) {
    const inside = unpacked(file, other, random, level);
    if (inside !== null) return inside;
  }
  const made = pick(CHANGES, random)?.(file, other, random) ?? file;
  return made.subarray(0, LONGEST);
}

/** What packing hides from a change of bytes is changed and packed again; null for what is not packed. */
function unpacked(file: Uint8Array, other: Uint8Array, random: Random, level: number): Uint8Array | null {
  try {
    if (file[0] === 0x1f && file[1] === 0x8b)
      return gzipSync(change(gunzipSync(file), other, random, level + 1), { mtime: 0 });
    if (file[0] !== 0x50 || file[1] !== 0x4b) return null;
    const members: Unzipped = unzipSync(file);
    const name = pick(Object.keys(members), random);
    if (name === undefined) return null;
    const foreign = pick(Object.values(members), random) ?? other;
    const changed = change(members[name] ?? other, foreign, random, level + 1);
    return zipSync({ ...members, [name]: changed }, { level: 1, mtime: new Date(1980, 1, 1) });
  } catch {
    // An earlier change broke the packing: then its bytes are changed like those of any other file.
    return null;
  }
}

type Change = (file: Uint8Array, other: Uint8Array, random: Random) => Uint8Array;

const CHANGES: readonly Change[] = [
  flipBits,
  flipBits,
  cutShort,
  splice,
  editLength,
  editNumber,
  repeatBlock,
  nest,
  dropBlock,
  swapBlocks,
  setInteresting,
];

function flipBits(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  const made = file.slice();
  for (let left = 1 + below(8, random); left > 0 && made.length > 0; left--) {
    const at = below(made.length, random);
    made[at] = (made[at] ?? 0) ^ (1 << below(8, random));
  }
  return made;
}

function cutShort(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  return file.subarray(0, below(file.length + 1, random));
}

/** The beginning of one sample, the end of another. */
function splice(file: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  return joined(file.subarray(0, below(file.length + 1, random)), other.subarray(below(other.length + 1, random)));
}

const LENGTHS = [0, 1, 2, 3, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000];

/** Two or four bytes, in either order, say another length. */
function editLength(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  const made = file.slice();
  const wide = random() < 0.5;
  if (made.length < 4) return made;
  const view = new DataView(made.buffer, made.byteOffset, made.length);
  const at = below(made.length - 3, random);
  const little = random() < 0.5;
  const near = (wide ? view.getUint32(at, little) : view.getUint16(at, little)) + below(9, random) - 4;
  const value = random() < 0.3 ? near : random() < 0.2 ? 0xffffffff : (pick(LENGTHS, random) ?? 0);
  if (wide) view.setUint32(at, value >>> 0, little);
  else view.setUint16(at, value & 0xffff, little);
  return made;
}

/** A number that is written in digits becomes another. */
function editNumber(file: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const from = below(file.length + 1, random);
  const start = file.findIndex((byte, i) => i >= from && byte >= 0x30 && byte <= 0x39);
  if (start < 0) return editLength(file, other, random);
  let end = start;
  while ((file[end] ?? 0) >= 0x30 && (file[end] ?? 0) <= 0x39) end++;
  const digits = pick(['0', '-1', '1', '65535', '2147483648', '4294967295', '99999999999999999999', '1e999'], random);
  return joined(file.subarray(0, start), new TextEncoder().encode(digits), file.subarray(end));
}

function repeatBlock(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  const [start, end] = blockOf(file, random);
  const block = file.subarray(start, end);
  const times = Math.min(1 + 2 ** below(12, random), Math.ceil(LONGEST / Math.max(block.length, 1)));
  return joined(file.subarray(0, end), ...Array.from({ length: times }, () => block), file.subarray(end));
}

const OPENERS = [
  '[',
  '{"a":',
  '<a>',
  '<div>',
  '(',
  '{',
  '{\\*\\b ',
  '<<',
  '&amp;',
  '"',
  '--b\r\n',
  '\r\n ',
  '^~',
  '<table><tr><td>',
];

/** The same opening again and again, with the closings that belong to it or without. */
function nest(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  const opener = new TextEncoder().encode(pick(OPENERS, random) ?? '[');
  const at = below(file.length + 1, random);
  const times = Math.min(2 ** (1 + below(15, random)), Math.ceil(LONGEST / opener.length));
  return joined(file.subarray(0, at), ...Array.from({ length: times }, () => opener), file.subarray(at));
}

function dropBlock(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  const [start, end] = blockOf(file, random);
  return joined(file.subarray(0, start), file.subarray(end));
}

function swapBlocks(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  const [a, b, c] = [0, 0, 0].map(() => below(file.length + 1, random)).sort((x, y) => x - y);
  return joined(file.subarray(0, a), file.subarray(b, c), file.subarray(a, b), file.subarray(c));
}

/** Bytes that mean something in most formats. */
function setInteresting(file: Uint8Array, _: Uint8Array, random: Random): Uint8Array {
  const made = file.slice();
  const bytes = [0, 0xff, 0x80, 0x0a, 0x0d, 0x22, 0x26, 0x2f, 0x3c, 0x3e, 0x5c, 0x7c, 0x7f, 0xc3, 0xfe];
  for (let left = 1 + below(16, random); left > 0 && made.length > 0; left--)
    made[below(made.length, random)] = pick(bytes, random) ?? 0;
  return made;
}

function blockOf(file: Uint8Array, random: Random): [number, number] {
  const start = below(file.length + 1, random);
  return [start, Math.min(file.length, start + 2 ** below(11, random))];
}

const below = (limit: number, random: Random): number => Math.floor(random() * limit);

const pick = <T>(list: readonly T[], random: Random): T | undefined => list[below(list.length, random)];

const joined = (...pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));
