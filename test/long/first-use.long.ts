/** The command line in a checkout in which nothing was built yet. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';

const ROOT = join(import.meta.dirname, '../..');
const figures = figuresOf(
  'first-use',
  '`chartward scan` where nothing was built yet: RE2 is compiled, the word list condensed.',
);

test('what is built on first use is told on standard error: standard output is NDJSON and nothing else', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'chartward-first-'));
  try {
    cpSync(join(ROOT, 'engine'), join(checkout, 'engine'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'), 'junction');
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(ROOT, name), join(checkout, name));
    writeFileSync(join(checkout, 'letter.txt'), 'Patient: Orla Finch\nMRN: 00123456\n');
    const args = ['engine/cli/chartward.mjs', 'scan', '--format', 'ndjson', 'letter.txt'];
    const started = performance.now();
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8' });
    figures.note('seconds to the last line', ((performance.now() - started) / 1000).toFixed(0));
    expect(stderr).toContain('Building RE2');
    expect(stderr).not.toContain('fetched');
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(types).toContain('finding');
    expect(types.at(-1)).toBe('item');
    expect(status).toBe(1);
    expect(readFileSync(join(checkout, '.cache/re2/re2.wasm')).length).toBeGreaterThan(100_000);
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
});
