import { webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOcsf, type OcsfEvent, verifyLog } from '../../engine/incidents/index.ts';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy, textOf } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
let folder: string;
beforeAll(async () => {
  guarded = await launchGuarded();
  folder = await mkdtemp(join(tmpdir(), 'chartward-screens-'));
});
afterAll(async () => {
  await guarded?.close();
  await rm(folder, { recursive: true });
});

const tabOf = async (page: Page): Promise<number> => {
  const worker = await guarded.chromium.serviceWorker();
  const id = await worker.evaluate(
    async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id,
    page.url(),
  );
  return id ?? -1;
};

test('the popup says that a page is protected, by which policy, and which guards are live', async () => {
  const page = await guarded.open('block', 'paste');
  const popup = await guarded.chromium.extensionPage(`popup.html?tab=${await tabOf(page)}`);
  await popup.waitForSelector('[data-guard]');
  const text = await popup.evaluate(() => document.body.innerText);
  expect(text).toContain('Protected');
  expect(text).toContain('channel-matrix');
  const states = await popup.$$eval('[data-guard]', (rows) => rows.map((row) => (row as HTMLElement).dataset.state));
  // Paste, copy, typing, file picker, drag and drop, form submit, print: no rule speaks of typing here.
  expect(states).toEqual(['live', 'live', 'off', 'live', 'live', 'live', 'live']);
  await popup.close();

  const free = await guarded.open('free', 'paste');
  const other = await guarded.chromium.extensionPage(`popup.html?tab=${await tabOf(free)}`);
  await other.waitForSelector('[data-guard]');
  expect(await other.$$eval('[data-state=off]', (rows) => rows.length)).toBe(7);
  await Promise.all([other.close(), free.close(), page.close()]);
});

test('a long inspection shows progress; cancelled, it sends nothing, is on record as stopped and frees the engine', async () => {
  const before = (await guarded.incidents()).length;
  const path = join(folder, 'long.csv');
  const row = `${PHI.name},${PHI.mrn},type 2 diabetes mellitus,212-555-0143\n`;
  writeFileSync(path, `Patient name,MRN,Diagnosis,Phone\n${row.repeat(400_000)}`);
  // On this host it would be sent: only the person stops it.
  const page = await guarded.open('log', 'file-picker');
  guarded.server.clear();
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
  await chooser.accept([path]);
  await page.waitForSelector('[popover]', { timeout: 5000 });
  await clickInNotice(page);
  await page.waitForFunction(() => document.querySelector('[popover]') === null, { timeout: 5000 });
  await guarded.server.quiet();
  expect(await seenBy(page)).toBe('[]');
  guarded.server.assertNeverArrived(PHI_VALUES);
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({
    disposition_id: 2,
    unmapped: { by: 'user' },
  });
  // The next attempt does not wait for the one that nobody waits for.
  await page.bringToFront();
  const started = performance.now();
  const [next] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
  const small = join(folder, 'small.txt');
  writeFileSync(small, 'Rota for Thursday');
  await next.accept([small]);
  await guarded.server.waitFor(({ path: at }) => at === '/collect');
  expect(performance.now() - started).toBeLessThan(8000);
  await page.close();
});

test('closing the page closes its question, and is on record as stopped', async () => {
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('warn', 'paste');
  await pasteInto(page, '#plain');
  const window = await guarded.askWindow();
  await window.waitForSelector('[data-choice]');
  await page.close();
  await window.waitForFunction(() => document.querySelector('[data-choice], mark') === null);
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({
    disposition_id: 2,
    unmapped: { by: 'user' },
  });
  await window.close();
});

test('a copy with two flavours is counted once', async () => {
  const html = `<p>${PHI.text.replaceAll('\n', '<br>')}</p>`;
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), {
    'text/plain': PHI.text,
    'text/html': html,
  });
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#rich');
  const incident = (await guarded.incidentsAfter(before + 1)).at(-1);
  expect(incident?.unmapped.counts).toMatchObject({ MEDICAL_RECORD_NUMBER: 1, US_SOCIAL_SECURITY_NUMBER: 1 });
  await page.close();
});

test('the list of records is filtered by words, action and outcome', async () => {
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  await guarded.incidentsAfter(before + 1);
  expect(await textOf(page, '#plain')).toBe('');
  const review = await guarded.chromium.extensionPage('review.html');
  await review.waitForSelector('tbody tr');
  const rows = () => review.$$eval('tbody tr', (all) => all.length);
  expect(await rows()).toBeGreaterThan(0);
  await review.type('[name=text]', 'no such rule');
  await expect.poll(rows).toBe(0);
  await review.$eval('[name=text]', (field) => {
    (field as HTMLInputElement).value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await review.select('[name=channel]', 'print');
  await expect.poll(rows).toBe(0);
  await review.select('[name=channel]', 'paste');
  await expect.poll(rows).toBeGreaterThan(0);
  await review.select('[name=disposition]', 'modified');
  await expect.poll(rows).toBe(0);
  await Promise.all([review.close(), page.close()]);
});

test('the export is one whole chain of OCSF findings, and what was allowed is counted, not recorded', async () => {
  const before = await guarded.incidents();
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), {
    'text/plain': 'The agenda.',
  });
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  await page.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value !== '');
  const review = await guarded.chromium.extensionPage('review.html');
  const counted = () =>
    review.evaluate(async () => {
      const opened = indexedDB.open('chartward');
      await new Promise((resolve) => opened.addEventListener('success', resolve));
      const all = opened.result.transaction('counters').objectStore('counters').getAll();
      await new Promise((resolve) => all.addEventListener('success', resolve));
      return all.result.map(({ key }: { key: string }) => key.replace(/^\S+ /, ''));
    });
  await expect.poll(counted, { timeout: 10_000 }).toContain('paste block');
  await Promise.all([review.close(), page.close()]);

  const events = (await guarded.incidents()) as unknown as OcsfEvent[];
  expect(events).toHaveLength(before.length);
  expect(events.length).toBeGreaterThan(0);
  expect(events.flatMap(checkOcsf)).toEqual([]);
  const digest = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await webcrypto.subtle.digest('SHA-256', bytes));
  expect(await verifyLog(events, digest)).toEqual([]);
});

/** The notice is a closed tree: the button is pressed where it is drawn, as a person would. */
async function clickInNotice(page: Page): Promise<void> {
  const box = await (await page.$('[popover]'))?.boundingBox();
  if (!box) throw new Error('There is no notice on the page.');
  // Its one button stands at the bottom, at the left.
  await page.mouse.click(box.x + 50, box.y + box.height - 32);
}
