/** What `chartward scan` reads, as jobs: files, folders in sorted order, standard input, lines of JSON. */
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, matchesGlob, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { unreadable } from './scan-events.ts';
import type { Job, JobItem } from './scan-job.ts';

export interface InputOptions {
  readonly paths: readonly string[];
  readonly jsonl: boolean;
  /** Globs: without a slash for names at any depth, else for the path below the folder that was named. */
  readonly exclude: readonly string[];
  /** Told of each file and folder that is left out. */
  readonly onExcluded: () => void;
}

export async function* jobs(options: InputOptions): AsyncGenerator<Job> {
  for (const path of options.paths) {
    for await (const found of filesOf(path, '', new Set(), options)) {
      if ('kind' in found) yield { items: [found], bytes: 0 };
      else if (options.jsonl) yield* linesOf(found.file);
      else if (found.file === '-') yield await standardInput();
      else yield { items: [{ kind: 'path', file: found.file }], bytes: found.bytes };
    }
  }
}

interface Found {
  readonly file: string;
  readonly bytes: number;
}

/** `below` is the path inside the folder that was named; what was named itself is never left out. */
async function* filesOf(
  path: string,
  below: string,
  above: ReadonlySet<string>,
  options: InputOptions,
): AsyncGenerator<Found | JobItem> {
  if (path === '-') {
    yield { file: path, bytes: 0 };
    return;
  }
  if (below !== '' && isExcluded(below, options.exclude)) {
    options.onExcluded();
    return;
  }
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      const real = await realpath(path);
      // A link back to a folder on the way here.
      if (above.has(real)) return;
      const names = (await readdir(path)).sort((a, b) => (a < b ? -1 : 1));
      for (const name of names)
        yield* filesOf(join(path, name), below === '' ? name : `${below}/${name}`, new Set([...above, real]), options);
    } else if (found.isFile() || above.size === 0) yield { file: path, bytes: found.size };
    else yield { kind: 'unreadable', file: path, reason: 'unsupported' };
  } catch (error) {
    yield unreadable(path, error);
  }
}

const isExcluded = (below: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const name = below.slice(below.lastIndexOf('/') + 1);
    const glob = pattern.replaceAll(sep, '/').replace(/\/$/, '');
    return glob.includes('/') ? matchesGlob(below, glob) : matchesGlob(name, glob);
  });

async function standardInput(): Promise<Job> {
  try {
    const bytes = await buffer(process.stdin);
    return { items: [{ kind: 'bytes', file: '-', bytes }], bytes: bytes.length };
  } catch (error) {
    return { items: [unreadable('-', error)], bytes: 0 };
  }
}

/** Lines of one job: few enough to spread, many enough to be worth the way. */
const LINES = 64;
const UNITS = 256 * 1024;

/** One item per line that is not blank. A line that is no such object is counted under `file:line`. */
async function* linesOf(file: string): AsyncGenerator<Job> {
  let number = 0;
  let items: JobItem[] = [];
  let units = 0;
  try {
    for await (const line of lines(file === '-' ? process.stdin : createReadStream(file))) {
      number++;
      if (line.trim() === '') continue;
      items.push(lineItem(line, `${file}:${number}`));
      units += line.length;
      if (items.length < LINES && units < UNITS) continue;
      yield { items, bytes: units };
      items = [];
      units = 0;
    }
  } catch (error) {
    items.push(unreadable(file, error));
  }
  if (items.length > 0) yield { items, bytes: units };
}

function lineItem(line: string, place: string): JobItem {
  const record = parseObject(line.replace(/^\uFEFF/, ''));
  const file = typeof record?.id === 'string' || typeof record?.id === 'number' ? String(record.id) : place;
  return typeof record?.text === 'string'
    ? { kind: 'text', file, text: record.text }
    : { kind: 'unreadable', file, reason: 'malformed' };
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
