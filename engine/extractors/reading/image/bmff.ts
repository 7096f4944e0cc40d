/**
 * Pictures in boxes (ISO/IEC 14496-12): HEIC, AVIF and other HEIF files, JPEG 2000, JPEG XL. Exif and XMP
 * are items of a HEIF file (ISO/IEC 23008-12), and boxes of the others.
 */
import { type ImageFacts, latin1, measure, viewOf } from './facts.ts';
import { readIptc } from './iptc.ts';
import { readTiff } from './tiff.ts';

export const isBmff = (head: Uint8Array): boolean => {
  const start = latin1(head.subarray(4, 12));
  return /^ftyp(?:hei[cfmsx]|hev[cmsx]|mif[12]|msf1|avi[fs]|crx )/.test(start) || /^(?:jP {2}|JXL )\r\n/.test(start);
};

export const isJpeg2000 = (head: Uint8Array): boolean => latin1(head.subarray(4, 8)) === 'jP  ';

/** Boxes of JPEG 2000 by their ids: XMP (XMP part 3 §1.1.4), Exif (`JpgTiffExif->JP2`) and IPTC, as programs write them. */
const XMP_UUID = 'be7acfcb97a942e89c71999491e3afac';
const EXIF_UUID = '4a706754696666457869662d3e4a5032';
const IPTC_UUID = '33c7a4d2b81d4723a0baf1a3e097ad38';

interface Box {
  readonly type: string;
  readonly data: Uint8Array;
  /** Where `data` begins in the file. */
  readonly at: number;
}

export function readBmff(bytes: Uint8Array, facts: ImageFacts): void {
  for (const box of boxes(bytes, 0, bytes.length)) {
    if (box.type === 'meta') readMeta(bytes, box, facts);
    else if (box.type === 'Exif') readExif(box.data, facts);
    else if (box.type === 'xml ') facts.xmp.push(box.data);
    else if (box.type === 'uuid') {
      const id = Array.from(box.data.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
      if (id === XMP_UUID) facts.xmp.push(box.data.subarray(16));
      else if (id === EXIF_UUID) readTiff(box.data.subarray(16), facts, false);
      else if (id === IPTC_UUID) readIptc(box.data.subarray(16), facts);
    } else if (box.type === 'jp2h') {
      const header = [...boxes(bytes, box.at, box.at + box.data.length)].find(({ type }) => type === 'ihdr');
      if (header !== undefined && header.data.length >= 8)
        measure(facts, viewOf(header.data).getUint32(4), viewOf(header.data).getUint32(0));
    }
  }
}

/** Four bytes say where in the block the TIFF header begins. */
function readExif(data: Uint8Array, facts: ImageFacts): void {
  if (data.length > 4) readTiff(data.subarray(4 + viewOf(data).getUint32(0)), facts, false);
}

function* boxes(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= to; ) {
    let length = view.getUint32(at);
    let header = 8;
    if (length === 1 && at + 16 <= to) {
      length = Number(view.getBigUint64(at + 8));
      header = 16;
    } else if (length === 0) length = to - at;
    if (length < header) return;
    const end = Math.min(to, at + length);
    yield { type: latin1(bytes.subarray(at + 4, at + 8)), data: bytes.subarray(at + header, end), at: at + header };
    at += length;
  }
}

/** The items that are Exif or XMP, and the sizes of the pictures. */
function readMeta(bytes: Uint8Array, meta: Box, facts: ImageFacts): void {
  const inner = [...boxes(bytes, meta.at + 4, meta.at + meta.data.length)];
  const wanted = new Map<number, 'exif' | 'xmp'>();
  for (const box of inner) if (box.type === 'iinf') readItems(bytes, box, wanted);
  const location = inner.find(({ type }) => type === 'iloc');
  if (location !== undefined && wanted.size > 0) {
    for (const { id, extents } of locations(location.data)) {
      const kind = wanted.get(id);
      const [extent] = extents;
      if (kind === undefined || extent === undefined) continue;
      const data = bytes.subarray(extent.at, extent.at + extent.length);
      if (kind === 'exif') readExif(data, facts);
      else facts.xmp.push(data);
    }
  }
  for (const properties of inner.filter(({ type }) => type === 'iprp'))
    for (const container of boxes(bytes, properties.at, properties.at + properties.data.length))
      if (container.type === 'ipco')
        for (const { type, data } of boxes(bytes, container.at, container.at + container.data.length))
          if (type === 'ispe' && data.length >= 12)
            measure(facts, viewOf(data).getUint32(4), viewOf(data).getUint32(8));
}

function readItems(bytes: Uint8Array, { at, data }: Box, wanted: Map<number, 'exif' | 'xmp'>): void {
  const first = at + (data[0] === 0 ? 6 : 8);
  for (const entry of boxes(bytes, first, at + data.length)) {
    if (entry.type !== 'infe' || entry.data.length < 12) continue;
    const wide = entry.data[0] === 3;
    const id = wide ? viewOf(entry.data).getUint32(4) : viewOf(entry.data).getUint16(4);
    const text = latin1(entry.data.subarray(wide ? 10 : 8));
    if (text.startsWith('Exif')) wanted.set(id, 'exif');
    else if (/^mime[^\0]*\0application\/rdf\+xml/.test(text)) wanted.set(id, 'xmp');
  }
}

interface Located {
  readonly id: number;
  readonly extents: readonly { readonly at: number; readonly length: number }[];
}

/** ISO/IEC 14496-12 §8.11.3; offsets into the file only. */
function* locations(data: Uint8Array): Generator<Located> {
  const view = viewOf(data);
  const version = data[0] ?? 0;
  let at = 4;
  const read = (size: number): number => {
    const value =
      size === 0
        ? 0
        : size === 2
          ? view.getUint16(at)
          : size === 4
            ? view.getUint32(at)
            : Number(view.getBigUint64(at));
    at += size;
    return value;
  };
  try {
    const sizes = read(2);
    const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
    const indexSize = version === 1 || version === 2 ? sizes & 15 : 0;
    const count = read(version < 2 ? 2 : 4);
    for (let i = 0; i < count; i++) {
      const id = read(version < 2 ? 2 : 4);
      const method = version === 1 || version === 2 ? read(2) & 15 : 0;
      read(2);
      const base = read(baseSize);
      const extents = Array.from({ length: read(2) }, () => {
        read(indexSize);
        return { at: base + read(offsetSize), length: read(lengthSize) };
      });
      if (method === 0) yield { id, extents };
    }
  } catch {
    // The box breaks off: what was located before stands.
  }
}
