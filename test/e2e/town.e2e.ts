import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('npm start -- --report: a clinician’s day in the town, with nothing that left against policy', () => {
  const run = spawnSync(process.execPath, ['test/town/start.ts', '--report'], { encoding: 'utf8', timeout: 170_000 });
  expect(run.stderr.split('\n').slice(-30).join('\n') + run.stdout).toContain('identifiers');
  expect(run.status, run.stderr.slice(-1500)).toBe(0);
  const table = readFileSync('.output/report/report.txt', 'utf8').trim().split('\n');
  expect(table[0]).toMatch(/channel +destination +what +decision +arrived +identifiers +ms/);
  // What may go is seen where it arrived, inside of its document: so it would be where it may not.
  const letter = table.find((line) => /^file-picker +partner\S+ +referral-letter\.docx/.test(line));
  expect(letter).toMatch(/ [1-9]\d* +\d+$/);
  for (const channel of ['paste', 'file-picker', 'drag-drop', 'form-submit', 'print']) {
    expect(table.some((line) => line.startsWith(channel))).toBe(true);
  }
}, 180_000);
