/**
 * Evidence that only the privacy office can open: JWE in compact form, ECDH-ES over X25519 with A256GCM
 * (RFC 7516, RFC 7518 §4.6 and §5.3, RFC 8037 §3.2). Randomness and WebCrypto come from the host.
 */
import type { ContentItem, Finding, InfoType, PublicKey, SealedEvidence } from './types.ts';

/** The part of the host's WebCrypto that sealing and hashing need. */
export interface HostCrypto {
  readonly subtle: {
    digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    generateKey(algorithm: 'X25519', extractable: true, usages: ['deriveBits']): Promise<unknown>;
    exportKey(format: 'raw', key: unknown): Promise<ArrayBuffer>;
    importKey(
      format: 'raw',
      key: Uint8Array<ArrayBuffer>,
      algorithm: 'X25519' | 'AES-GCM',
      extractable: false,
      usages: readonly ('encrypt' | 'deriveBits')[],
    ): Promise<unknown>;
    deriveBits(algorithm: { name: 'X25519'; public: unknown }, key: unknown, bits: 256): Promise<ArrayBuffer>;
    encrypt(
      algorithm: {
        name: 'AES-GCM';
        iv: Uint8Array<ArrayBuffer>;
        additionalData: Uint8Array<ArrayBuffer>;
        tagLength: 128;
      },
      key: unknown,
      data: Uint8Array<ArrayBuffer>,
    ): Promise<ArrayBuffer>;
  };
  /** Fresh random bytes. */
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
}

const ENCRYPTION = 'A256GCM';
const KEY_BITS = 256;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a text to one recipient. Throws where the key is not an X25519 public key. */
export const sealTo = async (text: string, recipient: PublicKey, host: HostCrypto): Promise<SealedEvidence> => {
  const { subtle } = host;
  const theirs = await subtle.importKey('raw', fromBase64Url(recipient.x), 'X25519', false, []);
  const own = (await subtle.generateKey('X25519', true, ['deriveBits'])) as { publicKey: unknown; privateKey: unknown };
  const epk = {
    kty: 'OKP',
    crv: 'X25519',
    x: toBase64Url(new Uint8Array(await subtle.exportKey('raw', own.publicKey))),
  };
  const header = toBase64Url(utf8(JSON.stringify({ alg: 'ECDH-ES', enc: ENCRYPTION, kid: recipient.kid, epk })));

  const secret = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: theirs }, own.privateKey, KEY_BITS));
  const keyBytes = new Uint8Array(await subtle.digest('SHA-256', derivation(secret)));
  const key = await subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['encrypt']);
  const iv = host.random(IV_BYTES);
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(header), tagLength: 128 } as const;
  const sealed = new Uint8Array(await subtle.encrypt(algorithm, key, utf8(text)));
  const parts = [new Uint8Array(), iv, sealed.subarray(0, -TAG_BYTES), sealed.subarray(-TAG_BYTES)];
  return { kid: recipient.kid, jwe: [header, ...parts.map(toBase64Url)].join('.') };
};

/** One matched text with what stood around it. */
export interface Evidence {
  readonly item: number;
  readonly part: string;
  readonly infoType: InfoType;
  readonly text: string;
  readonly around: string;
}

/** UTF-16 units before and after a match that explain it. */
const AROUND = 60;

/** Reads the matched texts again, part by part; `readParts` gives the text of each named part. */
export const evidenceOf = async (
  items: readonly ContentItem[],
  findings: readonly Finding[],
  readParts: (item: ContentItem, parts: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>,
): Promise<Evidence[]> => {
  const evidence: Evidence[] = [];
  for (const [index, item] of items.entries()) {
    const own = findings.filter(
      (finding) => finding.item === index && finding.hipaa !== null && finding.stage === undefined,
    );
    if (own.length === 0) continue;
    const texts = await readParts(item, new Set(own.map(({ part }) => part)));
    for (const { part, infoType, start, end } of own) {
      const text = texts.get(part) ?? '';
      const around = text.slice(Math.max(0, start - AROUND), end + AROUND);
      evidence.push({ item: index, part, infoType, text: text.slice(start, end), around });
    }
  }
  return evidence;
};

/** Concat KDF, one round: counter, secret, algorithm, no party information, length of the key (RFC 7518 §4.6.2). */
const derivation = (secret: Uint8Array): Uint8Array<ArrayBuffer> => {
  const name = utf8(ENCRYPTION);
  return concatenated([number(1), secret, number(name.length), name, number(0), number(0), number(KEY_BITS)]);
};

const number = (value: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

const concatenated = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const toBase64Url = (bytes: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const group = (a << 16) | (b << 8) | c;
    const digits = Math.min(4, bytes.length - i + 1);
    for (let digit = 0; digit < digits; digit++) text += ALPHABET.charAt((group >> (18 - 6 * digit)) & 63);
  }
  return text;
};

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new Error('the public key is not base64url');
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return new Uint8Array(bytes);
};
