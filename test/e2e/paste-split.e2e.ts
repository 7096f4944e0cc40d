import { afterAll, beforeAll, expect, test } from 'vitest';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy, textOf } from '../support/page-state.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const copy = (text: string) =>
  writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': text });

test('a record number in three pastes is blocked at the one that completes it', async () => {
  const page = await guarded.open('block', 'paste');
  const before = (await guarded.incidents()).length;
  let kept = '';
  for (const part of ['Notes of the ward. MR', 'N: 4']) {
    await copy(part);
    await pasteInto(page, '#plain');
    kept += part;
    await page.waitForFunction(
      (wanted) => (document.querySelector('#plain') as HTMLTextAreaElement).value.length >= wanted,
      {},
      kept.length,
    );
  }
  await copy('8201937');
  await pasteInto(page, '#plain');
  const incidents = await guarded.incidentsAfter(before + 1);
  expect(incidents.at(-1)).toMatchObject({ action_id: 2, disposition_id: 2 });
  expect(await textOf(page, '#plain')).not.toContain('8201937');
  expect(await seenBy(page)).not.toContain('8201937');
  await page.close();
});

test('the same number alone, and in a tab that had no part of it, is anybody’s', async () => {
  const page = await guarded.open('block', 'paste');
  await copy('8201937');
  await pasteInto(page, '#plain');
  await page.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value === '8201937');
  await page.close();
});
