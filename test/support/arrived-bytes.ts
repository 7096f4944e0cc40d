/** The forms in which content can lie in a request, for tests that assert that it does not. */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Received } from './receiver.ts';

export const bytesOf = (needle: string | Uint8Array): Buffer =>
  typeof needle === 'string' ? Buffer.from(needle, 'utf8') : Buffer.from(needle);

/** URL, headers and body; then the body percent-decoded, base64-decoded, from UTF-16 and inflated. */
export function formsOf(received: Received): readonly Buffer[] {
  const head = Buffer.from(`${received.url}\n${JSON.stringify(received.headers)}`);
  return [head, received.body].flatMap((raw) => {
    const text = raw.toString('latin1');
    return [raw, percentDecoded(text), ...base64Runs(text), Buffer.from(raw.toString('utf16le')), ...inflated(raw)];
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

function inflated(raw: Buffer): readonly Buffer[] {
  return [gunzipSync, inflateSync, inflateRawSync].flatMap((inflate) => {
    try {
      return [inflate(raw, { maxOutputLength: 64 * 1024 * 1024 })];
    } catch {
      return [];
    }
  });
}
