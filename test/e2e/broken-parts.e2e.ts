/** Parts that end, or are late, with somebody's work in their hands: nothing leaves, and the next attempt works. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeOffscreen, type HeldEngine, holdEngine, stopServiceWorker } from '../support/broken-parts.ts';
import { CHANNEL_ACTS, type ChannelAct } from '../support/channel-acts.ts';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { noticeText } from '../support/notice-text.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

const ROTA = 'Rota for Thursday: noon, room 4\n';
const LATE = 'Checking took too long and was stopped.';
const NOT_RUNNING = 'The checker is not running. Try again';

let guarded: Guarded;
/** A browser whose engine is late from the start: the others need not wait for it. */
let slow: Guarded;
let slowPage: Page;
/** Resolves to true once its user was told; what is told stays for some seconds only. */
let slowTold: Promise<boolean>;

const actOf = (name: string): ChannelAct => {
  const act = CHANNEL_ACTS.find((one) => one.name === name);
  if (act === undefined) throw new Error(`No such act: ${name}.`);
  return act;
};

beforeAll(async () => {
  slow = await launchGuarded();
  const held = await holdEngine(slow.chromium);
  slowPage = await actOf('paste').act(slow, 'block', PHI.text);
  await held.reached;
  slowTold = told(slowPage, LATE, 60_000);
  // Where the test that looks at it is not run, its page closes under it.
  slowTold.catch(() => undefined);
  guarded = await launchGuarded();
});
afterAll(() => Promise.all([guarded?.close(), slow?.close()]));

const told = async (page: Page, words: string, within: number): Promise<boolean> => {
  const due = performance.now() + within;
  while (performance.now() < due) {
    if ((await noticeText(page)).includes(words)) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
};

interface Part {
  readonly part: string;
  end(held: HeldEngine): Promise<void>;
  readonly words: string;
}

const PARTS: readonly Part[] = [
  { part: 'engine', end: (held) => held.kill(), words: NOT_RUNNING },
  // Another is made, and looks at it from the start.
  { part: 'offscreen document', end: () => closeOffscreen(guarded.chromium), words: 'Patient data may not go here' },
  {
    part: 'service worker',
    async end(held) {
      await stopServiceWorker(guarded.chromium);
      await held.release();
    },
    words: 'Patient data may not go here',
  },
];

describe.each(PARTS)('$part', ({ end, words }) => {
  test.each(['paste', 'file picker', 'form submit'])('ends in the middle of: %s', async (name) => {
    const act = actOf(name);
    const before = (await guarded.incidents()).length;
    guarded.server.clear();
    const held = await holdEngine(guarded.chromium);
    const page = await act.act(guarded, 'block', PHI.text);
    await held.reached;
    await end(held);
    await page.bringToFront();
    expect(await told(page, words, 10_000)).toBe(true);
    const incidents = (await guarded.incidentsAfter(before + 1)).slice(before);
    expect(incidents).toMatchObject([{ action_id: 2, disposition_id: 2, unmapped: { channel: act.channel } }]);
    await guarded.server.quiet();
    guarded.server.assertNeverArrived(PHI_VALUES);
    expect(guarded.server.submissions('/collect')).toEqual([]);
    await page.close();

    const next = await act.act(guarded, 'block', ROTA);
    expect(await act.arrived(guarded, next, false)).toBe(ROTA);
    await next.close();
  });
});

test('what was let through is on record once, though what let it through ended before it could say so', async () => {
  const waiting: ServerResponse[] = [];
  const gate = createServer((_, response) => void waiting.push(response.setHeader('access-control-allow-origin', '*')));
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  const before = (await guarded.incidents()).length;
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
  const page = await guarded.open('log', 'paste');
  // The page keeps its thread for itself while it takes the text in.
  await page.evaluate(
    (port) => {
      document.querySelector('#plain')?.addEventListener('paste', () => {
        const request = new XMLHttpRequest();
        request.open('GET', `http://127.0.0.1:${port}/`, false);
        request.send();
      });
    },
    (gate.address() as AddressInfo).port,
  );
  await pasteInto(page, '#plain');
  await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(1);
  await closeOffscreen(guarded.chromium);
  // The next life of the service worker makes another document.
  await stopServiceWorker(guarded.chromium);
  await (await guarded.chromium.extensionPage('options.html')).close();
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([
    { action_id: 3, disposition_id: 17 },
  ]);
  for (const response of waiting) response.end();
  await page.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value !== '');
  expect(await guarded.incidents()).toHaveLength(before + 1);
  await page.close();
  gate.close();
});

test('an engine that is late is ended, and the next one works', async () => {
  expect(await slowTold).toBe(true);
  const incidents = await slow.incidentsAfter(1);
  expect(incidents).toMatchObject([{ action_id: 2, unmapped: { channel: 'paste', gaps: ['timed-out'] } }]);
  await slow.server.quiet();
  slow.server.assertNeverArrived(PHI_VALUES);
  await slowPage.close();
  const act = actOf('paste');
  const next = await act.act(slow, 'block', ROTA);
  expect(await act.arrived(slow, next, false)).toBe(ROTA);
});
