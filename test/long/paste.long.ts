/** Pastes, two hundred times over: into every editor in turn, and into pages that have only just come. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { copyAsPage, pasteInto } from '../support/clipboard.ts';
import { EDITORS, openEditor } from '../support/editor-page.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { hostOf } from '../support/matrix-policy.ts';
import { seenBy, textOf } from '../support/page-state.ts';
import { CLEAN, PHI, PHI_VALUES } from '../support/synthetic.ts';
import { figuresOf } from './figures.ts';

const ROUNDS = 200;

const figures = figuresOf('paste', 'Pastes in a real browser, with a server that keeps what arrived.');

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const copy = (text: string) =>
  copyAsPage(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': text });

const nameOf = (round: number): string => EDITORS[round % EDITORS.length] ?? EDITORS[0];

test(`${ROUNDS} clean pastes leave the same in each editor every time`, async () => {
  await copy(CLEAN);
  const results = new Map<string, Set<string>>();
  for (let round = 0; round < ROUNDS; round++) {
    const name = nameOf(round);
    const editor = await openEditor(guarded, 'block', name);
    const before = await editor.state();
    await editor.paste();
    const { markup } = await editor.changed(before);
    results.set(name, (results.get(name) ?? new Set()).add(markup));
    await editor.page.close();
  }
  for (const [name, markups] of results) expect([name, markups.size]).toEqual([name, 1]);
  figures.note('clean pastes, editors, results that differed', `${ROUNDS}, ${results.size}, 0`);
});

test(`${ROUNDS} pastes of patient data: none arrives, whether stopped or redacted`, async () => {
  await copy(PHI.text);
  let redacted = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const action = round % 4 === 0 ? 'redact' : 'block';
    const editor = await openEditor(guarded, action, nameOf(round));
    const before = await editor.state();
    await editor.paste();
    if (action === 'redact') {
      await answer(await guarded.askWindow(), 'redacted');
      expect((await editor.changed(before)).text).toContain('metformin');
      redacted += 1;
    } else {
      await editor.page.waitForSelector('html > [popover]');
      expect(await editor.state()).toEqual(before);
    }
    await editor.send();
    guarded.server.assertNeverArrived(PHI_VALUES);
    await editor.page.close();
  }
  figures.note('pastes of patient data, redacted, stopped, arrived', `${ROUNDS}, ${redacted}, ${ROUNDS - redacted}, 0`);
});

test(`${ROUNDS} pastes into pages that have only just come: none slips through`, async () => {
  await copy(PHI.text);
  const page = await guarded.chromium.browser.newPage();
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(`${guarded.server.origin(hostOf('block'))}/paste/?${round}`, { waitUntil: 'domcontentloaded' });
    await pasteInto(page, '#plain');
    await page.waitForSelector('html > [popover]');
    expect(await textOf(page, '#plain')).toBe('');
    const seen = await seenBy(page);
    for (const value of PHI_VALUES) expect(seen).not.toContain(value);
  }
  await guarded.server.quiet();
  guarded.server.assertNeverArrived(PHI_VALUES);
  await page.close();
  figures.note('pastes into pages that have only just come, seen by the page', `${ROUNDS}, 0`);
});
