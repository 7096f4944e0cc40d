import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Receiver, startReceiver } from './receiver.ts';

let receiver: Receiver;
const folder = mkdtempSync(join(tmpdir(), 'receiver-'));

beforeAll(async () => {
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a', 'index.html'), '<p>hello');
  receiver = await startReceiver({ sites: { 'ai.localhost': folder } });
});
beforeEach(() => receiver.clear());
afterAll(() => receiver.close());

test('keeps method, host, path, headers and raw bytes', async () => {
  const body = Buffer.from([0, 255, 13, 10, 128]);
  await send('POST', '/x?y=1', body, { host: `ai.localhost:${receiver.port}`, 'x-test': 'yes' });
  const [one] = receiver.requests;
  expect(one).toMatchObject({ method: 'POST', host: 'ai.localhost', path: '/x' });
  expect(one?.headers['x-test']).toBe('yes');
  expect(one?.body.equals(body)).toBe(true);
  expect(receiver.submissions('/x')).toHaveLength(1);
});

test('serves the folder of the host and never a file outside of it', async () => {
  const host = `ai.localhost:${receiver.port}`;
  expect(await send('GET', '/a/', Buffer.alloc(0), { host })).toContain('hello');
  expect(await send('GET', '/..%2f..%2f..%2fetc%2fpasswd', Buffer.alloc(0), { host })).toBe('Not here.');
});

test.each([
  ['raw', (text: string) => Buffer.from(`a${text}b`)],
  ['percent-encoded', (text: string) => Buffer.from(`q=${encodeURIComponent(text).replaceAll('%20', '+')}`)],
  ['base64', (text: string) => Buffer.from(`{"d":"${Buffer.from(text).toString('base64')}"}`)],
  ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
  ['gzip', (text: string) => gzipSync(text)],
  ['as a part that is a document', (text: string) => multipart(document(text))],
  ['as a part that is an archive of documents', (text: string) => multipart(zipSync({ 'a/b.docx': document(text) }))],
  [
    'as a part that is stored, not packed',
    (text: string) => multipart(zipSync({ 'a.txt': [strToU8(text), { level: 0 }] })),
  ],
  ['as a part that is gzip', (text: string) => multipart(gzipSync(text))],
])('finds content that arrived %s', async (_, encode) => {
  const needle = 'Zacharias Öberg 555-0142';
  await send('POST', '/', encode(needle), {});
  await receiver.quiet(50);
  expect(receiver.carrying(needle)).toHaveLength(1);
  expect(receiver.carrying('somebody else')).toHaveLength(0);
  expect(() => receiver.assertNeverArrived([needle])).toThrow('carried');
});

const document = (text: string): Uint8Array =>
  zipSync({ 'word/document.xml': strToU8(`<w:document><w:t>${text}</w:t></w:document>`) });

const multipart = (file: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from('--x\r\ncontent-disposition: form-data; name=f\r\n\r\n'), file, Buffer.from('\r\n--x--')]);

test('finds content in the URL', async () => {
  await send('GET', `/?q=${encodeURIComponent('Zacharias Öberg')}`, Buffer.alloc(0), {});
  expect(receiver.carrying('Zacharias Öberg')).toHaveLength(1);
});

test('waitFor sees the past and the future, and names what came instead', async () => {
  const later = receiver.waitFor((one) => one.path === '/later');
  await send('GET', '/later', Buffer.alloc(0), {});
  expect((await later).path).toBe('/later');
  await expect(receiver.waitFor((one) => one.path === '/never', 30)).rejects.toThrow('GET http');
});

function send(method: string, path: string, body: Buffer, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: receiver.port, method, path, headers }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
