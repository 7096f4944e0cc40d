/** What the two harnesses promise to every other browser test. */
import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchQuick } from '../support/quick-browser.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { launchTrue, type TrueBrowser } from '../support/true-browser.ts';

const POLICY_PLACES = ['/etc/chromium', '/etc/chromium/policies', '/etc/opt', '/etc/opt/chrome', '/etc/opt/edge'];
const policiesOfHost = () => POLICY_PLACES.map((place) => (existsSync(place) ? readdirSync(place) : null));

const before = policiesOfHost();
let chromium: TrueBrowser;
let server: Receiver;

beforeAll(async () => {
  server = await startReceiver();
  chromium = await launchTrue({ managed: { unit: '4-west' } });
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

const mayBlock = () => chrome.permissions.contains({ permissions: ['webRequestBlocking'] });

test('the true harness installs by policy, with blocking webRequest live', async () => {
  const worker = await chromium.serviceWorker();
  expect(await worker.evaluate(mayBlock)).toBe(true);
  expect(await worker.evaluate(async () => (await chrome.management.getSelf()).installType)).toBe('admin');
  await worker.evaluate(() =>
    chrome.webRequest.onBeforeRequest.addListener(
      ({ url }) => ({ cancel: url.endsWith('/forbidden') }),
      { urls: ['<all_urls>'] },
      ['blocking'],
    ),
  );
  const page = await chromium.browser.newPage();
  await page.goto(`${server.origin('free.localhost')}/blank.html`);
  const post = (path: string) =>
    page.evaluate(
      (to) =>
        fetch(to, { method: 'POST', body: 'x' }).then(
          () => 'sent',
          () => 'stopped',
        ),
      path,
    );
  expect(await post('/permitted')).toBe('sent');
  expect(await post('/forbidden')).toBe('stopped');
  await server.quiet();
  expect(server.submissions().map(({ path }) => path)).toEqual(['/permitted']);
  await page.close();
});

test('no policy file of the host is touched', () => expect(policiesOfHost()).toEqual(before));

test('managed configuration arrives, changes and goes while the browser runs', async () => {
  await chromium.managedHas('unit', '4-west');
  chromium.setManaged({ unit: '2-east' });
  await chromium.managedHas('unit', '2-east');
  chromium.setManaged(null);
  await chromium.managedHas('unit', undefined);
});

test('the quick harness is a development installation without blocking', async () => {
  const quick = await launchQuick();
  try {
    const worker = await quick.serviceWorker();
    expect(quick.extensionId).toBe(chromium.extensionId);
    expect(await worker.evaluate(mayBlock)).toBe(false);
    expect(await worker.evaluate(async () => (await chrome.management.getSelf()).installType)).toBe('development');
  } finally {
    await quick.close();
  }
});
