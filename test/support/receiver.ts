/**
 * A real HTTP server on 127.0.0.1 that keeps every request as it arrived. Each `*.localhost` host
 * reaches it (browsers resolve them to the loopback), so that one port plays many sites.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { bytesOf, formsOf } from './arrived-bytes.ts';

export interface Received {
  readonly method: string;
  /** Absolute, as the browser asked for it. */
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The raw body, before any decoding. */
  readonly body: Buffer;
}

/** Answers instead of the files; null passes the request on to them. */
export type Respond = (received: Received) => Answer | null;

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface ReceiverOptions {
  /** Folder of each host name; any other host gets `test/pages`. */
  readonly sites?: Readonly<Record<string, string>>;
  readonly respond?: Respond;
  readonly port?: number;
}

export interface Receiver {
  readonly port: number;
  /** `origin('ai.localhost')` is `http://ai.localhost:<port>`. */
  origin(host?: string): string;
  readonly requests: readonly Received[];
  /** Requests with a body (POST, PUT, PATCH) whose path is `path`, or all of them. */
  submissions(path?: string): readonly Received[];
  /** The first request, past or future, that the test accepts; rejects after `timeout` milliseconds. */
  waitFor(accepts: (received: Received) => boolean, timeout?: number): Promise<Received>;
  /** Resolves when nothing is on its way and nothing came for `ms` milliseconds. */
  quiet(ms?: number): Promise<void>;
  /** Requests that carry the bytes in URL, headers or body: raw, percent-decoded, base64, UTF-16 or gzipped. */
  carrying(needle: string | Uint8Array): readonly Received[];
  /** Throws with the first request that carries one of them. Call `quiet` first. */
  assertNeverArrived(needles: readonly (string | Uint8Array)[]): void;
  clear(): void;
  close(): Promise<void>;
}

/** Where `build-pages.ts` puts the bundles of `test/pages`. */
export const BUILT_PAGES = '.cache/pages';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'cache-control': 'no-store' };

export async function startReceiver(options: ReceiverOptions = {}): Promise<Receiver> {
  const requests: Received[] = [];
  let open = 0;
  let lastChange = performance.now();

  const server = createServer((request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      lastChange = performance.now();
    });
    void receive(request).then((received) => {
      // A favicon is the browser's own request and says nothing.
      if (received.path !== '/favicon.ico') requests.push(received);
      lastChange = performance.now();
      return answer(received, response, options);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const port = (server.address() as AddressInfo).port;
  const carrying = (needle: string | Uint8Array) => {
    const bytes = bytesOf(needle);
    return requests.filter((received) => formsOf(received).some((form) => form.includes(bytes)));
  };

  return {
    port,
    requests,
    carrying,
    origin: (host = 'localhost') => `http://${host}:${port}`,
    submissions: (path) =>
      requests.filter(
        (one) => ['POST', 'PUT', 'PATCH'].includes(one.method) && (path === undefined || one.path === path),
      ),
    async waitFor(accepts, timeout = 10_000) {
      const started = performance.now();
      for (;;) {
        const found = requests.find(accepts);
        if (found !== undefined) return found;
        if (performance.now() - started > timeout) {
          throw new Error(
            `No such request within ${timeout} ms; there were:\n${requests.map((one) => `${one.method} ${one.url}`).join('\n')}`,
          );
        }
        await pause(20);
      }
    },
    async quiet(ms = 300) {
      lastChange = performance.now();
      while (open > 0 || performance.now() - lastChange < ms) await pause(20);
    },
    assertNeverArrived(needles) {
      for (const needle of needles) {
        const [found] = carrying(needle);
        if (found !== undefined)
          throw new Error(`${found.method} ${found.url} carried ${JSON.stringify(String(needle))}.`);
      }
    },
    clear: () => {
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // An aborted upload: what arrived before it still arrived.
  }
  const host = (request.headers.host ?? 'localhost').replace(/:\d+$/, '');
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const { method = 'GET', headers } = request;
  return { method, url: url.href, host, path: url.pathname, headers, body: Buffer.concat(chunks) };
}

async function answer(received: Received, response: ServerResponse, options: ReceiverOptions): Promise<void> {
  const own = options.respond?.(received) ?? null;
  if (own !== null) {
    response.writeHead(own.status ?? 200, { 'content-type': 'text/html; charset=utf-8', ...CORS, ...own.headers });
    response.end(own.body);
  } else if (received.method === 'OPTIONS') {
    response.writeHead(204, { ...CORS, 'access-control-allow-methods': '*' }).end();
  } else if (received.method !== 'GET' && received.method !== 'HEAD') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...CORS });
    response.end(`<!doctype html><title>Received</title><p>Received ${received.body.length} bytes.</p>`);
  } else {
    const site = options.sites?.[received.host];
    await sendFile(received, response, site === undefined ? ['test/pages', BUILT_PAGES] : [site]);
  }
}

async function sendFile(received: Received, response: ServerResponse, folders: readonly string[]): Promise<void> {
  const path = normalize(decodeURIComponent(received.path));
  const file = path.endsWith('/') ? `${path}index.html` : path;
  // A bundle bears the name of its source, and wins over it.
  for (const folder of file.endsWith('.entry.js') ? folders.toReversed() : folders) {
    const body = await readFile(join(folder, file)).catch(() => null);
    if (body === null) continue;
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', ...CORS }).end(body);
    return;
  }
  response.writeHead(404, { 'content-type': 'text/plain', ...CORS }).end('Not here.');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
