/**
 * The elements of a DICOM data set in the order in which they stand (PS3.5 §7), sequences opened, from a
 * source that is read window by window. Nothing is dropped: repeated tags, private sequences and values of
 * unknown representation are elements like any other.
 */
import { bytesOf } from '../../../sources.ts';
import type { ByteSource } from '../../../types.ts';

export interface Syntax {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

export interface Element {
  /** Eight hexadecimal digits: `00100010`. */
  readonly tag: string;
  /** Empty where the transfer syntax does not write it. */
  readonly vr: string;
  /** Where its tag stands. */
  readonly at: number;
  /** The value's half-open range in the source; of pixel data in fragments, the range of them all. */
  readonly start: number;
  readonly end: number;
  /** Tags of the sequences around it, outermost first. */
  readonly path: readonly string[];
  /** Numbers the items of sequences; 0 outside of any. */
  readonly item: number;
}

/** Ends with why it ended: all read, broken off, or nested past what is followed. */
export type Ending = 'whole' | 'partial' | 'too-deep';

/** Items in items; structured reports nest some ten deep. */
const DEEPEST = 64;

/** Elements of one file; an enhanced object with thousands of frames has 100,000. */
const MOST = 1_000_000;

const UNDEFINED = 0xffffffff;
const ITEM = 'fffee000';
const ITEM_END = 'fffee00d';
const SEQUENCE_END = 'fffee0dd';
const PIXELS = /^7fe0000[89]|^7fe00010$/;

/** Representations whose length takes four bytes after two that are reserved (PS3.5 table 7.1-1). */
const LONG: ReadonlySet<string> = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
]);
const SHORT = /^(?:AE|AS|AT|CS|DA|DS|DT|FD|FL|IS|LO|LT|PN|SH|SL|SS|ST|TM|UI|UL|US)$/;

interface Frame {
  readonly kind: 'set' | 'items';
  /** Where it must end; infinite where only a delimiter tells. */
  readonly end: number;
  readonly explicit: boolean;
  readonly path: readonly string[];
  readonly item: number;
}

export async function* elements(source: ByteSource, start: number, syntax: Syntax): AsyncGenerator<Element, Ending> {
  const view = windowOn(source, syntax.littleEndian);
  const frames: Frame[] = [{ kind: 'set', end: source.size, explicit: syntax.explicit, path: [], item: 0 }];
  let at = start;
  let items = 0;
  let count = 0;
  for (;;) {
    while (frames.length > 1 && at >= (frames.at(-1)?.end ?? 0)) frames.pop();
    const frame = frames.at(-1);
    if (frame === undefined || at >= source.size) return frames.length > 1 && openEnded(frames) ? 'partial' : 'whole';
    if (++count > MOST) return 'partial';
    const head = await view(at, 12);
    if (head === null) return 'partial';
    const tag = head.tag(0);
    if (tag === SEQUENCE_END || tag === ITEM_END) {
      const closes = tag === SEQUENCE_END ? 'items' : 'set';
      if (frames.length === 1 || frame.kind !== closes) return 'partial';
      frames.pop();
      at += 8;
      continue;
    }
    if (frame.kind === 'items') {
      if (tag !== ITEM) return 'partial';
      const length = head.uint32(4);
      at += 8;
      frames.push({ ...frame, kind: 'set', end: length === UNDEFINED ? Infinity : at + length, item: ++items });
      continue;
    }
    const { vr, length, header } = headerOf(head, frame.explicit);
    const begin = at + header;
    if (length === UNDEFINED && PIXELS.test(tag)) {
      const end = await fragmentsEnd(view, begin, source.size);
      yield { tag, vr, at, start: begin, end: end ?? source.size, path: frame.path, item: frame.item };
      if (end === null) return 'partial';
      at = end;
      continue;
    }
    const end = length === UNDEFINED ? Infinity : begin + length;
    if (vr === 'SQ' || (await opensItems(view, vr, begin, end))) {
      if (frames.length >= 2 * DEEPEST) return 'too-deep';
      // What was unknown to the program that wrote it stays as it came: implicit (PS3.5 §6.2.2).
      const explicit = frame.explicit && vr !== 'UN';
      frames.push({ kind: 'items', end, explicit, path: [...frame.path, tag], item: frame.item });
      at = begin;
      continue;
    }
    if (end > source.size) {
      yield { tag, vr, at, start: begin, end: source.size, path: frame.path, item: frame.item };
      return 'partial';
    }
    yield { tag, vr, at, start: begin, end, path: frame.path, item: frame.item };
    at = end;
  }
}

const openEnded = (frames: readonly Frame[]): boolean => frames.some(({ end }) => end === Infinity);

interface Head {
  tag(at: number): string;
  uint16(at: number): number;
  uint32(at: number): number;
  text(at: number): string;
}

/** Representation and length of an element's value, and the bytes that say so. */
function headerOf(head: Head, explicit: boolean): { vr: string; length: number; header: number } {
  const vr = head.text(4);
  // Some writers mix: without letters where the representation belongs, it is not written.
  if (!explicit || !/^[A-Z]{2}$/.test(vr)) return { vr: '', length: head.uint32(4), header: 8 };
  const long = LONG.has(vr) || (!SHORT.test(vr) && head.uint16(6) === 0);
  return long ? { vr, length: head.uint32(8), header: 12 } : { vr, length: head.uint16(6), header: 8 };
}

/** Whether a value without a known representation begins like a sequence. */
async function opensItems(view: View, vr: string, begin: number, end: number): Promise<boolean> {
  if (vr !== '' && vr !== 'UN' && end !== Infinity) return false;
  const next = await view(begin, 8);
  if (next === null) return end === Infinity;
  if (end === Infinity) return true;
  const length = next.uint32(4);
  return end - begin >= 8 && next.tag(0) === ITEM && (length === UNDEFINED || begin + 8 + length <= end);
}

/** Past the delimiter of pixel data in fragments; null where it breaks off. */
async function fragmentsEnd(view: View, begin: number, size: number): Promise<number | null> {
  for (let at = begin; at + 8 <= size; ) {
    const head = await view(at, 8);
    if (head === null) return null;
    const tag = head.tag(0);
    if (tag === SEQUENCE_END) return at + 8;
    if (tag !== ITEM) return null;
    at += 8 + head.uint32(4);
  }
  return null;
}

type View = (at: number, least: number) => Promise<Head | null>;

const WINDOW = 64 * 1024;

/** Looks at a few bytes anywhere; null where there are fewer than eight. */
function windowOn(source: ByteSource, littleEndian: boolean): View {
  let from = 0;
  let data: DataView = new DataView(new ArrayBuffer(0));
  return async (at, least) => {
    if (at < from || at + least > from + data.byteLength) {
      const bytes = await bytesOf(source, at, at + WINDOW);
      from = at;
      data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const base = at - from;
    if (data.byteLength - base < 8) return null;
    const uint16 = (i: number): number =>
      base + i + 2 <= data.byteLength ? data.getUint16(base + i, littleEndian) : 0;
    return {
      uint16,
      uint32: (i) => (base + i + 4 <= data.byteLength ? data.getUint32(base + i, littleEndian) : UNDEFINED - 1),
      tag: (i) => hexadecimal(uint16(i)) + hexadecimal(uint16(i + 2)),
      text: (i) => String.fromCharCode(data.getUint8(base + i), data.getUint8(base + i + 1)),
    };
  };
}

const hexadecimal = (value: number): string => value.toString(16).padStart(4, '0');
