/** The parts of a MIME message (RFC 2045, 2046), as ranges of its bytes. */
import { type ContentType, type Headers, headerOf, lineEnd, readHeaders, readParameters } from './headers.ts';
import { decodeBase64, decodeQuotedPrintable, decodeUuencode } from './transfer-encoding.ts';

export interface Leaf {
  readonly kind: 'leaf';
  readonly type: ContentType;
  /** The name that the sender gave the part; '' for bodies. */
  readonly name: string;
  /** The decoded body; null where its encoding is unknown. */
  readonly body: Uint8Array | null;
}

export type Found =
  | Leaf
  | { readonly kind: 'headers'; readonly headers: Headers }
  /** Text around parts that only old programs show. */
  | { readonly kind: 'around'; readonly text: Uint8Array }
  | { readonly kind: 'too-deep' };

/** Multiparts in multiparts. */
const DEPTH = 32;

/** Everything in a message, in order. */
export async function* readEntity(bytes: Uint8Array, depth = 0, fallback = 'text/plain'): AsyncGenerator<Found> {
  if (depth > DEPTH) {
    yield { kind: 'too-deep' };
    return;
  }
  const headers = await readHeaders(bytes);
  yield { kind: 'headers', headers };
  const type = readParameters(headerOf(headers, 'content-type') || fallback);
  const body = bytes.subarray(headers.length);
  const boundary = type.type.startsWith('multipart/') ? (type.parameters.get('boundary') ?? '') : '';
  if (boundary === '') {
    yield leafOf(headers, type, body);
    return;
  }
  const { parts, around } = split(body, boundary);
  // A boundary that never comes: what was to be parts is one body.
  if (parts.length === 0) yield leafOf(headers, { ...type, type: 'text/plain' }, body);
  for (const text of parts.length === 0 ? [] : around) yield { kind: 'around', text };
  const inner = type.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  for (const part of parts) yield* readEntity(part, depth + 1, inner);
}

function leafOf(headers: Headers, type: ContentType, body: Uint8Array): Leaf {
  const disposition = readParameters(headerOf(headers, 'content-disposition'));
  const name = disposition.parameters.get('filename') || type.parameters.get('name') || '';
  const encoding = headerOf(headers, 'content-transfer-encoding')
    .toLowerCase()
    .replace(/[;(\s].*$/, '');
  return { kind: 'leaf', type, name, body: decodeBody(body, encoding) };
}

function decodeBody(body: Uint8Array, encoding: string): Uint8Array | null {
  switch (encoding) {
    case 'base64':
      return decodeBase64(body);
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case '':
    case '7bit':
    case '8bit':
    case '7-bit':
    case '8-bit':
    case 'binary':
      return body;
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
      return decodeUuencode(new TextDecoder('windows-1252').decode(body));
    default:
      return null;
  }
}

/** Cuts a body at its delimiter lines; the line end before one is the delimiter's (RFC 2046 §5.1.1). */
function split(body: Uint8Array, boundary: string): { parts: Uint8Array[]; around: Uint8Array[] } {
  const delimiter = new TextEncoder().encode(`--${boundary}`);
  const parts: Uint8Array[] = [];
  const around: Uint8Array[] = [];
  let start = 0;
  let inside = false;
  let closed = false;
  for (let at = 0; at < body.length && !closed; ) {
    const line = lineEnd(body, at);
    if (startsWith(body, at, delimiter)) {
      const rest = at + delimiter.length;
      const last = body[rest] === 0x2d && body[rest + 1] === 0x2d;
      if (isBlank(body, last ? rest + 2 : rest, line.end)) {
        const end = Math.max(start, at - (body[at - 2] === 0x0d ? 2 : 1));
        if (inside) parts.push(body.subarray(start, end));
        else around.push(body.subarray(start, Math.max(start, at)));
        start = line.after;
        inside = !last;
        closed = last;
      }
    }
    at = line.after;
  }
  if (start < body.length) (inside ? parts : around).push(body.subarray(start));
  return { parts, around: around.filter((text) => !isBlank(text, 0, text.length)) };
}

const startsWith = (bytes: Uint8Array, at: number, wanted: Uint8Array): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte);

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i] ?? 0) > 0x20) return false;
  return true;
}
