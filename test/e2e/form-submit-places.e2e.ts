/** Where a form goes decides, not where it stands; and an address may change without a new document. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { textOf } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

/** One origin that is sanctioned but for a part of it; and a place that is named for every scheme. */
const POLICY = {
  schema: 1,
  id: 'places',
  version: 1,
  purposes: [],
  destinations: [
    { id: 'house', urls: ['http://free.localhost:*/*'], trust: 'sanctioned' },
    { id: 'upload', urls: ['http://free.localhost:*/upload/*'], trust: 'unsanctioned' },
    { id: 'bad', urls: ['*://block.localhost/*'], trust: 'unsanctioned' },
  ],
  rules: [
    {
      id: 'named-places',
      name: 'Nothing to these places',
      mode: 'enforce',
      when: {
        channel: ['paste', 'form-submit'],
        destination: { group: ['upload', 'bad'] },
        content: { phi: true },
      },
      then: { action: 'block', severity: 'high' },
    },
  ],
};

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded(POLICY);
});
afterAll(() => guarded?.close());

const formTo = async (action: string, note: string) => {
  const page = await guarded.open('free', 'form-submit');
  guarded.server.clear();
  await page.$eval('#form', (form, to) => form.setAttribute('action', to), action);
  await page.$eval('[name=note]', (field, text) => void ((field as HTMLTextAreaElement).value = text), note);
  await page.click('#send');
  return page;
};

test('a form of a sanctioned page to a ruled path of the same origin is held', async () => {
  const before = (await guarded.incidents()).length;
  const page = await formTo('/upload/collect', PHI.text);
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  await guarded.server.quiet();
  guarded.server.assertNeverArrived(PHI_VALUES);
  await page.close();
});

test('a form to a place that is named for every scheme is held', async () => {
  const before = (await guarded.incidents()).length;
  const page = await formTo(`${guarded.server.origin('block.localhost')}/collect`, PHI.text);
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  await guarded.server.quiet();
  guarded.server.assertNeverArrived(PHI_VALUES);
  await page.close();
});

test('a form to a path of the same origin that no rule names arrives, with no record', async () => {
  const before = (await guarded.incidents()).length;
  const page = await formTo('/collect', PHI.text);
  const { body } = await guarded.server.waitFor(({ path }) => path === '/collect');
  expect(new URLSearchParams(body.toString('utf8')).get('note')?.replaceAll('\r\n', '\n')).toBe(PHI.text);
  expect(await guarded.incidents()).toHaveLength(before);
  await page.close();
});

test('a page that goes to a ruled path without a new document is guarded there, and free again elsewhere', async () => {
  const before = (await guarded.incidents()).length;
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
  const page = await guarded.open('free', 'paste');
  await page.evaluate(() => history.pushState(null, '', '/upload/chat/1'));
  await pasteInto(page, '#plain');
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([
    { action_id: 2, disposition_id: 2, unmapped: { channel: 'paste' } },
  ]);
  expect(await textOf(page, '#plain')).toBe('');
  await page.bringToFront();
  await page.evaluate(() => history.pushState(null, '', '/paste/2'));
  await pasteInto(page, '#plain');
  await expect.poll(() => textOf(page, '#plain')).toBe(PHI.text);
  expect(await guarded.incidents()).toHaveLength(before + 1);
  await page.close();
});
