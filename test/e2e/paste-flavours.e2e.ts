/** Whatever the clipboard holds, and however it is pasted. */
import type { KeyInput, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { copyAsPage, copyPicture } from '../support/clipboard.ts';
import { openEditor } from '../support/editor-page.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy, textOf } from '../support/page-state.ts';
import { CLEAN, PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const copy = (flavours: Readonly<Record<string, string>>) =>
  copyAsPage(guarded.chromium.browser, guarded.server.origin('free.localhost'), flavours);

async function press(page: Page, key: KeyInput, ...held: readonly KeyInput[]): Promise<void> {
  for (const one of held) await page.keyboard.down(one);
  await page.keyboard.press(key);
  for (const one of held.toReversed()) await page.keyboard.up(one);
}

const stopped = (page: Page) => page.waitForSelector('html > [popover]');

async function sentBy(page: Page): Promise<string> {
  guarded.server.clear();
  await page.click('#send');
  return (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');
}

async function expectNothing(page: Page): Promise<void> {
  expect((await sentBy(page)).trim()).toBe('');
  const seen = await seenBy(page);
  for (const value of PHI_VALUES) expect(seen).not.toContain(value);
  guarded.server.assertNeverArrived(PHI_VALUES);
}

const LINE = PHI.text.trim().replaceAll('\n', ' ');
const HARMLESS = { 'text/plain': 'see below', 'text/html': '<p>see below</p>' };

describe('PHI in one flavour alone is enough', () => {
  test.each<[string, Record<string, string>]>([
    ['plain text', { 'text/plain': PHI.text, 'text/html': '<p>see below</p>' }],
    ['markup', { 'text/plain': 'see below', 'text/html': `<p>${LINE}</p>` }],
    [
      'a hidden part of the markup',
      { ...HARMLESS, 'text/html': `<p>see below<span style="display:none">${LINE}</span></p>` },
    ],
    ['a comment', { ...HARMLESS, 'text/html': `<p>see below</p><!-- ${LINE} -->` }],
    ['an attribute', { ...HARMLESS, 'text/html': `<p data-note="${LINE}">see below</p>` }],
    ['rich text format', { ...HARMLESS, 'application/rtf': `{\\rtf1\\ansi ${PHI.text.replaceAll('\n', '\\par\n')}}` }],
    ['a web custom type', { ...HARMLESS, 'web text/x-note': PHI.text }],
    ["an application's own type", { ...HARMLESS, 'application/x-ehr-note': JSON.stringify({ note: PHI.text }) }],
  ])('%s', async (_, flavours) => {
    await copy(flavours);
    const page = await guarded.open('block', 'paste');
    await page.focus('#rich');
    await press(page, 'KeyV', 'Control');
    await stopped(page);
    await expectNothing(page);
    await page.close();
  });

  test('every flavour of the redacted copy is redacted', async () => {
    await copy({
      'text/plain': PHI.text,
      'text/html': `<p>${LINE}</p>`,
      'web text/x-note': PHI.text,
      'application/x-ehr-note': JSON.stringify({ note: PHI.text }),
    });
    const page = await guarded.open('redact', 'paste');
    await page.focus('#rich');
    await press(page, 'KeyV', 'Control');
    await answer(await guarded.askWindow(), 'redacted');
    await page.waitForFunction(() => document.querySelector('#rich')?.textContent?.includes('metformin'));
    const seen = await seenBy(page);
    for (const type of ['text/plain', 'text/html', 'web text/x-note', 'application/x-ehr-note'])
      expect(seen).toContain(type);
    for (const value of PHI_VALUES) expect(seen).not.toContain(value);
    expect(await sentBy(page)).toContain('metformin');
    guarded.server.assertNeverArrived(PHI_VALUES);
    await page.close();
  });
});

/** Ctrl+V is what every other test presses. */
const WAYS: readonly [string, string, (page: Page) => Promise<void>][] = [
  ['Ctrl+Shift+V, as plain text', '#plain', (page) => press(page, 'KeyV', 'Control', 'Shift')],
  ['Ctrl+Shift+V, as plain text', '#rich', (page) => press(page, 'KeyV', 'Control', 'Shift')],
  ['Shift+Insert', '#rich', (page) => press(page, 'Insert', 'Shift')],
];

test.each(WAYS)('%s into %s: in, redacted or stopped', async (_, field, paste) => {
  await copy({ 'text/plain': CLEAN, 'text/html': `<b>${CLEAN}</b>` });
  const unguarded = await guarded.open('free', 'paste');
  const clean = await guarded.open('block', 'paste');
  for (const page of [unguarded, clean]) {
    await page.bringToFront();
    await page.focus(field);
    await paste(page);
    await page.waitForFunction(
      (where) => {
        const element = document.querySelector(where) as HTMLTextAreaElement;
        return (element.value ?? element.textContent) !== '';
      },
      {},
      field,
    );
  }
  const markup = (page: Page) =>
    page.$eval(field, (element) => (element as HTMLTextAreaElement).value ?? element.innerHTML);
  expect(await markup(clean)).toBe(await markup(unguarded));
  expect(await markup(clean)).toContain('Café rota');
  expect(await sentBy(clean)).toContain('Café rota');
  await Promise.all([unguarded.close(), clean.close()]);

  await copy({ 'text/plain': PHI.text, 'text/html': `<p>${LINE}</p>` });
  const blocked = await guarded.open('block', 'paste');
  await blocked.focus(field);
  await paste(blocked);
  await stopped(blocked);
  await expectNothing(blocked);
  await blocked.close();

  const redacted = await guarded.open('redact', 'paste');
  await redacted.focus(field);
  await paste(redacted);
  await answer(await guarded.askWindow(), 'redacted');
  await redacted.waitForFunction(
    (where) => {
      const element = document.querySelector(where) as HTMLTextAreaElement;
      return (element.value ?? element.textContent).includes('metformin');
    },
    {},
    field,
  );
  expect(await sentBy(redacted)).toContain('metformin');
  guarded.server.assertNeverArrived(PHI_VALUES);
  await redacted.close();
});

describe('the middle mouse button pastes what is selected', () => {
  async function middleClick(action: 'block' | 'redact', text: string, field = '#plain'): Promise<Page> {
    const page = await guarded.open(action, 'paste');
    await page.evaluate((selected) => {
      const heading = document.querySelector('h1') as HTMLElement;
      heading.style.cssText = 'white-space: pre-wrap; font-size: 10px';
      heading.textContent = selected;
    }, text);
    // Only a selection made by hand reaches the primary selection.
    await page.click('h1');
    await press(page, 'Home', 'Control');
    await page.click('h1', { count: 3 });
    await page.click(field, { button: 'middle' });
    return page;
  }

  test('what is clean arrives', async () => {
    const page = await middleClick('block', CLEAN);
    await page.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value !== '');
    expect((await sentBy(page)).trim()).toBe(CLEAN.trim());
    await page.close();
  });

  test('a page that does not take it from us: the user is told', async () => {
    const page = await middleClick('block', CLEAN, '#wary');
    await stopped(page);
    expect(await textOf(page, '#wary')).toBe('');
    await page.close();
  });

  test('PHI is stopped', async () => {
    const page = await middleClick('block', LINE);
    await stopped(page);
    expect(await textOf(page, '#plain')).toBe('');
    expect(await sentBy(page)).toBe('');
    guarded.server.assertNeverArrived(PHI_VALUES);
    await page.close();
  });

  test('the redacted copy arrives', async () => {
    const page = await middleClick('redact', LINE);
    await answer(await guarded.askWindow(), 'redacted');
    await page.waitForFunction(() =>
      (document.querySelector('#plain') as HTMLTextAreaElement).value.includes('metformin'),
    );
    expect(await sentBy(page)).toContain('metformin');
    guarded.server.assertNeverArrived(PHI_VALUES);
    await page.close();
  });
});

test.each<[string, () => Promise<void>]>([
  [
    'a picture',
    () =>
      copyPicture(guarded.chromium.browser, guarded.server.origin('free.localhost'), {
        'text/plain': PHI.text,
        'text/html': `<p>${LINE}</p>`,
      }),
  ],
  [
    'rich text',
    () =>
      copy({
        'text/plain': PHI.text,
        'text/html': `<p>${LINE}</p>`,
        'application/rtf': `{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 ${PHI.text.replaceAll('\n', '\\par\n')}}`,
      }),
  ],
])('%s beside the text: the redacted text arrives, and nothing of the rest that names the patient', async (_, put) => {
  await put();
  const page = await guarded.open('redact', 'paste');
  await page.focus('#rich');
  await press(page, 'KeyV', 'Control');
  await answer(await guarded.askWindow(), 'redacted');
  await page.waitForFunction(() => document.querySelector('#rich')?.textContent?.includes('metformin'));
  const seen = await seenBy(page);
  expect(seen).not.toContain('image.png');
  for (const value of PHI_VALUES) expect(seen).not.toContain(value);
  expect(await sentBy(page)).toContain('metformin');
  guarded.server.assertNeverArrived(PHI_VALUES);
  expect(guarded.server.submissions('/picture')).toEqual([]);
  await page.close();
});

describe('a picture is an item with its gap', () => {
  const REASON = { reason: 'Referral agreed by telephone', purpose: 'TREAT' };
  beforeAll(() => copyPicture(guarded.chromium.browser, guarded.server.origin('free.localhost')));

  async function pasted(action: 'free' | 'warn'): Promise<{ readonly page: Page; readonly picture: Buffer }> {
    const page = await guarded.open(action, 'paste');
    guarded.server.clear();
    await page.focus('#rich');
    await press(page, 'KeyV', 'Control');
    if (action === 'warn') {
      const window = await guarded.askWindow();
      await window.waitForSelector('[data-choice="stop"]');
      expect(await window.evaluate(() => document.body.innerText)).toContain(
        'It is a picture or holds pictures; text in pictures is not read.',
      );
      expect(guarded.server.submissions()).toEqual([]);
      await answer(window, 'original', REASON);
    }
    const { body } = await guarded.server.waitFor(({ path }) => path === '/picture');
    await page.waitForSelector('#rich img');
    return { page, picture: body };
  }

  test('released, it arrives byte for byte, as an event and in the text', async () => {
    const without = await pasted('free');
    const withGuard = await pasted('warn');
    expect(withGuard.picture.subarray(1, 4).toString()).toBe('PNG');
    expect(withGuard.picture.equals(without.picture)).toBe(true);
    const markup = (page: Page) => page.$eval('#rich', (element) => element.innerHTML);
    expect(await markup(withGuard.page)).toBe(await markup(without.page));
    await Promise.all([without.page.close(), withGuard.page.close()]);
  });

  test('an editor takes it as it takes any picture', async () => {
    const markups: string[] = [];
    for (const action of ['free', 'warn'] as const) {
      const editor = await openEditor(guarded, action, 'quill');
      const before = await editor.state();
      await editor.paste();
      if (action === 'warn') await answer(await guarded.askWindow(), 'original', REASON);
      markups.push((await editor.changed(before)).markup);
      await editor.page.close();
    }
    expect(markups[0]).toContain('data:image/png;base64,');
    expect(markups[1]).toBe(markups[0]);
  });

  test('stopped, it arrives nowhere', async () => {
    const page = await guarded.open('warn', 'paste');
    guarded.server.clear();
    await page.focus('#rich');
    await press(page, 'KeyV', 'Control');
    await answer(await guarded.askWindow(), 'stop');
    await guarded.server.quiet();
    expect(guarded.server.submissions()).toEqual([]);
    expect(await page.$('#rich img')).toBeNull();
    await page.close();
  });
});
