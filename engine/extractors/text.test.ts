import { expect, test } from 'vitest';
import { acceptExtractor, read } from '../../test/support/accept-extractor.ts';
import { text } from './text.ts';

const letter = 'Patient Ann Example, MRN 0012345.\r\nSeen for asthma. José 🫁 asked for a copy.\r\n';

acceptExtractor(text, {
  file: letter,
  reads: ['MRN 0012345', 'José 🫁'],
  refuses: ['%PDF-1.7\n\0\0\0\0\0\0\0\0', 'PK\u0003\u0004\0\0\0\0\0\0'],
  grow: (n) => letter.repeat(n + 1),
});

/** Two bytes a unit, with and without the mark. */
const utf16 = (value: string, little: boolean, mark: boolean): Uint8Array => {
  const units = (mark ? `\uFEFF${value}` : value).split('').map((unit) => unit.charCodeAt(0));
  return new Uint8Array(units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('UTF-16, little-endian %s, mark %s: the mark counts one unit', async (little, mark) => {
  const { chunks } = await read(utf16(letter, little, mark));
  expect(chunks.map((chunk) => chunk.text).join('')).toBe(mark ? `\uFEFF${letter}` : letter);
});

test('windows-1252 is one unit a byte', async () => {
  const bytes = new Uint8Array([...new TextEncoder().encode('Ren'), 0xe9, ...new TextEncoder().encode(' 0012345')]);
  expect((await read(bytes)).chunks[0]?.text).toBe('René 0012345');
});

test('a long ASCII beginning does not decide for bytes further down', async () => {
  const ascii = new Uint8Array(300_000).fill(0x61);
  const utf8 = await read(new Uint8Array([...ascii, ...new TextEncoder().encode('José Müller')]));
  expect(
    utf8.chunks
      .map((chunk) => chunk.text)
      .join('')
      .slice(-12),
  ).toBe('aJosé Müller');
  const latin = await read(new Uint8Array([...ascii, 0x4a, 0x6f, 0x73, 0xe9]));
  expect(
    latin.chunks
      .map((chunk) => chunk.text)
      .join('')
      .slice(-5),
  ).toBe('aJosé');
});

test('bytes that are no text are a gap', async () => {
  const noise = Uint8Array.from({ length: 2000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255);
  expect((await read(noise)).gaps).toEqual([{ part: '', reason: 'unsupported' }]);
});

test('UTF-32 is not taken for UTF-16', async () => {
  const { chunks } = await read(new Uint8Array([0xff, 0xfe, 0, 0, 65, 0, 0, 0]));
  expect(chunks.map((chunk) => chunk.text).join('')).toBe('\uFEFFA');
});
