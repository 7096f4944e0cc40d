/** Copy and cut: what a page fills in itself, and where a later paste came from. */
import type { KeyInput, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pasteInto, readClipboard, writeClipboard } from '../support/clipboard.ts';
import { dropOn } from '../support/drag.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { textOf } from '../support/page-state.ts';
import { PHI } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const free = () => guarded.server.origin('free.localhost');
const clipboard = () => readClipboard(guarded.chromium.browser, free());

async function press(page: Page, command: 'Copy' | 'Cut'): Promise<void> {
  await page.keyboard.down('Control' as KeyInput);
  await page.keyboard.press((command === 'Copy' ? 'KeyC' : 'KeyX') as KeyInput, { commands: [command] });
  await page.keyboard.up('Control' as KeyInput);
}

const CLEAN = 'Rota for Thursday: noon, room 4';

test.each(['Copy', 'Cut'] as const)(
  'a page that fills the clipboard itself is asked, and its own data is copied: %s',
  async (command) => {
    await writeClipboard(guarded.chromium.browser, free(), { 'text/plain': 'before' });
    const page = await guarded.open('block', 'copy', `#${encodeURIComponent(CLEAN)}`);
    await page.focus('#custom');
    await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#custom') ?? document.body));
    await press(page, command);
    await expect.poll(clipboard, { timeout: 5000 }).toBe(CLEAN);
    await page.bringToFront();
    // A cut takes the content away only once it is on the clipboard.
    expect(await textOf(page, '#custom')).toBe(command === 'Cut' ? '' : 'A grid that fills the clipboard itself');
    await page.close();
  },
);

test('what a page fills in itself is inspected, whatever is selected; a blocked cut takes nothing away', async () => {
  await writeClipboard(guarded.chromium.browser, free(), { 'text/plain': 'before' });
  const page = await guarded.open('block', 'copy', `#${encodeURIComponent(PHI.text)}`);
  const before = (await guarded.incidents()).length;
  await page.bringToFront();
  await page.focus('#custom');
  await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#custom') ?? document.body));
  await press(page, 'Cut');
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({ action_id: 2, disposition_id: 2 });
  expect(await textOf(page, '#custom')).toBe('A grid that fills the clipboard itself');
  expect(await clipboard()).toBe('before');
  await page.close();
});

test('a rich copy keeps its formatting when it may go', async () => {
  const page = await guarded.open('block', 'copy');
  await page.evaluate(() => {
    const place = document.querySelector('#text');
    if (place) place.innerHTML = 'Rota for <b>Thursday</b> in <i>room 4</i>';
    getSelection()?.selectAllChildren(place ?? document.body);
  });
  await press(page, 'Copy');
  await expect.poll(clipboard, { timeout: 5000 }).toBe('Rota for Thursday in room 4');
  const rich = await guarded.open('free', 'paste');
  await pasteInto(rich, '#rich');
  expect(await rich.$eval('#rich b', (element) => element.textContent)).toBe('Thursday');
  await Promise.all([page.close(), rich.close()]);
});

/** No identifier in it, so that only its source can stop it. */
const INNOCENT = 'Ward round moved to nine, bring the blue folder.';

const copyIn = async (host: 'ehr' | 'free', text: string): Promise<void> => {
  const page = await guarded.open(host, 'copy', `#${encodeURIComponent(text)}`);
  await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#text') ?? document.body));
  await press(page, 'Copy');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await page.close();
};

test('a paste knows that it was copied out of a PHI system, and only then is stopped', async () => {
  const before = (await guarded.incidents()).length;
  await copyIn('free', `${INNOCENT} Thanks.`);
  const page = await guarded.open('sourced', 'paste');
  await pasteInto(page, '#plain');
  await page.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value !== '');
  expect((await guarded.incidents()).length).toBe(before);
  await page.$eval('#plain', (field) => void ((field as HTMLTextAreaElement).value = ''));
  await copyIn('ehr', INNOCENT);
  await pasteInto(page, '#plain');
  const incident = (await guarded.incidentsAfter(before + 1)).at(-1);
  expect(incident).toMatchObject({ action_id: 2, disposition_id: 2, unmapped: { rules: ['sourced'] } });
  expect(incident?.unmapped.source).toContain('ehr.localhost');
  expect(await textOf(page, '#plain')).toBe('');
  await page.close();
});

test('the source is still known when the engine and the service worker were gone in between', async () => {
  const before = (await guarded.incidents()).length;
  await copyIn('ehr', `${INNOCENT} Again.`);
  await (await guarded.chromium.serviceWorker()).evaluate(() => chrome.offscreen.closeDocument());
  const page = await guarded.open('sourced', 'paste');
  await pasteInto(page, '#plain');
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({ disposition_id: 2 });
  await page.close();
});

test('what is dragged out of a PHI system is known when it is dropped elsewhere', async () => {
  const before = (await guarded.incidents()).length;
  const from = await guarded.open('ehr', 'copy', `#${encodeURIComponent(INNOCENT)}`);
  await from.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#text') ?? document.body));
  const box = await (await from.$('#text'))?.boundingBox();
  if (!box) throw new Error('#text is not on the page.');
  await from.mouse.move(box.x + 20, box.y + 8);
  await from.mouse.down();
  await from.mouse.move(box.x + 60, box.y + 60, { steps: 5 });
  await from.mouse.up();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const to = await guarded.open('sourced', 'drag-drop');
  await dropOn(to, '#text', { text: INNOCENT });
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({ disposition_id: 2 });
  expect(await textOf(to, '#text')).toBe('');
  await Promise.all([from.close(), to.close()]);
});
