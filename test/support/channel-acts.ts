/** How a person moves a text through each channel, and what then arrived: for tests that play every channel alike. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyInput, Page } from 'puppeteer';
import { pasteInto, readClipboard, writeClipboard } from './clipboard.ts';
import { dropOn } from './drag.ts';
import type { Guarded } from './guarded.ts';
import type { MatrixAction } from './matrix-policy.ts';
import { textOf } from './page-state.ts';
import { pdfText } from './pdf-text.ts';

export interface ChannelAct {
  /** For the name of a test. */
  readonly name: string;
  /** As the record names it. */
  readonly channel: string;
  /** Acts as a person would, on the host that stands for the action; the tab stays open. */
  act(guarded: Guarded, host: MatrixAction | 'free', text: string): Promise<Page>;
  /** The text that got through, waited for; with `now`, what did so far: empty where nothing did. */
  arrived(guarded: Guarded, page: Page, now: boolean): Promise<string>;
}

const folder = mkdtempSync(join(tmpdir(), 'chartward-acts-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** What came onto paper when the person printed. */
const firstPrint = new WeakMap<Page, string>();

const fileOf = (text: string): string => {
  const path = join(folder, 'note.txt');
  writeFileSync(path, text);
  return path;
};

const collected = async (guarded: Guarded, _page: Page, now: boolean): Promise<string> => {
  if (now) return guarded.server.submissions('/collect')[0]?.body.toString('utf8') ?? '';
  return (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');
};

const press = async (page: Page, key: 'KeyC' | 'KeyX', command: 'Copy' | 'Cut') => {
  await page.keyboard.down('Control' as KeyInput);
  await page.keyboard.press(key as KeyInput, { commands: [command] });
  await page.keyboard.up('Control' as KeyInput);
};

/** A value that no test copies: what stands there afterwards was put there by nobody. */
const UNTOUCHED = 'nothing was copied';

const copyFrom = (selector: '#text' | '#field', cut: boolean): Pick<ChannelAct, 'act' | 'arrived'> => ({
  async act(guarded, host, text) {
    await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), {
      'text/plain': UNTOUCHED,
    });
    const page = await guarded.open(host, 'copy', `#${encodeURIComponent(text)}`);
    await page.evaluate((where) => {
      const element = document.querySelector(where);
      if (element instanceof HTMLTextAreaElement) {
        element.focus();
        element.select();
      } else if (element) getSelection()?.selectAllChildren(element);
    }, selector);
    await (cut ? press(page, 'KeyX', 'Cut') : press(page, 'KeyC', 'Copy'));
    return page;
  },
  async arrived(guarded, _page, now) {
    for (let tries = 0; tries < (now ? 1 : 50); tries++) {
      const text = await readClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'));
      if (text !== UNTOUCHED) return text;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return '';
  },
});

export const CHANNEL_ACTS: readonly ChannelAct[] = [
  {
    name: 'paste',
    channel: 'paste',
    async act(guarded, host, text) {
      await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': text });
      const page = await guarded.open(host, 'paste');
      await pasteInto(page, '#plain');
      return page;
    },
    async arrived(guarded, page, now) {
      if (!now)
        await page.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value !== '');
      if ((await textOf(page, '#plain')) === '') return '';
      await page.click('#send');
      return collected(guarded, page, false);
    },
  },
  { name: 'copy', channel: 'copy', ...copyFrom('#text', false) },
  { name: 'cut', channel: 'copy', ...copyFrom('#field', true) },
  {
    name: 'file picker',
    channel: 'file-picker',
    async act(guarded, host, text) {
      const page = await guarded.open(host, 'file-picker');
      const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
      await chooser.accept([fileOf(text)]);
      return page;
    },
    arrived: collected,
  },
  {
    name: 'drop of a file',
    channel: 'drag-drop',
    async act(guarded, host, text) {
      const page = await guarded.open(host, 'drag-drop');
      await dropOn(page, '#zone', { files: [fileOf(text)] });
      return page;
    },
    arrived: collected,
  },
  {
    name: 'drop of text',
    channel: 'drag-drop',
    async act(guarded, host, text) {
      const page = await guarded.open(host, 'drag-drop');
      await dropOn(page, '#zone', { text });
      return page;
    },
    arrived: collected,
  },
  {
    name: 'form submit',
    channel: 'form-submit',
    async act(guarded, host, text) {
      const page = await guarded.open(host, 'form-submit');
      await page.$eval('[name=note]', (field, value) => void ((field as HTMLTextAreaElement).value = value), text);
      await page.click('#send');
      return page;
    },
    arrived: async (guarded, page, now) =>
      (new URLSearchParams(await collected(guarded, page, now)).get('note') ?? '').replaceAll('\r\n', '\n'),
  },
  {
    name: 'print',
    channel: 'print',
    async act(guarded, host, text) {
      const page = await guarded.open(host, 'print', `#${encodeURIComponent(text)}`);
      // As a person who has seen the page: the look ahead is done.
      await new Promise((resolve) => setTimeout(resolve, 600));
      firstPrint.set(page, await pdfText(await page.pdf()));
      return page;
    },
    async arrived(_guarded, page, now) {
      // Each further print would be one more question.
      if (now || firstPrint.get(page)) return firstPrint.get(page) ?? '';
      for (let tries = 0; tries < 20; tries++) {
        const text = await pdfText(await page.pdf());
        if (text !== '') return text;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      return '';
    },
  },
];
