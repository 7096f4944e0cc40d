/** One form of a JSON value, byte for byte, and its hash: RFC 8785. */
import canonicalize from 'canonicalize';

/** SHA-256 of the host. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/** SHA-256 over the RFC 8785 form, in hexadecimal. Throws on what is not JSON: a cycle, NaN, half a surrogate pair. */
export const canonicalHash = async (value: object, digest: Digest): Promise<string> => {
  const hash = await digest(new TextEncoder().encode(canonicalize(value) ?? ''));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
