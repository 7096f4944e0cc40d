import { defineTransform } from '../define.ts';
import { hmacSha256 } from '../mac.ts';

/** Consonants only: a token is no word in any language and no number to any pattern. */
const LETTERS = 'bcdfghjkmnpqrstv';
/** 60 bits: two of a million values share a token once in two million documents. */
const LENGTH = 15;
const TOKEN = new RegExp(`^\\[[A-Z0-9_]+:[${LETTERS}]{${LENGTH}}\\]$`);

/**
 * A keyed token (HMAC-SHA-256, RFC 2104): the same value has the same token wherever the same key is
 * used, and without the key none leads back. Spelling does not matter: `512-44-8071` and `512448071`
 * are one value. A token stays as it is.
 */
export const tokenise = defineTransform({
  name: 'tokenise',
  keyed: true,
  apply(value, infoType, key) {
    if (TOKEN.test(value)) return value;
    const mac = hmacSha256(key, `${infoType}\0${spelling(value)}`);
    let token = '';
    for (const byte of mac.subarray(0, Math.ceil(LENGTH / 2))) {
      token += LETTERS.charAt(byte >> 4) + LETTERS.charAt(byte & 15);
    }
    return `[${infoType}:${token.slice(0, LENGTH)}]`;
  },
});

const spelling = (value: string): string => {
  const folded = value.normalize('NFKC').toLowerCase();
  const letters = folded.replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  return letters || folded;
};
