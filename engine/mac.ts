/** Keyed and plain hashes; the only file that knows the library. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** HMAC-SHA-256 (RFC 2104). */
export const hmacSha256 = (key: string, message: string): Uint8Array => {
  const bytes = new TextEncoder();
  return hmac(sha256, bytes.encode(key), bytes.encode(message));
};

/** SHA-256 in hexadecimal. */
export const sha256Hex = (bytes: Uint8Array): string =>
  [...sha256(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
