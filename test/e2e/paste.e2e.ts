import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy, textOf } from '../support/page-state.ts';
import { CLEAN, PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const copy = (flavours: Readonly<Record<string, string>>) =>
  writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), flavours);

async function sentBy(page: Awaited<ReturnType<Guarded['open']>>): Promise<string> {
  guarded.server.clear();
  await page.click('#send');
  return (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');
}

test('what is clean arrives unchanged, in a field, in an editor that reads the clipboard itself, and in one that trusts the user alone', async () => {
  await copy({ 'text/plain': CLEAN });
  for (const selector of ['#plain', '#editor', '#wary']) {
    const page = await guarded.open('block', 'paste');
    await pasteInto(page, selector);
    await page.waitForFunction(
      (wanted, where) =>
        document.querySelector(where)?.textContent === wanted ||
        (document.querySelector(where) as HTMLTextAreaElement).value === wanted,
      {},
      CLEAN,
      selector,
    );
    if (selector === '#plain') expect(await sentBy(page)).toBe(CLEAN);
    await page.close();
  }
});

test("where no rule can act the paste is the browser's own", async () => {
  await copy({ 'text/plain': PHI.text });
  const page = await guarded.open('free', 'paste');
  await pasteInto(page, '#plain');
  expect(await textOf(page, '#plain')).toBe(PHI.text);
  expect(await seenBy(page)).toContain(PHI.mrn);
  await page.close();
});

test('a blocked paste reaches neither the page nor the server, and is on record once', async () => {
  const before = (await guarded.incidents()).length;
  await copy({ 'text/plain': PHI.text });
  const page = await guarded.open('block', 'paste');
  for (const selector of ['#plain', '#editor']) await pasteInto(page, selector);
  const incidents = await guarded.incidentsAfter(before + 2);
  expect(incidents.slice(before).map(({ action_id, disposition_id }) => [action_id, disposition_id])).toEqual([
    [2, 2],
    [2, 2],
  ]);
  expect(await textOf(page, '#plain')).toBe('');
  expect(await sentBy(page)).not.toContain(PHI.mrn);
  const seen = await seenBy(page);
  for (const value of PHI_VALUES) expect(seen).not.toContain(value);
  guarded.server.assertNeverArrived(PHI_VALUES);
  await page.close();
});

test("the redacted copy arrives after a click in the extension's window, and nothing else does", async () => {
  const before = (await guarded.incidents()).length;
  await copy({ 'text/plain': `Before\n${PHI.text}After` });
  const page = await guarded.open('redact', 'paste');
  await pasteInto(page, '#plain');
  await answer(await guarded.askWindow(), 'redacted');
  await page.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value.includes('After'));
  const sent = await sentBy(page);
  expect(sent).toMatch(/^Before\n/);
  for (const value of PHI_VALUES) expect(sent).not.toContain(value);
  const seen = await seenBy(page);
  for (const value of PHI_VALUES) expect(seen).not.toContain(value);
  const incidents = await guarded.incidentsAfter(before + 1);
  expect(incidents.at(-1)).toMatchObject({ action_id: 4, disposition_id: 11 });
  await page.close();
});

test('a justified paste needs a reason and a purpose', async () => {
  const before = (await guarded.incidents()).length;
  await copy({ 'text/plain': PHI.text });
  const page = await guarded.open('justify', 'paste');
  await pasteInto(page, '#plain');
  const window = await guarded.askWindow();
  await window.waitForSelector('[data-choice="original"]');
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await window.click('[data-choice="original"]').catch(() => undefined);
  expect(await textOf(page, '#plain')).toBe('');
  await answer(window, 'original', { reason: 'Referral agreed by telephone', purpose: 'TREAT' });
  await page.waitForFunction(
    (wanted) => (document.querySelector('#plain') as HTMLTextAreaElement).value === wanted,
    {},
    PHI.text,
  );
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({ action_id: 1, disposition_id: 8 });
  await page.close();
});

test('a clean paste longer than a message may hold arrives whole', async () => {
  const long = 'The rota for Thursday is out, and the ward meeting is at noon.\n'.repeat(75_000);
  expect(long.length).toBeGreaterThan(4 * 1024 * 1024);
  await copy({ 'text/plain': long });
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#editor');
  await page.waitForFunction(
    (length) => document.querySelector('#editor')?.textContent?.length === length,
    { timeout: 30_000 },
    long.length,
  );
  await page.close();
});
