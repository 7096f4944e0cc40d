import { expect, test } from 'vitest';
import { matchesUrl, parseUrlPattern, urlParts } from './url-pattern.ts';

const matches = (pattern: string, url: string): boolean => {
  const parsed = parseUrlPattern(pattern);
  const parts = urlParts(url);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parts !== null && matchesUrl(parsed.pattern, parts);
};

test.each([
  ['https://ehr.example.org/*', 'https://ehr.example.org/chart?id=1'],
  ['https://EHR.example.org/*', 'https://ehr.EXAMPLE.org/'],
  ['https://*.example.org/*', 'https://example.org/'],
  ['https://*.example.org/*', 'https://a.b.example.org/x'],
  ['*://ehr.example.org/*', 'http://ehr.example.org/'],
  ['http://ehr.localhost:*/*', 'http://ehr.localhost:4711/'],
  ['https://ehr.example.org:443/*', 'https://ehr.example.org/'],
  ['https://ehr.example.org/app/*/notes', 'https://ehr.example.org/app/a/b/notes'],
  ['https://*/*', 'https://anything.example/'],
  // The same place under another name.
  ['https://ehr.example.org/*', 'https://ehr.example.org./'],
  ['https://ehr.example.org/*', 'wss://ehr.example.org/socket'],
  ['https://ehr.example.org/*', 'blob:https://ehr.example.org/0b7c'],
  ['https://bücher.example/*', 'https://xn--bcher-kva.example/'],
  ['http://[2001:db8::7]:8080/*', 'http://[2001:db8::7]:8080/'],
  ['file:///srv/*', 'file:///srv/a.txt'],
])('%s matches %s', (pattern, url) => expect(matches(pattern, url)).toBe(true));

test.each([
  ['https://ehr.example.org/*', 'https://ehr.example.org.evil.example/'],
  ['https://ehr.example.org/*', 'https://ehr.example.org@evil.example/'],
  ['https://ehr.example.org/*', 'https://evil.example/https://ehr.example.org/'],
  ['https://*.example.org/*', 'https://evilexample.org/'],
  ['https://ehr.example.org/*', 'http://ehr.example.org/'],
  ['*://ehr.example.org/*', 'ftp://ehr.example.org/'],
  ['https://ehr.example.org:8443/*', 'https://ehr.example.org/'],
  ['https://ehr.example.org/app/*', 'https://ehr.example.org/app/../other'],
  ['https://ehr.example.org/app', 'https://ehr.example.org/apple'],
  ['https://*/*', 'data:text/html,https://ehr.example.org/'],
])('%s does not match %s', (pattern, url) => expect(matches(pattern, url)).toBe(false));

test.each([
  '',
  'ehr.example.org',
  'https://ehr.example.org',
  'https:///path',
  'https://ehr.*.org/*',
  'https://*ehr.example.org/*',
  'javascript://x/*',
  '<all_urls>',
  'https://user@ehr.example.org/*',
  'https://a b/*',
  'https://ehr.example.org/*#top',
  'https://ehr.example.org:99999x/*',
])('%j is no pattern', (text) => expect(parseUrlPattern(text).ok).toBe(false));

test.each(['', 'not a url', 'https://', '//x'])('%j is no address', (text) => expect(urlParts(text)).toBeNull());

test('a pattern made to be slow is not', () => {
  const started = performance.now();
  expect(matches(`https://x.example/${'*a'.repeat(50)}*b`, `https://x.example/${'a'.repeat(20_000)}`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
