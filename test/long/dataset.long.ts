/** Ten million identifiers as one keyed filter: its size, what it costs to build and to ask, and how often it errs. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { datasetHasher, openDataset, writeDataset } from '../../engine/dataset/file.ts';
import { figuresOf } from './figures.ts';

const figures = figuresOf('dataset', 'Exact data match: a filter of ten million record numbers.');
const KEY = 'a-synthetic-key-of-thirty-two-or-more';
const ENTRIES = 10_000_000;
const OTHERS = 5_000_000;

/** The thread's own time in ms: others work on this machine too. */
const ownTime = (): number => process.threadCpuUsage().user / 1000;

test('ten million entries in less than 25 MB, less than a microsecond a lookup', () => {
  const hash = datasetHasher(KEY);
  const words = new Uint32Array(2 * ENTRIES);
  const out = new Uint32Array(2);
  const started = ownTime();
  for (let at = 0; at < ENTRIES; at += 1) {
    hash(`P${1_000_000_000 + at}`, out);
    words.set(out, 2 * at);
  }
  const { bytes } = writeDataset('id', KEY, new BigUint64Array(words.buffer), new Map([['x11', ENTRIES]]));
  const built = ownTime() - started;
  const opened = openDataset(bytes, KEY, createHash('sha256').update(bytes).digest('hex'));
  if (!opened.ok) return expect.unreachable(opened.problem);
  const count = (prefix: string, of: number): { readonly held: number; readonly each: number } => {
    const from = ownTime();
    let held = 0;
    for (let at = 0; at < of; at += 1) if (opened.dataset.has(`${prefix}${1_000_000_000 + at}`)) held += 1;
    return { held, each: ((ownTime() - from) / of) * 1e6 };
  };
  const own = count('P', ENTRIES);
  const other = count('Q', OTHERS);
  expect(own.held).toBe(ENTRIES);
  expect(bytes.length).toBeLessThan(25_000_000);
  expect(Math.max(own.each, other.each)).toBeLessThan(1_000);
  // 76 are expected of 65,536 to one; the bounds are five standard deviations away.
  expect(other.held).toBeGreaterThan(33);
  expect(other.held).toBeLessThan(120);
  figures.note('entries, bytes of the file', `${ENTRIES}, ${bytes.length}`);
  figures.note('to hash and build, s', (built / 1000).toFixed(1));
  figures.note('one lookup of an entry, of another value, ns', `${own.each.toFixed(0)}, ${other.each.toFixed(0)}`);
  figures.note(
    'other values taken for entries',
    `${other.held} of ${OTHERS}: one in ${Math.round(OTHERS / other.held)}`,
  );
});
