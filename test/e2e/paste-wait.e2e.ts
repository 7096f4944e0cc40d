/** What happens while a paste waits for its decision, and where a page does not take what it is handed. */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answer } from '../support/ask.ts';
import { copyAsPage, pasteInto } from '../support/clipboard.ts';
import { openEditor } from '../support/editor-page.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { matrixPolicy } from '../support/matrix-policy.ts';
import { seenBy, textOf } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

const LINE = PHI.text.trim().replaceAll('\n', ' ');

/** Health context alone is redacted as well: the redacted note, which keeps it, would be stopped again. */
function strictPolicy(): object {
  const policy = matrixPolicy() as { rules: { id: string; when: object }[] };
  const content = { or: [{ phi: true }, { infoType: ['CONDITION'], minCount: 1 }] };
  const rules = policy.rules.map((rule) =>
    rule.id === 'redact-identifiers' ? { ...rule, when: { ...rule.when, content } } : rule,
  );
  return { ...policy, rules };
}

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded(strictPolicy());
});
afterAll(() => guarded?.close());

const copy = (flavours: Readonly<Record<string, string>>) =>
  copyAsPage(guarded.chromium.browser, guarded.server.origin('free.localhost'), flavours);

async function pasteHere(page: Page): Promise<void> {
  await page.bringToFront();
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyV');
  await page.keyboard.up('Control');
}

async function sentBy(page: Page): Promise<string> {
  guarded.server.clear();
  await page.evaluate(() => document.getElementById('send')?.click());
  return (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');
}

/** The user goes elsewhere on the page meanwhile, and writes there. */
async function wander(page: Page, elsewhere: string): Promise<void> {
  await page.bringToFront();
  await page.click(elsewhere);
  await page.keyboard.type('meanwhile');
}

describe('focus and selection are kept over the wait', () => {
  beforeAll(() => copy({ 'text/plain': LINE, 'text/html': `<i>${LINE}</i>` }));

  test.each([['Home', 'ArrowRight'] as const, ['End', 'ArrowLeft'] as const])(
    'in a field: what was selected from %s is replaced, and the caret stands behind it',
    async (from, step) => {
      const page = await guarded.open('warn', 'paste');
      await page.type('#plain', 'abcabc');
      await page.keyboard.press(from);
      await page.keyboard.down('Shift');
      for (const _ of 'abc') await page.keyboard.press(step);
      await page.keyboard.up('Shift');
      await pasteHere(page);
      const window = await guarded.askWindow();
      await wander(page, '#line');
      await window.bringToFront();
      await answer(window, 'original');
      const wanted = from === 'Home' ? `${LINE}abc` : `abc${LINE}`;
      await page.waitForFunction(
        (text) => (document.querySelector('#plain') as HTMLTextAreaElement).value === text,
        {},
        wanted,
      );
      await page.keyboard.type('X');
      expect(await textOf(page, '#plain')).toBe(from === 'Home' ? `${LINE}Xabc` : `abc${LINE}X`);
      expect(await textOf(page, '#line')).toBe('meanwhile');
      await page.close();
    },
  );

  test('in editable markup, selected backwards', async () => {
    const page = await guarded.open('redact', 'paste');
    await page.$eval('#rich', (element) => {
      element.innerHTML = '<p>one <b>two</b> three</p>';
      const [, bold] = element.firstElementChild?.childNodes ?? [];
      (element as HTMLElement).focus();
      if (bold) getSelection()?.setBaseAndExtent(bold, 1, bold, 0);
    });
    await pasteHere(page);
    const window = await guarded.askWindow();
    await wander(page, '#plain');
    await window.bringToFront();
    await answer(window, 'redacted');
    await page.waitForFunction(() => document.querySelector('#rich')?.textContent?.includes('metformin'));
    await page.keyboard.type('X');
    const text = (await page.$eval('#rich', (element) => element.textContent ?? '')).replaceAll('\u00a0', ' ');
    expect(text).toMatch(/^one Patient: .*metformin\..*X three$/);
    expect(await textOf(page, '#plain')).toBe('meanwhile');
    await sentBy(page);
    guarded.server.assertNeverArrived(PHI_VALUES);
    await page.close();
  });

  test.each(['prosemirror', 'lexical', 'codemirror', 'slate'])(
    'in %s, where the caret was moved meanwhile',
    async (name) => {
      const editor = await openEditor(guarded, 'redact', name);
      const before = await editor.state();
      await editor.paste();
      const window = await guarded.askWindow();
      await editor.page.bringToFront();
      await editor.page.keyboard.press('End');
      await new Promise((resolve) => setTimeout(resolve, 200));
      await window.bringToFront();
      await answer(window, 'redacted');
      const { text } = await editor.changed(before);
      expect(text.startsWith('one Patient: ')).toBe(true);
      expect(text.trim().endsWith(' three')).toBe(true);
      await editor.page.close();
    },
  );

  test('a stopped paste leaves the selection as it was', async () => {
    const page = await guarded.open('warn', 'paste');
    await page.type('#plain', 'abc');
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.up('Shift');
    await pasteHere(page);
    const window = await guarded.askWindow();
    await wander(page, '#line');
    await window.bringToFront();
    await answer(window, 'stop');
    await page.waitForFunction(() => document.activeElement?.id === 'plain');
    await page.keyboard.type('X');
    expect(await textOf(page, '#plain')).toBe('abX');
    await page.close();
  });
});

test.each(['#plain', '#rich'])('into %s, pastes that wait for the same place keep their order', async (field) => {
  const page = await guarded.open('warn', 'paste');
  await page.focus(field);
  await page.keyboard.type('start ');
  const windows: Page[] = [];
  for (const which of ['first', 'second']) {
    await copy({ 'text/plain': `${which}: ${LINE} ` });
    await pasteHere(page);
    const known = windows.map((window) => window.url());
    const target = await guarded.chromium.browser.waitForTarget(
      (one) => one.url().includes('/ask.html') && !known.includes(one.url()),
    );
    windows.push(await target.asPage());
  }
  for (const window of windows) {
    await window.bringToFront();
    await answer(window, 'original');
  }
  const text = async () => (await textOf(page, field)).replaceAll('\u00a0', ' ');
  await vi.waitFor(async () => expect(await text()).toBe(`start first: ${LINE} second: ${LINE} `));
  await page.bringToFront();
  await page.keyboard.type('X');
  expect(await text()).toBe(`start first: ${LINE} second: ${LINE} X`);
  await page.close();
});

describe('who goes on working while a long text is looked at is not disturbed', () => {
  const LONG = 'The rota for Thursday is out, and the ward meeting is at noon.\n'.repeat(15_000);
  beforeAll(() => copy({ 'text/plain': LONG }));

  const arrived = (page: Page, wanted: string) =>
    page.waitForFunction(
      (text) => (document.querySelector('#plain') as HTMLTextAreaElement).value === text,
      {},
      wanted,
    );

  test('on the next field', async () => {
    const page = await guarded.open('block', 'paste');
    await page.focus('#plain');
    await pasteHere(page);
    await page.keyboard.press('Tab');
    await page.keyboard.type('next');
    await arrived(page, LONG);
    await page.keyboard.type(' one');
    expect(await textOf(page, '#line')).toBe('next one');
    await page.close();
  });

  test('on the same field', async () => {
    const page = await guarded.open('block', 'paste');
    await page.type('#plain', 'old');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Home');
    await page.keyboard.up('Shift');
    await pasteHere(page);
    await page.keyboard.type('more');
    await arrived(page, `${LONG}more`);
    await page.keyboard.type(' yet');
    await arrived(page, `${LONG}more yet`);
    await page.close();
  });
});

test('what is copied during the wait does not slip through in place of what was decided', async () => {
  await copy({ 'text/plain': LINE });
  const page = await guarded.open('warn', 'paste');
  await page.focus('#plain');
  await pasteHere(page);
  const window = await guarded.askWindow();
  await copy({ 'text/plain': 'Quite another text, MRN: 77120945' });
  await window.bringToFront();
  await answer(window, 'original');
  await page.waitForFunction(
    (text) => (document.querySelector('#plain') as HTMLTextAreaElement).value === text,
    {},
    LINE,
  );
  expect(await seenBy(page)).not.toContain('77120945');
  expect(await sentBy(page)).toBe(LINE);
  expect(guarded.server.carrying('77120945')).toEqual([]);
  await page.close();
});

test('a page cannot paste for itself, not even while it is being pasted into', async () => {
  await copy({ 'text/plain': 'The rota is out.' });
  const page = await guarded.open('block', 'paste');
  await page.evaluate(() => {
    const place = globalThis as unknown as { pasted: boolean[] };
    place.pasted = [document.execCommand('paste')];
    document.addEventListener('paste', () => place.pasted.push(document.execCommand('paste')));
  });
  await pasteInto(page, '#plain');
  await page.waitForFunction(
    () => (document.querySelector('#plain') as HTMLTextAreaElement).value === 'The rota is out.',
  );
  expect(await page.evaluate(() => (globalThis as unknown as { pasted: boolean[] }).pasted)).toEqual([false, false]);
  await page.close();
});

describe('a page that does not take the redacted copy', () => {
  beforeAll(() => copy({ 'text/plain': PHI.text, 'text/html': `<p>${LINE}</p>` }));

  /** The paste is decided on; the page lets it fall; the window that offers the text is open. */
  async function refused(page: Page, selector: string): Promise<Page> {
    await page.focus(selector);
    await pasteHere(page);
    await answer(await guarded.askWindow(), 'redacted');
    const window = await guarded.askWindow();
    await window.waitForSelector('[data-choice="copy"]:not(:disabled)');
    return window;
  }

  test('lets the user copy it; pasted by hand, exactly this text passes', async () => {
    await copy({ 'text/plain': PHI.text, 'text/html': `<p>${LINE}</p>` });
    const before = (await guarded.incidents()).length;
    const page = await guarded.open('redact', 'paste');
    const window = await refused(page, '#wary');
    expect(await textOf(page, '#wary')).toBe('');
    const offered = await window.$eval('pre', (element) => element.textContent ?? '');
    expect(offered).toContain('metformin');
    for (const value of PHI_VALUES) expect(offered).not.toContain(value);
    expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({ action_id: 2, disposition_id: 2 });
    await window.bringToFront();
    const closed = new Promise((resolve) => window.once('close', resolve));
    await window.click('[data-choice="copy"]').catch(() => undefined);
    await closed;
    await page.focus('#wary');
    await pasteHere(page);
    await page.waitForFunction(() => document.querySelector('#wary')?.textContent?.includes('metformin'));
    expect(await sentBy(page)).toContain('metformin');
    guarded.server.assertNeverArrived(PHI_VALUES);
    expect((await guarded.incidentsAfter(before + 2)).at(-1)).toMatchObject({ action_id: 4, disposition_id: 11 });
    await copy({ 'text/plain': `${offered} and more` });
    await pasteHere(page);
    await answer(await guarded.askWindow(), 'stop');
    expect(await textOf(page, '#wary')).not.toContain('and more');
    await page.close();
  });

  test('copies nothing for a click that the page makes up, and nothing where the window is closed', async () => {
    await copy({ 'text/plain': PHI.text });
    const page = await guarded.open('redact', 'paste');
    const window = await refused(page, '#wary');
    await window.$eval('[data-choice="copy"]', (button) => (button as HTMLElement).click());
    expect(window.isClosed()).toBe(false);
    await window.bringToFront();
    await window.click('[data-choice="close"]').catch(() => undefined);
    await page.focus('#plain');
    await pasteHere(page);
    // The clipboard still holds the original, and it is asked about again.
    await answer(await guarded.askWindow(), 'stop');
    expect(await textOf(page, '#plain')).toBe('');
    await page.close();
  });

  test('is also one whose field is gone by then: nothing is pasted elsewhere', async () => {
    await copy({ 'text/plain': PHI.text });
    const page = await guarded.open('redact', 'paste');
    await page.focus('#line');
    await pasteHere(page);
    const window = await guarded.askWindow();
    await page.evaluate(() => {
      document.getElementById('line')?.remove();
      document.getElementById('plain')?.focus();
    });
    await answer(window, 'redacted');
    const offer = await guarded.askWindow();
    await offer.waitForSelector('[data-choice="copy"]');
    expect(await textOf(page, '#plain')).toBe('');
    expect(await seenBy(page)).not.toContain('metformin');
    await offer.close();
    await page.close();
  });
});
