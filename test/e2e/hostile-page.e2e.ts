/** A page that does all it can to get what was stopped: what counts is what its server received. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { writeClipboard } from '../support/clipboard.ts';
import { dropOn } from '../support/drag.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import type { MatrixAction } from '../support/matrix-policy.ts';
import { CLEAN, PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-hostile-'));
const list = join(folder, 'list.txt');

const toClipboard = (text: string) =>
  writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': text });

beforeAll(async () => {
  writeFileSync(list, PHI.text);
  guarded = await launchGuarded();
  await toClipboard(PHI.text);
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

let page: Page;
let before: number;
beforeEach(async () => {
  before = (await guarded.incidents()).length;
  guarded.server.clear();
});
afterEach(() => page?.close());

async function attack(action: MatrixAction | 'free', how: string): Promise<void> {
  page = await guarded.open(action, 'hostile', `#${how}`);
  await page.waitForFunction(() => 'ready' in globalThis);
}

const acts = {
  async paste() {
    await page.focus('#plain');
    await page.keyboard.down('Control');
    await page.keyboard.press('KeyV', { commands: ['Paste'] });
    await page.keyboard.up('Control');
  },
  async 'file-picker'() {
    const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
    await chooser.accept([list]);
  },
  'drag-drop': () => dropOn(page, '#zone', { text: PHI.text }),
  async 'form-submit'() {
    await page.$eval('[name=note]', (field, text) => void ((field as HTMLInputElement).value = text), PHI.text);
    await page.click('#go');
  },
};
type Act = keyof typeof acts;

const recorded = async (count: number) => (await guarded.incidentsAfter(before + count)).slice(before);

async function nothingArrived(): Promise<void> {
  await guarded.server.quiet();
  guarded.server.assertNeverArrived(PHI_VALUES);
}

test('the page is what it says: where nothing is guarded it gets all of it', async () => {
  await attack('free', 'first');
  await acts.paste();
  await acts['file-picker']();
  await acts['drag-drop']();
  await expect.poll(() => guarded.server.carrying(PHI.mrn).length).toBeGreaterThan(3);
});

test.each(['first', 'replaced', 'again', 'forging', 'notices'])('%s: what is blocked reaches nobody', async (how) => {
  await attack('block', how);
  for (const [index, act] of (Object.keys(acts) as Act[]).entries()) {
    await page.bringToFront();
    await acts[act]();
    expect((await recorded(index + 1)).at(-1)).toMatchObject({ action_id: 2, unmapped: { channel: act } });
  }
  await nothingArrived();
});

test.each(['replaced', 'again'])('%s: of what was redacted the copy arrives, and nothing else', async (how) => {
  await attack('redact', how);
  await acts.paste();
  await answer(await guarded.askWindow(), 'redacted');
  await guarded.server.waitFor(({ body }) => body.includes('metformin'));
  await page.bringToFront();
  guarded.server.clear();
  await acts['file-picker']();
  await answer(await guarded.askWindow(), 'redacted');
  await guarded.server.waitFor(({ body }) => body.includes('metformin'));
  expect(await recorded(2)).toMatchObject([{ action_id: 4 }, { action_id: 4 }]);
  await nothingArrived();
});

test('no click, cover, style or focus of the page answers a question', async () => {
  await attack('warn', 'notices');
  await acts.paste();
  const window = await guarded.askWindow();
  await window.waitForSelector('[data-choice=original]:not(:disabled)');
  await nothingArrived();
  expect((await guarded.incidents()).length).toBe(before);
  expect(await page.evaluate(() => (globalThis as unknown as { attackLog: unknown }).attackLog)).toEqual([]);
  await answer(window, 'stop');
  expect(await recorded(1)).toMatchObject([{ action_id: 2, unmapped: { by: 'user' } }]);
  await nothingArrived();
});

test('a page that forges our words learns no name, and turns no guard off', async () => {
  await attack('block', 'forging');
  await page.evaluate((text) => {
    const form = document.forms[0] as HTMLFormElement;
    (form.elements[0] as HTMLInputElement).value = text;
    form.target = '_blank';
    form.submit();
  }, PHI.text);
  expect(await recorded(1)).toMatchObject([{ action_id: 2, unmapped: { channel: 'form-submit' } }]);
  // Those that it made up are all that it knows.
  expect(await page.evaluate(() => (globalThis as unknown as { attackLog: unknown }).attackLog)).toEqual([
    'chartward-meeting',
    '1-1-1-1',
    '2-2-2-2',
  ]);
  await nothingArrived();
});

test.each(['event', 'label', 'frame'])('an input outside of the document, opened by way of %s', async (way) => {
  await attack('block', `first/${way}`);
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#odd')]);
  await chooser.accept([list]);
  expect(await recorded(1)).toMatchObject([{ action_id: 2, unmapped: { channel: 'file-picker' } }]);
  await nothingArrived();
});

/** Pastes in a frame that the page listened to before it loaded. */
async function actInFrame(way: string): Promise<void> {
  page = await (way === 'parsed' ? guarded.open('block', 'early/parsed') : guarded.open('block', 'early', `#${way}`));
  const frame = await page.waitForFrame((one) => one.name() === 'inner' && one.url().includes('/hostile/'));
  await frame.waitForFunction(() => 'ready' in globalThis);
  await page.bringToFront();
  await frame.focus('#plain');
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyV', { commands: ['Paste'] });
  await page.keyboard.up('Control');
  expect(await recorded(1)).toMatchObject([{ action_id: 2, unmapped: { channel: 'paste' } }]);
  await guarded.server.quiet();
}

test.each(['content', 'document', 'index', 'name', 'markup', 'foreign', 'parsed'])(
  'a frame listened to before it loaded: %s',
  async (way) => {
    await actInFrame(way);
    guarded.server.assertNeverArrived(PHI_VALUES);
  },
);

test('what is clean arrives all the same', async () => {
  await toClipboard(CLEAN);
  await attack('block', 'again');
  await acts.paste();
  await guarded.server.waitFor(({ body }) => body.toString('utf8').includes('ward meeting'));
});
