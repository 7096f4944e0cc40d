/** Documents that were open before the extension was updated or removed: guarded throughout, and usable. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { BUILT_EXTENSION } from '../support/extension-handle.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { noticeText } from '../support/notice-text.ts';
import { seenBy, textOf } from '../support/page-state.ts';
import { CLEAN, PHI } from '../support/synthetic.ts';

const newer = mkdtempSync(join(tmpdir(), 'chartward-newer-'));
let guarded: Guarded;

beforeAll(async () => {
  cpSync(BUILT_EXTENSION, newer, { recursive: true });
  const path = join(newer, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, version: '9.9.9' }));
  guarded = await launchGuarded();
});
afterAll(async () => {
  await guarded?.close();
  rmSync(newer, { recursive: true });
});

const copy = (text: string) =>
  writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': text });
const cleared = (page: Page) =>
  page.$eval('#plain', (field) => {
    (field as HTMLTextAreaElement).value = '';
  });
const arrives = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) => (document.querySelector('#plain') as HTMLTextAreaElement).value === wanted,
    { timeout: 3000 },
    text,
  );

test('a new version is taken while nothing is held, and takes over what the old one guarded', async () => {
  const page = await guarded.open('block', 'paste');
  await copy(CLEAN);
  await page.bringToFront();
  await pasteInto(page, '#plain');
  await arrives(page, CLEAN);
  await guarded.chromium.update(newer);
  await cleared(page);
  await page.bringToFront();
  // The old script may still stand for a moment: what it stops it stops with a word, and the next attempt works.
  await until(async () => {
    await pasteInto(page, '#plain');
    return arrives(page, CLEAN).then(Boolean, () => false);
  });
  expect(await textOf(page, '#plain')).toBe(CLEAN);

  const before = (await guarded.incidents()).length;
  await copy(PHI.text);
  await cleared(page);
  await page.bringToFront();
  await pasteInto(page, '#plain');
  const incidents = await guarded.incidentsAfter(before + 1);
  expect(incidents.slice(before)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  expect(await textOf(page, '#plain')).toBe('');
  await page.close();
});

test('where the extension was removed, an open page lets nothing through and says what to do', async () => {
  const page = await guarded.open('block', 'paste');
  await copy(PHI.text);
  await page.bringToFront();
  guarded.chromium.remove();
  await gone();
  await pasteInto(page, '#plain');
  await page.waitForSelector('html > [popover]');
  expect(await textOf(page, '#plain')).toBe('');
  expect(await seenBy(page)).not.toContain(PHI.mrn);
  expect(await noticeText(page)).toContain('Reload this page');
  // A page without a rule goes on as ever, and after a reload this one does.
  await page.reload();
  await pasteInto(page, '#plain');
  await arrives(page, PHI.text);
});

const extensionTargets = () =>
  guarded.chromium.browser.targets().filter((target) => target.url().includes(guarded.chromium.extensionId));

const gone = () => until(async () => extensionTargets().every((target) => target.type() === 'service_worker'));

async function until(holds: () => Promise<boolean>): Promise<void> {
  const due = performance.now() + 20_000;
  while (performance.now() < due) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not come about within 20 s.');
}
