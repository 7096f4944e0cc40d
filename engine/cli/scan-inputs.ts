/** What `chartward scan` reads: files, folders in sorted order, standard input, lines of JSON. */
import { createReadStream, openAsBlob } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ByteSource, ContentItem, GapReason } from '../types.ts';

export type Input =
  | { readonly kind: 'item'; readonly file: string; readonly item: ContentItem; readonly bytes: number }
  /** What could not be read is counted, and named on standard error where there is a cause to name. */
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: GapReason; readonly error?: string };

/** Files up to this size are read at once; larger ones slice by slice. Bytes. */
const AT_ONCE = 8 * 1024 * 1024;

export async function* inputs(paths: readonly string[], jsonl: boolean): AsyncGenerator<Input> {
  for (const path of paths) {
    for await (const file of filesOf(path, new Set())) {
      if (typeof file !== 'string') yield file;
      else if (jsonl) yield* linesOf(file);
      else yield await whole(file);
    }
  }
}

async function* filesOf(path: string, above: ReadonlySet<string>): AsyncGenerator<string | Input> {
  if (path === '-') {
    yield path;
    return;
  }
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      const real = await realpath(path);
      // A link back to a folder on the way here.
      if (above.has(real)) return;
      const names = (await readdir(path)).sort((a, b) => (a < b ? -1 : 1));
      for (const name of names) yield* filesOf(join(path, name), new Set([...above, real]));
    } else if (found.isFile() || above.size === 0) yield path;
    else yield { kind: 'unreadable', file: path, reason: 'unsupported' };
  } catch (error) {
    yield unreadable(path, error);
  }
}

async function whole(file: string): Promise<Input> {
  try {
    if (file === '-') return itemOf(file, await buffer(process.stdin));
    const { size } = await stat(file);
    if (size > AT_ONCE) {
      const blob: ByteSource = await openAsBlob(file);
      return { kind: 'item', file, item: { name: file, mediaType: '', content: blob }, bytes: size };
    }
    return itemOf(file, await readFile(file));
  } catch (error) {
    return unreadable(file, error);
  }
}

const itemOf = (file: string, bytes: Uint8Array): Input => ({
  kind: 'item',
  file,
  item: { name: file, mediaType: '', content: inMemory(bytes) },
  bytes: bytes.length,
});

const inMemory = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  // A copy: `slice` of a Node Buffer is a view of a larger buffer.
  slice: (start, end) => ({ arrayBuffer: async () => new Uint8Array(bytes.subarray(start, end)).buffer }),
});

/** One input per line that is not blank. A line that is no such object is counted under `file:line`. */
async function* linesOf(file: string): AsyncGenerator<Input> {
  let number = 0;
  try {
    for await (const line of lines(file === '-' ? process.stdin : createReadStream(file))) {
      number++;
      if (line.trim() !== '') yield lineInput(line, `${file}:${number}`);
    }
  } catch (error) {
    yield unreadable(file, error);
  }
}

function lineInput(line: string, place: string): Input {
  const record = parseObject(line.replace(/^\uFEFF/, ''));
  const id = typeof record?.id === 'string' || typeof record?.id === 'number' ? String(record.id) : place;
  if (typeof record?.text !== 'string') return { kind: 'unreadable', file: id, reason: 'malformed' };
  const item: ContentItem = { mediaType: 'text/plain', content: record.text };
  return { kind: 'item', file: id, item, bytes: Buffer.byteLength(record.text) };
}

function parseObject(line: string): { readonly id?: unknown; readonly text?: unknown } | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Lines end at LF (or CRLF) only: U+2028 and the like are content. */
async function* lines(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let pieces: string[] = [];
  for await (const bytes of stream) {
    const text = typeof bytes === 'string' ? bytes : decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      pieces.push(text.slice(from, at));
      yield pieces.join('');
      pieces = [];
      from = at + 1;
    }
    pieces.push(text.slice(from));
  }
  pieces.push(decoder.decode());
  const rest = pieces.join('');
  if (rest !== '') yield rest;
}

const unreadable = (file: string, error: unknown): Input => ({
  kind: 'unreadable',
  file,
  reason: 'opaque',
  error: `${file}: cannot be read (${codeOf(error)}); check the path and your right to read it`,
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown cause';
