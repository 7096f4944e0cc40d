import { expect, test } from 'vitest';
import type { Runtime } from './browser.ts';
import { endpointOf } from './endpoint.ts';

const sender = (more: object) => endpointOf(more as Runtime.MessageSender).url;
const PAGE = { url: 'https://a.example.org/home', origin: 'https://a.example.org', frameId: 0 };

test.each([
  ['the address that a page has gone to', { ...PAGE, tab: { url: 'https://a.example.org/chat' } }, '/chat'],
  ['not where its tab has gone', { ...PAGE, tab: { url: 'https://b.example.org/chat' } }, '/home'],
  ['a frame by its own word', { ...PAGE, frameId: 3, tab: { url: 'https://a.example.org/chat' } }, '/home'],
])('%s', (_, given, path) => {
  expect(sender(given)).toBe(`https://a.example.org${path}`);
});

test('a document without an address has that of its tab', () => {
  expect(sender({ url: 'about:srcdoc', origin: 'null', frameId: 2, tab: { url: 'https://b.example.org/' } })).toBe(
    'https://b.example.org/',
  );
});
