import { expect, test } from 'vitest';
import type { Runtime } from './browser.ts';
import { addressOf, ownAddress } from './endpoint.ts';

const sender = (more: object) => addressOf(more as Runtime.MessageSender);
const PAGE = { url: 'https://a.example.org/home', origin: 'https://a.example.org', frameId: 0 };

test.each([
  ['the address that a page has gone to', { ...PAGE, tab: { url: 'https://a.example.org/chat' } }, '/chat'],
  ['not where its tab has gone', { ...PAGE, tab: { url: 'https://b.example.org/chat' } }, '/home'],
  ['a frame by its own word', { ...PAGE, frameId: 3, tab: { url: 'https://a.example.org/chat' } }, '/home'],
])('%s', (_, given, path) => {
  expect(sender(given)).toBe(`https://a.example.org${path}`);
});

test('a document without an address has none, whatever its tab shows', () => {
  expect(sender({ url: 'about:srcdoc', origin: 'null', frameId: 2, tab: { url: 'https://b.example.org/' } })).toBe(
    null,
  );
});

test.each([
  ['https://a.example.org/x', 'https://a.example.org/x'],
  ['blob:https://a.example.org/3f1c', 'https://a.example.org'],
  ['blob:null/3f1c', null],
  ['about:srcdoc', null],
  ['data:text/html,x', null],
])('%s', (url, address) => {
  expect(ownAddress(url)).toBe(address);
});
