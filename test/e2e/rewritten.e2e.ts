/** Documents that are opened anew after the guards were set up: every listener is gone then, but ours. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-rewritten-'));
const list = join(folder, 'list.txt');

beforeAll(async () => {
  writeFileSync(list, PHI.text);
  guarded = await launchGuarded();
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

/** The page, and the document in it that was written. */
async function written(way: string): Promise<{ readonly page: Page; readonly frame: Frame }> {
  const opened = await guarded.open('block', 'rewritten', `#${way}`);
  let page = opened;
  if (way === 'popup') {
    const popup = new Promise<Page | null>((resolve) => opened.once('popup', resolve));
    await opened.click('body');
    page = (await popup) ?? opened;
  }
  const find = () => page.frames().find((frame) => frame.name() === 'editor') ?? page.mainFrame();
  await find().waitForSelector('#plain');
  return { page, frame: find() };
}

const acts: readonly (readonly [name: string, act: (page: Page, frame: Frame) => Promise<void>])[] = [
  [
    'paste',
    async (page, frame) => {
      await frame.focus('#plain');
      await page.keyboard.down('Control');
      await page.keyboard.press('KeyV', { commands: ['Paste'] });
      await page.keyboard.up('Control');
    },
  ],
  [
    'file-picker',
    async (page, frame) => {
      const [chooser] = await Promise.all([page.waitForFileChooser(), frame.click('#files')]);
      await chooser.accept([list]);
    },
  ],
  [
    'form-submit',
    async (_, frame) => {
      await frame.$eval(
        '#note',
        (field, text) => {
          (field as HTMLInputElement).value = text;
        },
        PHI.text,
      );
      await frame.click('#go');
    },
  ],
];

test.each(['open', 'write', 'writeln', 'frame', 'popup'])(
  'what is written anew by %s is guarded before its first script',
  async (way) => {
    guarded.server.clear();
    for (const [channel, act] of acts) {
      const before = (await guarded.incidents()).length;
      const { page, frame } = await written(way);
      await page.bringToFront();
      await act(page, frame);
      const incidents = await guarded.incidentsAfter(before + 1);
      expect(incidents.slice(before)).toMatchObject([{ action_id: 2, unmapped: { channel } }]);
      await page.close();
    }
    await guarded.server.quiet();
    guarded.server.assertNeverArrived(PHI_VALUES);
  },
);

test('by a method of another window it is guarded too, behind what its first script set up', async () => {
  const before = (await guarded.incidents()).length;
  const { page, frame } = await written('frame-foreign');
  await page.bringToFront();
  await acts[0]?.[1](page, frame);
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ action_id: 2 }]);
  expect(await frame.$eval('#plain', (field) => (field as HTMLTextAreaElement).value)).toBe('');
  await page.close();
});
