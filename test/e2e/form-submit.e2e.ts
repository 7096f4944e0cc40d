import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await page.$eval(`[name=${name}]`, (field, text) => void ((field as HTMLInputElement).value = text), value);
  }
}

const PATIENT = { name: PHI.name, mrn: PHI.mrn, note: `Assessment: type 2 diabetes mellitus. SSN ${PHI.ssn}` };
const CLEAN = { name: 'Ward 4', mrn: '', note: 'Café opens at noon & closes at 4 🩺' };

const collected = async () =>
  new URLSearchParams((await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8'));

test.each(['#send', '#direct'])('a clean form arrives with every field, by %s', async (button) => {
  const page = await guarded.open('block', 'form-submit');
  guarded.server.clear();
  await fill(page, CLEAN);
  await page.click(button);
  const form = await collected();
  expect(Object.fromEntries(form)).toEqual({
    ...CLEAN,
    token: 'page-token',
    ...(button === '#send' ? { action: 'send' } : {}),
  });
  await expect.poll(() => page.title()).toBe('Received');
  await page.close();
});

test.each(['#send', '#direct'])('a blocked form sends nothing, by %s, and is on record once', async (button) => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'form-submit');
  guarded.server.clear();
  await fill(page, PATIENT);
  await page.click(button);
  const incidents = await guarded.incidentsAfter(before + 1);
  expect(incidents.slice(before)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  await guarded.server.quiet();
  expect(await seenBy(page)).toBe('[]');
  expect(guarded.server.submissions()).toHaveLength(0);
  guarded.server.assertNeverArrived(PHI_VALUES);
  expect(page.url()).toContain('/form-submit/');
  await page.close();
});

test('the redacted form arrives with its other fields unchanged', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('redact', 'form-submit');
  guarded.server.clear();
  await fill(page, PATIENT);
  await page.click('#send');
  await answer(await guarded.askWindow(), 'redacted');
  const form = await collected();
  expect(form.get('token')).toBe('page-token');
  expect(form.get('action')).toBe('send');
  expect(form.get('note')).toContain('type 2 diabetes mellitus');
  guarded.server.assertNeverArrived(PHI_VALUES);
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([
    { action_id: 4, disposition_id: 11 },
  ]);
  await page.close();
});

test('a page that changes the fields after they were decided is held again', async () => {
  const page = await guarded.open('block', 'form-submit');
  guarded.server.clear();
  await fill(page, CLEAN);
  await page.evaluate((mrn) => {
    addEventListener('submit', () => {
      const note = document.querySelector<HTMLTextAreaElement>('[name=note]');
      if (note) note.value = `Assessment: type 2 diabetes mellitus. MRN: ${mrn}`;
    });
  }, PHI.mrn);
  const before = (await guarded.incidents()).length;
  await page.click('#send');
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({ action_id: 2, disposition_id: 2 });
  await guarded.server.quiet();
  guarded.server.assertNeverArrived([PHI.mrn]);
  await page.close();
});
