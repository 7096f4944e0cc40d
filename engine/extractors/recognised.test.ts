import { expect, test } from 'vitest';
import { read } from '../../test/support/accept-extractor.ts';
import { recognised } from './recognised.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
test.each([
  ['7z', latin1('7z\xbc\xaf\x27\x1c\0\0'), 'unsupported'],
  ['rar', latin1('Rar!\x1a\x07\x01\0'), 'unsupported'],
  ['xz', latin1('\xfd7zXZ\0'), 'unsupported'],
  ['bzip2', latin1('BZh91AY'), 'unsupported'],
  ['zstd', latin1('\x28\xb5\x2f\xfd'), 'unsupported'],
  ['sqlite', latin1('SQLite format 3\0'), 'unsupported'],
  ['parquet', latin1('PAR1\x15\x04'), 'unsupported'],
  ['tnef', latin1('\x78\x9f\x3e\x22'), 'unsupported'],
  ['pgp', latin1('-----BEGIN PGP MESSAGE-----\n\nhQ'), 'encrypted'],
])('%s is a gap with its name', async (_, file, reason) => {
  expect(recognised.accepts(file)).toBe(true);
  expect(await read(file, 'letter.txt')).toEqual({ chunks: [], gaps: [{ part: '', reason }] });
});

test('text that speaks of such files is text', () => {
  for (const text of ['PAR', '']) expect(recognised.accepts(latin1(text))).toBe(false);
});
