/** Letters in pictures, where the policy asks for them: in the browser's worker under its CSP, and in the command line. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFax } from '../support/build-fax.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { letterPage } from '../support/letter-picture.ts';
import { matrixPolicy } from '../support/matrix-policy.ts';
import { seenBy } from '../support/page-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'chartward-ocr-'));
const policy = { ...matrixPolicy(), detection: { ocr: true }, gaps: { 'needs-ocr': 'block', partial: 'block' } };
let guarded: Guarded;

beforeAll(async () => {
  guarded = await launchGuarded(policy);
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

/** A page as the browser renders it at 200 pixels an inch. */
async function rendered(html: string, type: 'png' | 'jpeg' | 'webp'): Promise<string> {
  const page = await guarded.chromium.browser.newPage();
  await page.setViewport({ width: 816, height: 1056, deviceScaleFactor: 200 / 96 });
  await page.setContent(html);
  const path = join(folder, `picture.${type}`) as `${string}.${typeof type}`;
  await page.screenshot({ type, path, ...(type === 'png' ? {} : { quality: 80 }) });
  await page.close();
  return path;
}

async function upload(path: string) {
  const page = await guarded.open('block', 'file-picker');
  guarded.server.clear();
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
  await chooser.accept([path]);
  return page;
}

/** The record once it holds so many: letters take some seconds a page, on a busy machine many. */
async function recorded(count: number) {
  for (let tries = 0; tries < 5; tries++) {
    const all = await guarded.incidentsAfter(count).catch(() => null);
    if (all !== null) return all;
  }
  return guarded.incidentsAfter(count);
}

async function isBlocked(path: string): Promise<void> {
  const before = (await guarded.incidents()).length;
  const page = await upload(path);
  const incidents = (await recorded(before + 1)).slice(before);
  expect(incidents).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  expect(JSON.stringify(incidents)).toContain('MEDICAL_RECORD_NUMBER');
  await guarded.server.quiet();
  expect(await seenBy(page)).toBe('[]');
  expect(guarded.server.submissions('/collect')).toHaveLength(0);
  await page.close();
}

const LETTER = readFileSync('test/corpus/image/phi.letter/page.html', 'utf8');
const AGENDA = `<body style="font:22px serif;background:white"><h1>Agenda of the meeting</h1>${'<p>Bring the printed rota to room four, and the keys of the old cupboard.</p>'.repeat(8)}</body>`;

test('a picture of a letter is blocked for what it says, one of an agenda arrives byte for byte', async () => {
  await isBlocked(await rendered(LETTER, 'jpeg'));
  const path = await rendered(AGENDA, 'png');
  const page = await upload(path);
  const received = await guarded.server.waitFor(({ path: to }) => to === '/collect', 60_000);
  expect(new Uint8Array(received.body)).toEqual(new Uint8Array(readFileSync(path)));
  await page.close();
}, 180_000);

test('a fax is blocked for what it says', async () => {
  const path = join(folder, 'fax.tif');
  writeFileSync(path, buildFax([letterPage()]));
  await isBlocked(path);
}, 120_000);

test('the command line reads them where its policy asks, and names the gap where it does not', async () => {
  const path = await rendered(LETTER, 'webp');
  const document = join(folder, 'policy.json');
  writeFileSync(document, JSON.stringify(policy));
  const scan = async (...options: string[]): Promise<readonly Record<string, unknown>[]> => {
    const run = promisify(execFile)(process.execPath, [
      resolve('engine/cli/chartward.mjs'),
      'scan',
      '--format',
      'ndjson',
      '--reveal',
      ...options,
      path,
    ]);
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const found = await scan('--policy', document);
  expect(found).toContainEqual(
    expect.objectContaining({ type: 'finding', part: '(pixels)', infoType: 'MEDICAL_RECORD_NUMBER', text: '48201937' }),
  );
  expect(found.filter(({ type }) => type === 'gap')).toEqual([]);
  expect(await scan()).toContainEqual(expect.objectContaining({ type: 'gap', part: '', reason: 'needs-ocr' }));
}, 180_000);
