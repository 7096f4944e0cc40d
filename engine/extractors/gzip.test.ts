import { gzipSync, strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { acceptExtractor, read } from '../../test/support/accept-extractor.ts';
import { gzip } from './gzip.ts';

const file = gzipSync(strToU8('Name,MRN,City\nExample,0012345,Springfield\n'), { filename: 'list.csv', mtime: 0 });

acceptExtractor(gzip, { file, reads: ['0012345'], declares: [['MRN', '0012345']], refuses: ['PK', '{}'] });

test('the member bears the name that the header gives', async () => {
  expect((await read(file)).chunks[0]?.part).toBe('list.csv');
});

test('a second member and a cut are partial, a bomb is too large', async () => {
  expect((await read(new Uint8Array([...file, ...gzipSync(strToU8('second member'))]))).gaps[0]?.reason).toBe(
    'partial',
  );
  expect((await read(file.subarray(0, file.length - 12))).gaps[0]?.reason).toBe('partial');
  const bomb = gzipSync(new Uint8Array(20 * 1024 * 1024), { level: 9 });
  expect((await read(bomb)).gaps[0]?.reason).toBe('too-large');
});
