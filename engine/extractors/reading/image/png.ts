/** PNG (W3C, third edition): text chunks, Exif, and where the image ends. */
import { unzlib } from '../inflate.ts';
import { decoded, type ImageFacts, latin1, measure, say, viewOf } from './facts.ts';
import { readIptc, readPhotoshop } from './iptc.ts';
import { readTiff } from './tiff.ts';

const SIGNATURE = '\x89PNG';

export const isPng = (head: Uint8Array): boolean => latin1Bytes(head.subarray(0, 4)) === SIGNATURE;

/** Bytes that one chunk of text may become. */
const TEXT = 16 * 1024 * 1024;

export function readPng(bytes: Uint8Array, facts: ImageFacts): void {
  const view = viewOf(bytes);
  let ended = false;
  let lost = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = latin1Bytes(bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
    if (at > bytes.length) break;
    if (type === 'IHDR' && length >= 8) measure(facts, view.getUint32(16), view.getUint32(20));
    else if (type === 'eXIf') readTiff(data, facts, false);
    else if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') lost = !readText(type, data, facts) || lost;
    else if (type === 'IEND') {
      ended = true;
      facts.end = at;
      break;
    }
  }
  facts.whole = ended && !lost;
}

/** False where the text cannot be unpacked. */
function readText(type: string, data: Uint8Array, facts: ImageFacts): boolean {
  const end = data.indexOf(0);
  if (end < 0) return false;
  const key = latin1(data.subarray(0, end));
  let text: Uint8Array | null = data.subarray(end + 1);
  if (type === 'zTXt') text = unzlib(data.subarray(end + 2), TEXT);
  if (type === 'iTXt') {
    // Compressed or not, the method; language and translated keyword, each with its zero.
    const language = data.indexOf(0, end + 3);
    const translated = data.indexOf(0, language + 1);
    if (language < 0 || translated < 0) return false;
    text = data.subarray(translated + 1);
    if (data[end + 1] === 1) text = unzlib(text, TEXT);
  }
  if (text === null) return false;
  if (key === 'XML:com.adobe.xmp') facts.xmp.push(text);
  else if (key.startsWith('Raw profile type ')) readProfile(key.slice(17), latin1(text), facts);
  else say(facts, key, decoded(text));
  return true;
}

/** Profiles as ImageMagick writes them: a name, a length, hexadecimal digits. */
function readProfile(name: string, text: string, facts: ImageFacts): void {
  const digits = /^\s*\S+\s+\d+\s+([\s\da-f]*)$/i.exec(text)?.[1]?.replaceAll(/\s/g, '') ?? '';
  const bytes = Uint8Array.from({ length: digits.length >> 1 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
  if (name === 'exif' || name === 'APP1') {
    if (latin1(bytes.subarray(0, 4)) === 'Exif') readTiff(bytes.subarray(6), facts, false);
    else facts.xmp.push(bytes);
  } else if (name === 'xmp') facts.xmp.push(bytes);
  else if (name === 'iptc' || name === '8bim') {
    if (bytes[0] === 0x1c) readIptc(bytes, facts);
    else readPhotoshop(bytes, facts);
  }
}

const latin1Bytes = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
