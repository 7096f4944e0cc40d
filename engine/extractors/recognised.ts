/** Types that are known by their signature and not read: each ends in a gap with its name. */
import { defineExtractor } from '../define.ts';
import type { GapReason } from '../types.ts';

export const recognised = defineExtractor({
  name: 'recognised',
  accepts: (head) => signatureOf(head) !== undefined,
  async *extract(source, { part }) {
    const head = new Uint8Array(await source.slice(0, Math.min(source.size, 4096)).arrayBuffer());
    yield { kind: 'gap', part, reason: signatureOf(head)?.reason ?? 'unsupported' };
  },
});

interface Signature {
  readonly name: string;
  /** Bytes as they stand (Latin-1) at `at`. */
  readonly magic: string;
  readonly at?: number;
  readonly reason: GapReason;
}

const SIGNATURES: readonly Signature[] = [
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
