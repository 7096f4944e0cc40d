/** JPEG (ITU-T T.81): the segments in front of and between the scans. */
import { stringsOf } from '../strings.ts';
import { decoded, type ImageFacts, latin1, measure, say, viewOf } from './facts.ts';
import { readPhotoshop } from './iptc.ts';
import { readTiff } from './tiff.ts';

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
/** Before a piece of a larger packet: its digest, its size, where the piece begins (XMP part 3 §1.1.3.1). */
const MORE_XMP = 'http://ns.adobe.com/xmp/extension/\0';
const MORE_HEADER = MORE_XMP.length + 32 + 8;
const PHOTOSHOP = 'Photoshop 3.0\0';

/** Application data without words: colour profiles, tables of further pictures, Adobe's colour transform. */
const SILENT = /^(?:ICC_PROFILE|MPF\0|Adobe|JFIF\0)/;

export const isJpeg = (head: Uint8Array): boolean => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;

export function readJpeg(bytes: Uint8Array, facts: ImageFacts): void {
  const view = viewOf(bytes);
  const pieces: { readonly at: number; readonly data: Uint8Array }[] = [];
  let at = 2;
  facts.whole = false;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) break;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    readSegment(marker, bytes.subarray(at + 4, end), facts, pieces);
    at = marker === 0xda ? scanEnd(bytes, end) : end;
  }
  if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) {
    facts.whole = true;
    facts.end = at + 2;
  }
  if (pieces.length > 0) facts.xmp.push(joined(pieces));
}

function readSegment(marker: number, data: Uint8Array, facts: ImageFacts, pieces: { at: number; data: Uint8Array }[]) {
  if (isFrame(marker) && data.length >= 5) {
    const view = viewOf(data);
    measure(facts, view.getUint16(3), view.getUint16(1));
  } else if (marker === 0xfe) say(facts, 'Comment', decoded(data));
  else if (marker >= 0xe0 && marker <= 0xef) {
    const name = latin1(data.subarray(0, MORE_XMP.length));
    if (name.startsWith(EXIF)) readTiff(data.subarray(EXIF.length), facts, false);
    else if (name.startsWith(XMP)) facts.xmp.push(data.subarray(XMP.length));
    else if (name.startsWith(MORE_XMP) && data.length > MORE_HEADER)
      pieces.push({ at: viewOf(data).getUint32(MORE_HEADER - 4), data: data.subarray(MORE_HEADER) });
    else if (name.startsWith(PHOTOSHOP)) readPhotoshop(data.subarray(PHOTOSHOP.length), facts);
    else if (!SILENT.test(name)) say(facts, `APP${marker - 0xe0}`, stringsOf(data));
  }
}

/** Frame headers (T.81 table B.1), without the tables that share their range. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Size and components as the first frame header says; null where there is none. */
export function frameOf(
  bytes: Uint8Array,
): { readonly width: number; readonly height: number; readonly components: number } | null {
  const view = viewOf(bytes);
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (isFrame(bytes[at + 1] ?? 0))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), components: view.getUint8(at + 9) };
  }
  return null;
}

/** The next marker after a scan's coded data, in which 0xff is followed by zero or a restart marker. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function joined(pieces: readonly { readonly at: number; readonly data: Uint8Array }[]): Uint8Array {
  const ordered = [...pieces].sort((a, b) => a.at - b.at);
  const whole = new Uint8Array(ordered.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of ordered) {
    whole.set(data, at);
    at += data.length;
  }
  return whole;
}
