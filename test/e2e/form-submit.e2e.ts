import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { byScript, closeOthers, openWay, press } from '../support/form-ways.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { isolatedWorldOf } from '../support/isolated-world.ts';
import { seenBy } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterEach(() => closeOthers(guarded));
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

test('the window shows a row for each field, and a redacted form keeps each value in its own', async () => {
  const before = (await guarded.incidents()).length;
  const page = await openWay(guarded, 'redact', 'labels');
  await fill(page, { a: `MRN: ${PHI.mrn}`, b: 'second "quoted"\\', c: 'type 2 diabetes mellitus' });
  await press(page, 'go');
  const window = await guarded.askWindow();
  await window.waitForSelector('table.fields');
  const rows = await window.$$eval('table.fields tbody tr', (all) =>
    all.map((row) => [...row.children].map(({ textContent }) => textContent)),
  );
  expect(rows[0]).toEqual(['Patient Johanna Castellano', `MRN: ${PHI.mrn}`, 'MRN: [MEDICAL_RECORD_NUMBER]']);
  expect(rows[1]).toEqual(['Patient Marisol Quennell', 'second "quoted"\\', 'second "quoted"\\']);
  expect(await window.$$eval('pre', (all) => all.length)).toBe(0);
  await answer(window, 'redacted');
  expect(Object.fromEntries(await collected())).toEqual({
    a: 'MRN: [MEDICAL_RECORD_NUMBER]',
    b: 'second "quoted"\\',
    c: 'type 2 diabetes mellitus',
    d: '[MEDICAL_RECORD_NUMBER]',
    act: 'one',
  });
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toHaveLength(1);
});

test.each(['plain', 'blank', 'closed'])('form.submit() of a %s form arrives redacted', async (way) => {
  const before = (await guarded.incidents()).length;
  const page = await openWay(guarded, 'redact', way);
  await page.evaluate((note) => {
    const { field } = globalThis as unknown as { field(name: string): HTMLTextAreaElement };
    field('note').value = note;
  }, PATIENT.note);
  await byScript(page, 'submit');
  await answer(await guarded.askWindow(), 'redacted');
  expect((await collected()).get('note')).toContain('SSN [US_SOCIAL_SECURITY_NUMBER]');
  guarded.server.assertNeverArrived(PHI_VALUES);
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ action_id: 4 }]);
});

test('a file part arrives redacted under its name, beside the fields', async () => {
  const page = await openWay(guarded, 'redact', 'parts');
  await fill(page, { name: 'Ward 4' });
  await page.$eval(
    '#file',
    (input, text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'referral.txt', { type: 'text/plain' }));
      (input as HTMLInputElement).files = transfer.files;
    },
    PHI.text,
  );
  await press(page, 'go');
  await answer(await guarded.askWindow(), 'redacted');
  const { body } = await guarded.server.waitFor(({ path }) => path === '/collect');
  expect(body.toString('utf8')).toMatch(/filename="referral.txt"[\s\S]*\[MEDICAL_RECORD_NUMBER\][\s\S]*metformin/);
  expect(body.toString('utf8')).toContain('Ward 4');
  guarded.server.assertNeverArrived(PHI_VALUES);
});

test.each(['nameless', 'clicked', 'rich'])(
  'a handler that reads a field of a %s form reads what may leave',
  async (way) => {
    const page = await openWay(guarded, 'redact', way);
    await page.type('#nameless', PHI.text);
    await press(page, 'go');
    await answer(await guarded.askWindow(), 'redacted');
    const { body } = await guarded.server.waitFor(({ path }) => path === '/collect');
    expect(body.toString('utf8')).toContain('[MEDICAL_RECORD_NUMBER]');
    guarded.server.assertNeverArrived(PHI_VALUES);
  },
);

test('where a control cannot be given its redacted value nothing leaves, and the user is told', async () => {
  const before = (await guarded.incidents()).length;
  const page = await openWay(guarded, 'redact', 'element');
  await page.$eval(
    'held-value',
    (element, text) => (element as unknown as { hold(value: string): void }).hold(text),
    PHI.text,
  );
  await press(page, 'go');
  await answer(await guarded.askWindow(), 'redacted');
  await page.waitForSelector('[popover=manual]');
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ disposition_id: 2 }]);
  await guarded.server.quiet();
  expect(guarded.server.submissions()).toEqual([]);
});

test.each([
  ['a link to a place on the page', (page: Page) => page.click('#top')],
  ['another address of the same page', (page: Page) => page.evaluate(() => history.pushState(null, '', '?page=2'))],
])('a draft that the page keeps, and %s, submit nothing', async (_, go) => {
  const page = await openWay(guarded, 'block', 'draft');
  await page.type('[name=note]', `MRN: ${PHI.mrn}`);
  const before = (await guarded.incidents()).length;
  await go(page);
  await guarded.server.quiet(400);
  expect(guarded.server.submissions()).toEqual([]);
  expect(await page.title()).toBe('Ways of a form');
  expect(page.url()).toMatch(/#top$|\?page=2$/);
  expect(await guarded.incidents()).toHaveLength(before);
});

test('a guard that fails stops the form, says so, and is on record', async () => {
  const before = (await guarded.incidents()).length;
  const page = await openWay(guarded, 'block', 'plain');
  await fill(page, { note: 'Nothing in it is anybody’s.' });
  const world = await isolatedWorldOf(page, guarded.chromium.extensionId);
  await world.evaluate('globalThis.FormData = class { constructor() { throw new Error("broken on purpose"); } }');
  await press(page, 'go');
  await page.waitForSelector('[popover=manual]');
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  await guarded.server.quiet();
  expect(guarded.server.submissions()).toEqual([]);
});

test('a form that the page takes away while it is asked about is not sent, and the user is told', async () => {
  const before = (await guarded.incidents()).length;
  const page = await openWay(guarded, 'warn', 'plain');
  await fill(page, { note: PHI.text });
  await byScript(page, 'requestSubmit');
  const window = await guarded.askWindow();
  await page.$eval('#form', (form) => form.remove());
  await answer(window, 'original');
  await page.waitForSelector('[popover=manual]');
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ disposition_id: 2 }]);
  expect(guarded.server.submissions()).toEqual([]);
});
