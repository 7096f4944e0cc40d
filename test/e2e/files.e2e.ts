/** Files in the ways that pages really ask for them: nothing passes unseen, and nothing that may pass is changed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { dropOn } from '../support/drag.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-files-'));
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};

beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

/** Name and bytes of everything that arrived, by name. */
const arrived = () =>
  guarded.server
    .submissions('/collect')
    .map(({ url, body }) => [new URL(url).searchParams.get('name') ?? '', body.toString('utf8')] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

const arrivedAre = (count: number) =>
  expect.poll(() => guarded.server.submissions('/collect').length, { timeout: 20_000 }).toBe(count);

async function choose(page: Page, press: () => Promise<unknown>, ...paths: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForFileChooser(), press()]);
  await chooser.accept(paths);
}

/** The button inside the closed tree cannot be selected: it is pressed where it stands. */
const pressClosed = async (page: Page) => {
  const box = await (await page.$('#closed'))?.boundingBox();
  if (box) await page.mouse.click(box.x + 20, box.y + 10);
};

const WAYS = [
  ['an input in no document', (page: Page) => page.click('#detached')],
  ['an input in a closed shadow tree', pressClosed],
] as const;

describe.each(WAYS)('%s', (_, press) => {
  test('a clean file arrives byte for byte, a blocked one not at all and on record once', async () => {
    const page = await guarded.open('block', 'files');
    guarded.server.clear();
    await choose(page, () => press(page), file('Dienstplan März.txt', 'Rota for Thursday: noon, room 4'));
    await arrivedAre(1);
    expect(arrived()).toEqual([['Dienstplan März.txt', 'Rota for Thursday: noon, room 4']]);
    const before = (await guarded.incidents()).length;
    guarded.server.clear();
    await page.bringToFront();
    await choose(page, () => press(page), file('note.txt', PHI.text));
    expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([
      { action_id: 2, disposition_id: 2 },
    ]);
    await guarded.server.quiet();
    expect(guarded.server.submissions('/collect')).toHaveLength(0);
    expect(await seenBy(page)).not.toContain('note.txt');
    await page.close();
  });

  test('the redacted copy arrives', async () => {
    const page = await guarded.open('redact', 'files');
    guarded.server.clear();
    await choose(page, () => press(page), file('note.txt', PHI.text));
    await answer(await guarded.askWindow(), 'redacted');
    await arrivedAre(1);
    expect(arrived()[0]?.[1]).toContain('metformin');
    guarded.server.assertNeverArrived(PHI_VALUES);
    await page.close();
  });
});

test('a folder keeps its paths, 1,200 files and an empty one among them', async () => {
  const names = Array.from({ length: 1200 }, (_, index) => `plan/${index % 7}/day ${index}.txt`);
  for (const name of names) file(name, name === 'plan/0/day 0.txt' ? '' : `Rota ${name}`);
  const page = await guarded.open('block', 'files');
  guarded.server.clear();
  await choose(page, () => page.click('#folder'), join(folder, 'plan'));
  await arrivedAre(1);
  const listing = JSON.parse(arrived()[0]?.[1] ?? '[]') as [string, string][];
  expect(listing.sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(
    [...names].sort().map((name) => [name, name === 'plan/0/day 0.txt' ? '' : `Rota ${name}`]),
  );
  await page.close();
});

test('PHI in the last of many files of a folder stops the folder', async () => {
  for (let index = 0; index < 60; index++) file(`mixed/${String(index).padStart(3, '0')}.txt`, `Rota ${index}`);
  file('mixed/999.txt', PHI.text);
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'files');
  guarded.server.clear();
  await choose(page, () => page.click('#folder'), join(folder, 'mixed'));
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ disposition_id: 2 }]);
  await guarded.server.quiet();
  expect(guarded.server.submissions('/collect')).toHaveLength(0);
  await page.close();
});

test('the same file may be chosen twice, and each time arrives', async () => {
  const page = await guarded.open('block', 'file-picker');
  const path = file('again.txt', 'Rota, once more');
  for (let times = 1; times <= 2; times++) {
    guarded.server.clear();
    // As pages do it: without this no browser tells of the same choice again.
    await page.$eval('#files', (input) => void ((input as HTMLInputElement).value = ''));
    await choose(page, () => page.click('#files'), path);
    expect((await guarded.server.waitFor(({ path: at }) => at === '/collect')).body.toString('utf8')).toBe(
      'Rota, once more',
    );
  }
  guarded.server.clear();
  await choose(page, () => page.click('#files'), file('nothing.txt', ''));
  expect((await guarded.server.waitFor(({ path: at }) => at === '/collect')).body).toHaveLength(0);
  await page.close();
});

test.each(['#entries', '#handles'])(
  'a page that walks what was dropped gets the files that may pass: %s',
  async (zone) => {
    const page = await guarded.open('block', 'files');
    guarded.server.clear();
    await dropOn(page, zone, { files: [file('a.txt', 'Rota A'), file('ü.txt', 'Rota B')] });
    await arrivedAre(2);
    expect(arrived()).toEqual([
      ['a.txt', 'Rota A'],
      ['ü.txt', 'Rota B'],
    ]);
    const before = (await guarded.incidents()).length;
    guarded.server.clear();
    await page.bringToFront();
    await dropOn(page, zone, { files: [file('note.txt', PHI.text)] });
    await guarded.incidentsAfter(before + 1);
    await guarded.server.quiet();
    expect(guarded.server.submissions('/collect')).toHaveLength(0);
    await page.close();
  },
);

test('a dropped folder arrives as its files with their paths, and PHI in one of them stops it', async () => {
  for (const name of ['ward/a.txt', 'ward/deep/b.txt', 'ward/deep/c.txt']) file(name, `Rota ${name}`);
  const page = await guarded.open('block', 'files');
  guarded.server.clear();
  await dropOn(page, '#entries', { files: [join(folder, 'ward')] });
  await arrivedAre(3);
  expect(arrived().map(([name]) => name)).toEqual(['ward/a.txt', 'ward/deep/b.txt', 'ward/deep/c.txt']);
  file('ward/deep/d.txt', PHI.text);
  const before = (await guarded.incidents()).length;
  guarded.server.clear();
  await page.bringToFront();
  await dropOn(page, '#entries', { files: [join(folder, 'ward')] });
  await guarded.incidentsAfter(before + 1);
  await guarded.server.quiet();
  expect(guarded.server.submissions('/collect')).toHaveLength(0);
  await page.close();
});

/** No test can press the system's own dialog: it hands over handles to real files of the private file system. */
const standInForTheDialog = (page: Page, text: string) =>
  page.evaluateOnNewDocument((content) => {
    const { getDirectory } = StorageManager.prototype;
    const choose = async () => {
      const root = await getDirectory.call(navigator.storage);
      const handle = await root.getFileHandle('chosen.txt', { create: true });
      const writable = await handle.createWritable();
      await writable.write(content);
      await writable.close();
      return [handle];
    };
    Object.defineProperty(window, 'showOpenFilePicker', { value: choose, configurable: true, writable: true });
  }, text);

test.each([
  ['block', 'Rota for Thursday', 'clean'],
  ['block', PHI.text, 'aborted'],
  ['redact', PHI.text, 'redacted'],
] as const)('a file of showOpenFilePicker on %s', async (host, text, outcome) => {
  const page = await guarded.chromium.browser.newPage();
  await standInForTheDialog(page, text);
  await page.goto(`${guarded.server.origin(`${host}.localhost`)}/files/`);
  guarded.server.clear();
  await page.click('#picker');
  if (outcome === 'redacted') await answer(await guarded.askWindow(), 'redacted');
  if (outcome === 'aborted') {
    await expect.poll(() => seenBy(page)).toContain('AbortError');
    await guarded.server.quiet();
    expect(guarded.server.submissions('/collect')).toHaveLength(0);
  } else {
    await arrivedAre(1);
    const [[, body] = ['', '']] = arrived();
    if (outcome === 'clean') expect(body).toBe(text);
    else expect(body).toContain('metformin');
    if (outcome === 'redacted') guarded.server.assertNeverArrived(PHI_VALUES);
  }
  await page.close();
});

test("a page's own private files are its own", async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'files');
  guarded.server.clear();
  await page.click('#private');
  await arrivedAre(1);
  expect((await guarded.incidents()).length).toBe(before);
  await page.close();
});
