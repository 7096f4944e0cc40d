import { gzipSync, strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { acceptExtractor, read } from '../../test/support/accept-extractor.ts';
import { DEFAULT_BUDGET } from '../extract.ts';
import { gzip } from './gzip.ts';

const file = gzipSync(strToU8('Name,MRN,City\nExample,0012345,Springfield\n'), { filename: 'list.csv', mtime: 0 });

acceptExtractor(gzip, { file, reads: ['0012345'], declares: [['MRN', '0012345']], refuses: ['PK', '{}'] });

test('the member bears the name that the header gives', async () => {
  expect((await read(file)).chunks[0]?.part).toBe('list.csv');
});

test('members that follow one another are one file, whatever cuts them', async () => {
  const [before, after] = [gzipSync(strToU8('MRN: 001')), gzipSync(strToU8('2345 is hers'))];
  const { chunks, gaps } = await read(new Uint8Array([...before, ...after]));
  expect(chunks.map(({ text }) => text).join('')).toBe('MRN: 0012345 is hers');
  expect(gaps).toEqual([]);
});

test('what follows the last member is read too; padding is no content', async () => {
  const { chunks, gaps } = await read(new Uint8Array([...file, ...strToU8('MRN: 0099999')]));
  expect(chunks.find(({ part }) => part === '(after)')?.text).toBe('MRN: 0099999');
  expect(gaps).toEqual([]);
  expect((await read(new Uint8Array([...file, ...new Uint8Array(1000)]))).chunks.map(({ part }) => part)).toEqual([
    'list.csv',
  ]);
});

test('a cut and a wrong checksum are partial, a bomb and a host of members are too large', async () => {
  expect((await read(file.subarray(0, file.length - 12))).gaps[0]?.reason).toBe('partial');
  expect((await read(file.with(file.length - 7, 99))).gaps[0]?.reason).toBe('partial');
  const bomb = gzipSync(new Uint8Array(20 * 1024 * 1024), { level: 9 });
  expect((await read(bomb)).gaps[0]?.reason).toBe('too-large');
  const empty = gzipSync(new Uint8Array());
  const many = new Uint8Array(empty.length * 50);
  for (let i = 0; i < 50; i++) many.set(empty, i * empty.length);
  expect((await read(many, 'many', { ...DEFAULT_BUDGET, entries: 20 })).gaps).toContainEqual({
    part: 'many',
    reason: 'too-large',
  });
});

test('more than is kept in memory is unpacked again when it is read again, and is the same', async () => {
  const line = (i: number) => `${i},ward supplies box ${(i * 7919) % 10_007},room ${i % 40}\n`;
  const table = Array.from({ length: 270_000 }, (_, i) => line(i)).join('');
  const whole = `order,item,room\n${table}1,MRN: 00123456,\n`;
  const { chunks, gaps } = await read(gzipSync(strToU8(whole)), 'long');
  expect(whole.length).toBeGreaterThan(8.6e6);
  expect(gaps).toEqual([]);
  expect(chunks.map(({ text }) => text).join('') === whole).toBe(true);
}, 30_000);
