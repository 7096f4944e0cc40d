import { expect, test } from 'vitest';
import { acceptExtractor, read } from '../../test/support/accept-extractor.ts';
import { DEFAULT_BUDGET } from '../extract.ts';
import { mbox } from './mbox.ts';

const message = (number: number, body: string): string =>
  `From dora@example.org Mon Jan  1 00:00:00 2024\nFrom: dora@example.org\nSubject: ${number}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${body}\n\n`;
const box = `${message(1, 'MRN 0012345\n>From here on')}${message(2, 'From the ward: José 0054321')}`;

acceptExtractor(mbox, {
  file: box,
  reads: ['MRN 0012345', 'Subject: 1', 'From the ward: José 0054321'],
  refuses: ['From the ward', 'From: a@example.org\n', 'From 1999 to 2004\nwe met\n'],
});

test('each message is a part of its own', async () => {
  const { chunks } = await read(box);
  expect(chunks.map(({ part }) => part)).toEqual([
    'message 1!body.txt',
    'message 1!(headers)',
    'message 2!body.txt',
    'message 2!(headers)',
  ]);
});

test('a separator on the edge of what is read at once is found, and found once', async () => {
  for (let shift = -60; shift <= 4; shift += 4) {
    const filler = 'x'.repeat(256 * 1024 - message(1, '').length + shift);
    const { chunks } = await read(`${message(1, filler)}${message(2, 'MRN 0012345')}`);
    const parts = chunks.filter(({ part }) => part.endsWith('(headers)'));
    expect(parts.map(({ part }) => part)).toEqual(['message 1!(headers)', 'message 2!(headers)']);
  }
});

test('more messages than the budget allows are a gap', async () => {
  const { gaps } = await read(message(1, 'a').repeat(40), 'box', { ...DEFAULT_BUDGET, entries: 12 });
  expect(gaps).toContainEqual({ part: '', reason: 'too-large' });
});
