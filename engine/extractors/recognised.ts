/** Types that are known by their signature and not read: each ends in a gap with its name. */
import { defineExtractor } from '../define.ts';
import type { ByteSource, GapReason } from '../types.ts';

export const recognised = defineExtractor({
  name: 'recognised',
  accepts: (head) => signatureOf(head) !== undefined,
  async *extract(source, { part }) {
    const head = new Uint8Array(await source.slice(0, Math.min(source.size, 4096)).arrayBuffer());
    const signature = signatureOf(head);
    const locked = signature?.encrypted !== undefined && (await signature.encrypted(source, head));
    yield { kind: 'gap', part, reason: locked ? 'encrypted' : (signature?.reason ?? 'unsupported') };
  },
});

interface Signature {
  readonly name: string;
  /** Bytes as they stand (Latin-1) at `at`. */
  readonly magic: string;
  readonly at?: number;
  readonly reason: GapReason;
  readonly encrypted?: (source: ByteSource, head: Uint8Array) => Promise<boolean>;
}

/** MS-CFB §2.2: the first directory sector's number stands at 48; MS-OFFCRYPTO §1.3.2: its stream is EncryptedPackage. */
const officeEncrypted = async (source: ByteSource, head: Uint8Array): Promise<boolean> => {
  if (head.length < 76) return false;
  const header = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const sector = 2 ** Math.min(header.getUint16(30, true), 16);
  return contains(source, (header.getUint32(48, true) + 1) * sector, [...'EncryptedPackage'].join('\0'));
};

const SIGNATURES: readonly Signature[] = [
  {
    name: 'compound file',
    magic: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    reason: 'unsupported',
    encrypted: officeEncrypted,
  },
  { name: '7z', magic: '7z\xbc\xaf\x27\x1c', reason: 'unsupported' },
  { name: 'rar', magic: 'Rar!\x1a\x07', reason: 'unsupported' },
  { name: 'xz', magic: '\xfd7zXZ\0', reason: 'unsupported' },
  { name: 'bzip2', magic: 'BZh', reason: 'unsupported' },
  { name: 'zstd', magic: '\x28\xb5\x2f\xfd', reason: 'unsupported' },
  { name: 'sqlite', magic: 'SQLite format 3\0', reason: 'unsupported' },
  { name: 'parquet', magic: 'PAR1', reason: 'unsupported' },
  { name: 'tnef (winmail.dat)', magic: '\x78\x9f\x3e\x22', reason: 'unsupported' },
  { name: 'pgp message', magic: '-----BEGIN PGP MESSAGE', reason: 'encrypted' },
  { name: 'age', magic: 'age-encryption.org/', reason: 'encrypted' },
  { name: 'emf', magic: ' EMF', at: 40, reason: 'needs-ocr' },
];

const signatureOf = (head: Uint8Array): Signature | undefined =>
  SIGNATURES.find(({ magic, at = 0 }) => latin1(head, at, magic.length) === magic);

const latin1 = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

async function contains(source: ByteSource, from: number, wanted: string): Promise<boolean> {
  if (from >= source.size) return false;
  const bytes = new Uint8Array(await source.slice(from, Math.min(source.size, from + 4096)).arrayBuffer());
  return latin1(bytes, 0, bytes.length).includes(wanted);
}
