import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { acceptExtractor, checkOffsets, read } from '../../test/support/accept-extractor.ts';
import { DEFAULT_BUDGET } from '../extract.ts';
import { zip } from './zip.ts';

const table = 'Name,MRN,City\nExample,0012345,Springfield\nSample,0054321,Shelbyville\n';
const archive = zipSync({ 'letters/a.csv': strToU8(table), 'b.html': strToU8('<p>MRN&#58; 0099999</p>') });

acceptExtractor(zip, {
  file: archive,
  reads: ['0012345', 'MRN: 0099999', 'letters/a.csv'],
  declares: [['MRN', '0012345']],
  refuses: ['PK is a company', '{}'],
});

const textOf = async (file: Uint8Array, part: string): Promise<string> =>
  (await read(file)).chunks
    .filter((chunk) => chunk.part === part)
    .map((chunk) => chunk.text)
    .join('');

test('members are parts of their own, nested ones behind !', async () => {
  const outer = zipSync({ 'in/inner.zip': archive, 'note.txt': strToU8('hello') });
  expect(await textOf(outer, 'in/inner.zip!letters/a.csv')).toBe(table);
  expect(await textOf(outer, 'note.txt')).toBe('hello');
  await checkOffsets(outer, await read(outer));
});

test('stored members are read', async () => {
  const stored = zipSync({ 'a.txt': strToU8('MRN 0012345') }, { level: 0 });
  expect(await textOf(stored, 'a.txt')).toBe('MRN 0012345');
});

test('encrypted members are named and not read', async () => {
  const locked = archive.slice();
  const view = new DataView(locked.buffer);
  for (let at = 0; at < locked.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) locked[at + 8] = (locked[at + 8] ?? 0) | 1;
  }
  const { gaps, chunks } = await read(locked);
  expect(gaps).toEqual([
    { part: 'letters/a.csv', reason: 'encrypted' },
    { part: 'b.html', reason: 'encrypted' },
  ]);
  expect(chunks.map((chunk) => chunk.part)).toEqual(['(names)']);
});

test('depth, entries and produced bytes are bounded', async () => {
  let deep: Uint8Array = strToU8('MRN 0012345');
  for (let i = 0; i < 7; i++) deep = zipSync({ a: deep });
  expect((await read(deep)).gaps.map(({ reason }) => reason)).toEqual(['too-deep']);

  const many = zipSync(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.txt`, strToU8('x')])));
  const bounded = await read(many, 'many', { ...DEFAULT_BUDGET, entries: 10 });
  expect(bounded.gaps).toEqual([{ part: '', reason: 'too-large' }]);
  expect(bounded.chunks.length).toBe(11);

  const large = zipSync({ 'a.txt': strToU8('x'.repeat(1000)), 'b.txt': strToU8('y'.repeat(1000)) });
  const small = await read(large, 'large', { ...DEFAULT_BUDGET, expandedBytes: 1500 });
  expect(small.gaps).toEqual([{ part: 'b.txt', reason: 'too-large' }]);
});

test('a bomb is stopped by its ratio, an overlapping archive by its directory', async () => {
  const bomb = zipSync({ 'zeros.txt': new Uint8Array(20 * 1024 * 1024) }, { level: 9 });
  expect((await read(bomb)).gaps).toEqual([{ part: 'zeros.txt', reason: 'too-large' }]);

  const overlapping = archive.slice();
  const view = new DataView(overlapping.buffer);
  for (let at = 0; at < overlapping.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
  }
  expect((await read(overlapping)).gaps).toEqual([{ part: '', reason: 'malformed' }]);
});

test('a wrong checksum and a cut stream are said', async () => {
  const wrong = archive.slice();
  const view = new DataView(wrong.buffer);
  for (let at = 0; at < wrong.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 16, 0x12345678, true);
  }
  expect((await read(wrong)).gaps.map(({ reason }) => reason)).toEqual(['malformed', 'malformed']);
  expect((await read(archive.subarray(0, archive.length - 30))).gaps).toEqual([{ part: '', reason: 'malformed' }]);
});
