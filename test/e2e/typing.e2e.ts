/** Typing: one quiet notice, one record, and nothing changed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { textOf } from '../support/page-state.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const TYPED = 'MRN: 48201937 asthma';
const notices = (page: Awaited<ReturnType<Guarded['open']>>) => page.$$eval('[popover=manual]', (all) => all.length);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each(['#note', '#rich'])('PHI typed into %s is told once and recorded once, and stays', async (selector) => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('typing', 'typing');
  await page.type(selector, TYPED);
  await page.waitForSelector('[popover=manual]');
  expect((await guarded.incidentsAfter(before + 1)).at(-1)).toMatchObject({
    action_id: 3,
    disposition_id: 19,
    unmapped: { channel: 'typing' },
  });
  await page.bringToFront();
  await page.type(selector, ', on salbutamol');
  await pause(2000);
  expect(await textOf(page, selector)).toBe(`${TYPED}, on salbutamol`);
  await page.close();
  // The second pause found one thing more, which is another fact; the same fact is not told twice.
  const after = (await guarded.incidents()).length;
  expect(after - before).toBeLessThanOrEqual(2);
});

test('the same is not told twice, and clean text and passwords are not told at all', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('typing', 'typing');
  await page.type('#note', 'Bring the printed agenda to room 4');
  await page.type('#secret', TYPED);
  await pause(2000);
  expect(await notices(page)).toBe(0);
  await page.focus('#note');
  await page.keyboard.type(` ${TYPED}`);
  await page.waitForSelector('[popover=manual]');
  await page.keyboard.type(' and more words');
  await pause(2000);
  await page.keyboard.type(' and yet more');
  await pause(2000);
  expect((await guarded.incidents()).length).toBe(before + 1);
  await page.close();
});

test('where no rule speaks of typing nothing is looked at', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'typing');
  await page.type('#note', TYPED);
  await pause(1800);
  expect(await notices(page)).toBe(0);
  expect((await guarded.incidents()).length).toBe(before);
  await page.close();
});
