import { expect, test } from 'vitest';
import { read } from '../../test/support/accept-extractor.ts';
import { recognised } from './recognised.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const compound = (content: string): Uint8Array => {
  const file = latin1(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(504)}${content}`.padEnd(2048, '\0'));
  new DataView(file.buffer).setUint16(30, 9, true);
  return file;
};

test.each([
  ['7z', latin1('7z\xbc\xaf\x27\x1c\0\0'), 'unsupported'],
  ['legacy office', compound('W\0o\0r\0d\0'), 'unsupported'],
  ['encrypted office', compound([...'EncryptedPackage'].join('\0')), 'encrypted'],
  ['pgp', latin1('-----BEGIN PGP MESSAGE-----\n\nhQ'), 'encrypted'],
])('%s is a gap with its name', async (_, file, reason) => {
  expect(recognised.accepts(file)).toBe(true);
  expect(await read(file, 'letter.txt')).toEqual({ chunks: [], gaps: [{ part: '', reason }] });
});

test('text that speaks of such files is text', () => {
  for (const text of ['PAR', '']) expect(recognised.accepts(latin1(text))).toBe(false);
});
