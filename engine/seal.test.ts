import { webcrypto } from 'node:crypto';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { type HostCrypto, sealTo } from './seal.ts';

const host: HostCrypto = {
  subtle: webcrypto.subtle as unknown as HostCrypto['subtle'],
  random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
};

test('jose opens it with the private key, and with no other', async () => {
  const options = { crv: 'X25519', extractable: true };
  const office = await generateKeyPair('ECDH-ES', options);
  const other = await generateKeyPair('ECDH-ES', options);
  const { x = '' } = await exportJWK(office.publicKey);
  const text = 'MRN 48201937 — é 😀 '.repeat(50);
  const { kid, jwe } = await sealTo(text, { kid: 'office-2026', x }, host);
  const opened = await compactDecrypt(jwe, office.privateKey);
  expect(new TextDecoder().decode(opened.plaintext)).toBe(text);
  expect(opened.protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'office-2026' });
  expect(kid).toBe('office-2026');
  expect(jwe).not.toContain('48201937');
  await expect(compactDecrypt(jwe, other.privateKey)).rejects.toThrow();
});

test('sealing twice gives two texts', async () => {
  const { x = '' } = await exportJWK(
    (await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true })).publicKey,
  );
  const [a, b] = [await sealTo('', { kid: 'k', x }, host), await sealTo('', { kid: 'k', x }, host)];
  expect(a.jwe).not.toBe(b.jwe);
});

test.each(['', 'AAAA', '!!'])('a key that is none is refused: %j', async (x) => {
  await expect(sealTo('text', { kid: 'k', x }, host)).rejects.toThrow();
});
