/**
 * TIFF 6.0 and BigTIFF directories, and Exif (CIPA DC-008), which is one: every tag that is text, places
 * and previews. A TIFF file of many pages is a fax.
 */
import { stringsOf } from '../strings.ts';
import { decoded, type ImageFacts, latin1, measure, say, viewOf } from './facts.ts';
import { readIptc, readPhotoshop } from './iptc.ts';
import names from './tiff-names.json' with { type: 'json' };

const NAMES: Readonly<Record<string, string>> = names;

const EXIF = 0x8769;
const GPS = 0x8825;
const INTEROPERABILITY = 0xa005;
const SUB_DIRECTORIES = 0x014a;
const MAKER_NOTE = 0x927c;
const USER_COMMENT = 0x9286;
const XMP = 0x02bc;
const IPTC = 0x83bb;
const PHOTOSHOP = 0x8649;

/** Bytes of a value by its type (TIFF 6.0 p. 15; BigTIFF adds 16 to 18). */
const SIZES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

/** Directories of one file; hostile files chain them in a circle. */
const DIRECTORIES = 4096;

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

export const isTiff = (head: Uint8Array): boolean => /^(?:II[*+]\0|MM\0[*+])/.test(latin1(head.subarray(0, 4)));

/** Reads a TIFF structure; `file` where it is a file of its own, whose pages are pictures. */
export function readTiff(bytes: Uint8Array, facts: ImageFacts, file: boolean): void {
  const { directories, whole } = directoriesOf(bytes);
  if (!whole && file) facts.whole = false;
  let pages = 0;
  for (const { entries, kind } of directories) {
    const number = (tag: number): number =>
      numberOf(
        entries.find((entry) => entry.tag === tag),
        bytes,
      );
    if (file && kind === 'page') {
      pages++;
      measure(facts, number(0x0100), number(0x0101));
    }
    if (kind === 'page' && number(0x0112) > 0) facts.orientation = number(0x0112);
    const [at, length] = [number(0x0201), number(0x0202)];
    if (at > 0 && length > 0) facts.previews.push(bytes.subarray(at, at + length));
    for (const entry of entries) tell(entry, kind === 'gps' ? 'GPS' : '', bytes, facts);
    if (kind === 'gps') place(entries, bytes, facts);
  }
  if (file) facts.pages = Math.max(1, pages);
}

/** The tags of the first page: numbers, and bytes as they stand. */
export interface Tags {
  number(tag: number, otherwise?: number): number;
  numbers(tag: number): number[];
  bytes(tag: number): Uint8Array | null;
}

export function firstPage(bytes: Uint8Array): Tags {
  const entries = directoriesOf(bytes).directories.find(({ kind }) => kind === 'page')?.entries ?? [];
  const find = (tag: number): Entry | undefined => entries.find((entry) => entry.tag === tag);
  const numbers = (tag: number): number[] => {
    const entry = find(tag);
    return entry === undefined ? [] : numbersOf(entry, bytes[0] === 0x49, Infinity);
  };
  return {
    number: (tag, otherwise = 0) => numbers(tag)[0] ?? otherwise,
    numbers,
    bytes: (tag) => find(tag)?.bytes ?? null,
  };
}

/** Where the directories of the pages begin, in order. */
export const pageOffsets = (bytes: Uint8Array): number[] =>
  directoriesOf(bytes).directories.flatMap(({ kind, at }) => (kind === 'page' ? [at] : []));

interface Directory {
  readonly kind: 'page' | 'sub' | 'gps';
  readonly at: number;
  readonly entries: readonly Entry[];
}

function directoriesOf(bytes: Uint8Array): { readonly directories: readonly Directory[]; readonly whole: boolean } {
  const directories: Directory[] = [];
  if (!isTiff(bytes) || bytes.length < 8) return { directories, whole: false };
  const view = viewOf(bytes);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const offset = (at: number): number => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const seen = new Set<number>();
  const waiting: { at: number; kind: Directory['kind'] }[] = [];
  let whole = true;
  try {
    waiting.push({ at: offset(big ? 8 : 4), kind: 'page' });
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { at, kind } = next;
      if (at === 0) continue;
      if (seen.has(at) || seen.size >= DIRECTORIES) {
        whole = false;
        continue;
      }
      seen.add(at);
      const count = big ? Number(view.getBigUint64(at, little)) : view.getUint16(at, little);
      const first = at + (big ? 8 : 2);
      const size = big ? 20 : 12;
      const entries: Entry[] = [];
      for (let i = 0; i < count && first + (i + 1) * size <= bytes.length; i++) {
        const entry = entryAt(bytes, first + i * size, { view, little, big, offset });
        if (entry === null) whole = false;
        else entries.push(entry);
      }
      directories.push({ kind, at, entries });
      for (const entry of entries) {
        if (entry.tag === EXIF || entry.tag === INTEROPERABILITY)
          waiting.push({ at: numberOf(entry, bytes), kind: 'sub' });
        if (entry.tag === GPS) waiting.push({ at: numberOf(entry, bytes), kind: 'gps' });
        if (entry.tag === SUB_DIRECTORIES)
          for (const one of numbersOf(entry, little)) waiting.push({ at: one, kind: 'sub' });
      }
      if (kind === 'page') waiting.push({ at: offset(first + count * size), kind: 'page' });
    }
  } catch {
    // A place outside of the file: what was read before it stands.
    whole = false;
  }
  return { directories, whole };
}

interface Layout {
  readonly view: DataView;
  readonly little: boolean;
  readonly big: boolean;
  readonly offset: (at: number) => number;
}

/** One entry with its value; null where the value lies outside of the file. */
function entryAt(bytes: Uint8Array, at: number, { view, little, big, offset }: Layout): Entry | null {
  const type = view.getUint16(at + 2, little);
  const count = big ? Number(view.getBigUint64(at + 4, little)) : view.getUint32(at + 4, little);
  const length = count * (SIZES[type] ?? 1);
  const inline = at + (big ? 12 : 8);
  const start = length <= (big ? 8 : 4) ? inline : offset(inline);
  if (start + length > bytes.length) return null;
  return { tag: view.getUint16(at, little), type, count, bytes: bytes.subarray(start, start + length) };
}

function numbersOf({ type, bytes }: Entry, little: boolean, most = 64): number[] {
  const view = viewOf(bytes);
  const size = SIZES[type] ?? 1;
  return Array.from({ length: Math.min(most, Math.floor(bytes.length / size)) }, (_, i) => {
    if (size === 1) return view.getUint8(i);
    if (size === 2) return view.getUint16(2 * i, little);
    return size === 4 ? view.getUint32(4 * i, little) : Number(view.getBigUint64(8 * i, little));
  });
}

const numberOf = (entry: Entry | undefined, file: Uint8Array): number =>
  entry === undefined ? 0 : (numbersOf(entry, file[0] === 0x49)[0] ?? 0);

/** What an entry says in words. */
function tell({ tag, type, bytes }: Entry, group: string, file: Uint8Array, facts: ImageFacts): void {
  const name =
    NAMES[`${group}${tag.toString(16).padStart(4, '0')}`] ?? `${group}(${tag.toString(16).padStart(4, '0')})`;
  if (tag === XMP && group === '') facts.xmp.push(bytes);
  else if (tag === IPTC && group === '') readIptc(bytes, facts);
  else if (tag === PHOTOSHOP && group === '') readPhotoshop(bytes, facts);
  else if (tag === MAKER_NOTE && group === '') say(facts, 'MakerNote', stringsOf(bytes));
  else if ((tag === USER_COMMENT && group === '') || (group === 'GPS' && (tag === 0x1b || tag === 0x1c)))
    say(facts, name, coded(bytes, file[0] === 0x49));
  else if (tag >= 0x9c9b && tag <= 0x9c9f) say(facts, name, new TextDecoder('utf-16le').decode(bytes));
  // References beside GPS numbers are one letter each, and said with the place.
  else if (type === 2 && !(group === 'GPS' && bytes.length <= 2)) say(facts, name, decoded(bytes));
  else if (type === 7 && bytes.length >= 8 && tag !== 0x9000) say(facts, name, stringsOf(bytes));
}

/** A text after eight bytes that name its code (CIPA DC-008 table 9). */
function coded(bytes: Uint8Array, little: boolean): string {
  const code = latin1(bytes.subarray(0, 8));
  const text = bytes.subarray(8);
  if (code.startsWith('UNICODE')) return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(text);
  if (code.startsWith('JIS')) return new TextDecoder('iso-2022-jp').decode(text);
  return decoded(/^(?:ASCII|\0)/.test(code) ? text : bytes);
}

/** Latitude and longitude as one pair of decimal degrees. */
function place(entries: readonly Entry[], file: Uint8Array, facts: ImageFacts): void {
  const degrees = (tag: number): number | null => {
    const entry = entries.find((one) => one.tag === tag);
    const reference = entries.find((one) => one.tag === tag - 1);
    if (entry === undefined || entry.bytes.length < 24) return null;
    const view = viewOf(entry.bytes);
    const little = file[0] === 0x49;
    const part = (i: number): number => view.getUint32(8 * i, little) / (view.getUint32(8 * i + 4, little) || 1);
    const value = part(0) + part(1) / 60 + part(2) / 3600;
    return /^[SW]/.test(latin1(reference?.bytes ?? new Uint8Array())) ? -value : value;
  };
  const [latitude, longitude] = [degrees(2), degrees(4)];
  if (latitude !== null && longitude !== null) say(facts, PLACE, `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`);
}

/** The key of a place, which is identifying by itself. */
export const PLACE = 'GPSPosition';
