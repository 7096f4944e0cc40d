/** Every way in which a form leaves a page: what is blocked does not arrive, what is clean arrives byte for byte. */
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { byScript, closeOthers, fill, openWay, press, sentTo } from '../support/form-ways.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import type { MatrixAction } from '../support/matrix-policy.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterEach(() => closeOthers(guarded));
afterAll(() => guarded?.close());

const NOTE = PHI.text;
const CLEAN = 'Café rota &\tnoon\nroom 4 🩺  ';

interface Way {
  readonly name: string;
  readonly page: string;
  /** Puts the text where this form has one. */
  readonly write?: (page: Page, text: string) => Promise<unknown>;
  readonly send: (page: Page) => Promise<unknown>;
  /** The page counts what happens to its form, and so acts otherwise where it is looked at. */
  readonly counts?: true;
}

const writeLate = async (page: Page, text: string) => {
  await fill(page, { name: 'Ward 4' });
  await page.evaluate((late) => Object.assign(globalThis, { late }), text);
};
const writeNameless = (page: Page, text: string) =>
  page.$eval(
    '#nameless',
    (field, value) => {
      if (field instanceof HTMLTextAreaElement) field.value = value;
      else field.textContent = value;
    },
    text,
  );
const writeFile = async (page: Page, text: string) => {
  await fill(page, { name: 'Ward 4' });
  await page.$eval(
    '#file',
    (input, content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'Übersicht 4.txt', { type: 'text/plain' }));
      (input as HTMLInputElement).files = transfer.files;
    },
    text,
  );
};
const go = (page: Page) => press(page, 'go');
const submit = (page: Page) => byScript(page, 'submit');

const WAYS: readonly Way[] = [
  { name: 'a press of its button', page: 'plain', send: go },
  {
    name: 'Enter',
    page: 'plain',
    send: async (page) => {
      await page.focus('[name=name]');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'requestSubmit', page: 'plain', send: (page) => byScript(page, 'requestSubmit') },
  { name: 'form.submit()', page: 'plain', send: submit },
  {
    name: 'form.submit() that is aimed elsewhere afterwards',
    page: 'plain',
    send: (page) => byScript(page, 'submit, then aim elsewhere'),
  },
  {
    name: 'form.submit() that is cleared afterwards',
    page: 'plain',
    send: (page) => byScript(page, 'submit, then clear'),
  },
  { name: 'formaction, formmethod and formenctype', page: 'aimed', send: (page) => press(page, 'aimed') },
  { name: 'GET, by its button', page: 'get', send: go },
  { name: 'GET, by form.submit()', page: 'get', send: submit },
  { name: 'text/plain', page: 'text', send: go },
  { name: 'a new window, by its button', page: 'blank', send: go },
  { name: 'a new window, by form.submit()', page: 'blank', send: submit },
  { name: 'a named frame, by its button', page: 'named', send: go },
  { name: 'a named frame, by form.submit()', page: 'named', send: submit },
  { name: 'a frame named by the base', page: 'base', send: submit },
  { name: 'a part that is a file', page: 'parts', write: writeFile, send: go },
  { name: 'a dialog whose handler sends', page: 'dialog', send: go },
  { name: 'an open shadow tree, by its button', page: 'open', send: go },
  { name: 'a closed shadow tree, by its button', page: 'closed', send: go },
  { name: 'a closed shadow tree, by form.submit()', page: 'closed', send: submit },
  { name: 'a closed shadow tree to a new window, by its button', page: 'closed-blank', send: go },
  { name: 'a closed shadow tree to a new window, by form.submit()', page: 'closed-blank', send: submit },
  { name: 'an empty frame, by form.submit()', page: 'empty-frame', send: submit },
  { name: 'a handler in a closed shadow tree', page: 'closed-handler', send: go },
  { name: 'a listener that adds an entry', page: 'appends', write: writeLate, send: go },
  { name: 'a listener that adds an entry to form.submit()', page: 'appends', write: writeLate, send: submit },
  {
    name: 'a listener that adds an entry the second time',
    page: 'appends-later',
    write: writeLate,
    send: go,
    counts: true,
  },
  { name: 'a listener that adds an entry for a new window', page: 'appends-blank', write: writeLate, send: go },
  { name: 'a handler that writes a field for a new window', page: 'changes-blank', write: writeLate, send: go },
  { name: 'controls and pictures that bear the names of methods', page: 'clobbered', send: go },
  { name: 'a field without a name', page: 'nameless', write: writeNameless, send: go },
  { name: 'a button whose own handler sends', page: 'clicked', write: writeNameless, send: go },
  { name: 'an editor in the form', page: 'rich', write: writeNameless, send: go },
  { name: 'a button that is drawn anew', page: 'redrawn', send: go },
];

/** How many incidents there were when last looked at: what is clean leaves none for the next look to find. */
let onRecord = 0;

const play = async (host: MatrixAction | 'free', way: Way, text: string): Promise<Page> => {
  const page = await openWay(guarded, host, way.page);
  await (way.write ? way.write(page, text) : fill(page, { name: 'Ward 4', note: text }));
  await way.send(page);
  return page;
};

describe.each(WAYS.map((way) => [way.name, way] as const))('%s', (_, way) => {
  test('PHI stays, and is on record once', async () => {
    const before = onRecord;
    await play('block', way, NOTE);
    const incidents = await guarded.incidentsAfter(before + 1);
    onRecord = incidents.length;
    expect(incidents.slice(before)).toMatchObject([
      { action_id: 2, disposition_id: 2, unmapped: { channel: 'form-submit' } },
    ]);
    await guarded.server.quiet(150);
    guarded.server.assertNeverArrived(PHI_VALUES);
    expect(guarded.server.submissions()).toEqual([]);
  });

  if (way.counts) return;
  test('what is clean arrives as without us, and once', async () => {
    await play('free', way, CLEAN);
    const untouched = await sentTo(guarded);
    await play('block', way, CLEAN);
    expect(await sentTo(guarded)).toEqual(untouched);
    await guarded.server.quiet(150);
    expect(guarded.server.requests.filter(({ path }) => path === '/collect')).toHaveLength(1);
  });
});

test('nothing that was clean is on record', async () => {
  expect(await guarded.incidents()).toHaveLength(WAYS.length);
});
