import { packTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { tar } from './tar.ts';

const list = 'Name,MRN,City\nAnn,0012345,Springfield\nBob,0054321,Shelbyville\n';
const long = `${'folder-of-long-names/'.repeat(12)}José Peña 0022222.txt`;
const archive = await packTar([
  { header: { name: 'ward/', size: 0, type: 'directory' } },
  { header: { name: 'ward/list.csv', size: list.length, uname: 'dora' }, body: list },
  { header: { name: long, size: 16 }, body: 'note 0033333 end' },
  { header: { name: 'link-0044444', size: 0, type: 'symlink', linkname: 'ward/ann-0055555' } },
  { header: { name: 'c.txt', size: 3, pax: { comment: 'said 0066666' } }, body: 'abc' },
]);

acceptExtractor(tar, {
  file: archive,
  reads: ['Ann,0012345', 'note 0033333 end', 'José Peña 0022222.txt', 'ann-0055555', 'said 0066666', 'dora'],
  declares: [['MRN', '0012345']],
  refuses: ['ustar', 'a'.repeat(600), '\0'.repeat(1024)],
});

/** One block of an archive, with its checksum. */
const header = (fields: Readonly<Record<number, string | number[]>>): Uint8Array => {
  const block = new Uint8Array(512);
  for (const [at, value] of Object.entries({ 100: '0000644\0', 148: ' '.repeat(8), ...fields })) {
    block.set(typeof value === 'string' ? new TextEncoder().encode(value) : value, Number(at));
  }
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
};
const octal = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`;
const body = (text: string): Uint8Array => {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
  padded.set(bytes);
  return padded;
};
const joined = (...pieces: Uint8Array[]): Uint8Array => Uint8Array.from(pieces.flatMap((piece) => [...piece]));
const END = new Uint8Array(1024);
const GNU = 'ustar  \0';

test('GNU’s long names and sizes in bytes, and the old format without a mark', async () => {
  const file = joined(
    header({ 0: '././@LongLink', 124: octal(long.length + 2), 156: 'L', 257: GNU }),
    body(`${long}\0`),
    header({ 0: 'folder-of', 124: [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12], 156: '0', 257: GNU }),
    body('note 0033333'),
    header({ 0: 'v7.txt', 124: octal(12), 156: [0] }),
    body('note 0044444'),
    END,
  );
  const { chunks, gaps } = await read(file);
  expect(chunks.map(({ part, text }) => [part, text])).toEqual([
    [long, 'note 0033333'],
    ['v7.txt', 'note 0044444'],
    ['(names)', `${long}\nv7.txt`],
  ]);
  expect(gaps).toEqual([]);
});

test('files with holes are read as far as they are there, and are a gap', async () => {
  const sparse = joined(
    header({ 0: 'disk', 124: octal(12), 156: 'S', 257: GNU, 482: [1] }),
    new Uint8Array(512),
    body('part 0033333'),
    END,
  );
  const reading = await read(sparse);
  expect(reading.chunks[0]?.text).toBe('part 0033333');
  expect(reading.gaps).toEqual([{ part: 'disk', reason: 'partial' }]);
  const pax = '28 GNU.sparse.name=disk.img\n22 GNU.sparse.major=1\n';
  const newer = joined(
    header({ 0: 'x', 124: octal(pax.length), 156: 'x', 257: 'ustar\0' }),
    body(pax),
    header({ 0: 'y', 124: octal(4), 156: '0', 257: 'ustar\0' }),
    body('data'),
    END,
  );
  expect((await read(newer)).gaps).toEqual([{ part: 'disk.img', reason: 'partial' }]);
});

test('a cut archive, a damaged header and what lies behind the end are named', async () => {
  const file = joined(
    header({ 0: 'a.txt', 124: octal(1000), 156: '0' }),
    body('note 0012345 '.repeat(50).slice(0, 512)),
  );
  expect((await read(file)).gaps).toEqual([{ part: 'a.txt', reason: 'partial' }]);
  const damaged = joined(header({ 0: 'a.txt', 124: octal(3), 156: '0' }), body('abc'), body('no header 0033333'), END);
  const { chunks, gaps } = await read(damaged);
  expect(gaps).toEqual([{ part: '', reason: 'partial' }]);
  expect(chunks.map(({ text }) => text).join('')).toContain('no header 0033333');
});

test('an archive in gzip names its members within', async () => {
  const { gzipSync } = await import('fflate');
  const { chunks } = await read(gzipSync(archive), 'ward.tar.gz');
  const found = chunks.flatMap((chunk) => chunk.fields.map((field) => [chunk.part, fieldText(chunk, field)]));
  expect(found).toContainEqual(['ward.tar!ward/list.csv', '0012345']);
});
