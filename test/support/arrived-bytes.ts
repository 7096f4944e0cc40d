/** The forms in which content can lie in a request, for tests that assert that it does not. */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Received } from './receiver.ts';

export const bytesOf = (needle: string | Uint8Array): Buffer =>
  typeof needle === 'string' ? Buffer.from(needle, 'utf8') : Buffer.from(needle);

/**
 * URL, headers and body; then the body percent-decoded, base64-decoded, from UTF-16 and inflated, and what lies
 * packed inside of it: files of archives and Office documents, wherever in the body they stand.
 */
export function formsOf(received: Received): readonly Buffer[] {
  const head = Buffer.from(`${received.url}\n${JSON.stringify(received.headers)}`);
  return [head, received.body].flatMap((raw) => {
    const text = raw.toString('latin1');
    return [
      raw,
      percentDecoded(text),
      ...base64Runs(text),
      Buffer.from(raw.toString('utf16le')),
      ...inflated(raw),
      ...packed(raw),
    ];
  });
}

function percentDecoded(text: string): Buffer {
  const decoded = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}

const base64Runs = (text: string): readonly Buffer[] =>
  (text.match(/[A-Za-z0-9+/_-]{16,}/g) ?? []).map((run) => Buffer.from(run, 'base64'));

/** An archive in an archive in an archive. */
const DEEPEST = 3;
const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);

/** Members of zip files (APPNOTE 4.3.7) and gzip streams that begin anywhere in these bytes. */
function packed(raw: Buffer, depth = 1): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = raw.indexOf(LOCAL_HEADER); at >= 0; at = raw.indexOf(LOCAL_HEADER, at + 4)) {
    if (at + 30 > raw.length) break;
    const from = at + 30 + raw.readUInt16LE(at + 26) + raw.readUInt16LE(at + 28);
    const isStored = raw.readUInt16LE(at + 8) === 0;
    const size = raw.readUInt32LE(at + 18);
    found.push(...(isStored ? [raw.subarray(from, from + size)] : unpack(inflateRawSync, raw.subarray(from))));
  }
  for (let at = raw.indexOf(GZIP); at >= 0; at = raw.indexOf(GZIP, at + 3))
    found.push(...unpack(inflateRawSync, raw.subarray(gzipBody(raw, at))));
  return depth >= DEEPEST ? found : found.flatMap((one) => [one, ...packed(one, depth + 1)]);
}

/** Past the header of a gzip member (RFC 1952): what follows the stream, `gunzipSync` would refuse. */
function gzipBody(raw: Buffer, at: number): number {
  const flags = raw[at + 3] ?? 0;
  let from = at + 10;
  if (flags & 4 && from + 2 <= raw.length) from += 2 + raw.readUInt16LE(from);
  for (const named of [8, 16]) if (flags & named) from = raw.indexOf(0, from) + 1;
  return flags & 2 ? from + 2 : from;
}

function inflated(raw: Buffer): readonly Buffer[] {
  return [gunzipSync, inflateSync, inflateRawSync].flatMap((inflate) => unpack(inflate, raw));
}

const unpack = (inflate: typeof inflateSync, raw: Buffer): readonly Buffer[] => {
  try {
    return [inflate(raw, { maxOutputLength: 64 * 1024 * 1024 })];
  } catch {
    // Packed in another way, or not at all.
    return [];
  }
};
