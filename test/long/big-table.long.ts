/** The largest tables that are sent: findings leave as they are found, whatever their number. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';

const CHARTWARD = join(import.meta.dirname, '../../engine/cli/chartward.mjs');
const ROWS = 750_000;
const figures = figuresOf('big-table', '`chartward scan` on a CSV file of 750,000 patients, seven columns.');

const rowOf = (i: number): string =>
  `${4_000_000 + i},Example,Ann,19${30 + (i % 70)}-0${1 + (i % 9)}-1${i % 10},${512 + (i % 90)}-44-${1000 + (i % 9000)},E11.${i % 10},312-555-01${10 + (i % 90)}\n`;

function* table(): Generator<string> {
  yield 'mrn,last_name,first_name,dob,ssn,dx_code,phone\n';
  for (let from = 0; from < ROWS; from += 1000) yield Array.from({ length: 1000 }, (_, i) => rowOf(from + i)).join('');
}

/** Highest resident set of a running process, in MB; only Linux tells. */
const peakOf = (pid: number | undefined): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // It has just ended, or this is not Linux.
    return 0;
  }
};

test('750,000 rows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartward-table-'));
  try {
    const file = join(folder, 'table.csv');
    await pipeline(Readable.from(table()), createWriteStream(file));
    const started = performance.now();
    const child = spawn(process.execPath, ['--max-old-space-size=400', CHARTWARD, 'scan', '--format', 'ndjson', file]);
    let [lines, peak, tail] = [0, 0, ''];
    child.stdout.on('data', (data: Buffer) => {
      for (const byte of data) if (byte === 10) lines += 1;
      tail = (tail + data.toString('utf8')).slice(-1000);
    });
    const timer = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 200);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(timer);
    const seconds = (performance.now() - started) / 1000;
    expect(code).toBe(1);
    expect(JSON.parse(tail.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'item', phi: true });
    expect(lines).toBeGreaterThan(6 * ROWS);
    const megabytes = statSync(file).size / 1e6;
    figures.note('MB, findings', `${megabytes.toFixed(1)}, ${lines - 1}`);
    figures.note('seconds, MB/s', `${seconds.toFixed(0)}, ${(megabytes / seconds).toFixed(1)}`);
    figures.note('MB of memory at most', peak.toFixed(0));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
