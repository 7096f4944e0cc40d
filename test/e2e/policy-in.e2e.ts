import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { matrixPolicy } from '../support/matrix-policy.ts';
import { textOf } from '../support/page-state.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { PHI } from '../support/synthetic.ts';
import { launchTrue, type TrueBrowser } from '../support/true-browser.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function unruled(managed: object | null): Promise<{ chromium: TrueBrowser; server: Receiver; page: Page }> {
  const server = await startReceiver();
  const chromium = await launchTrue({ managed });
  cleanUps.push(
    () => chromium.close(),
    () => server.close(),
  );
  await chromium.offscreen();
  await writeClipboard(chromium.browser, server.origin('elsewhere.localhost'), { 'text/plain': PHI.text });
  const page = await chromium.browser.newPage();
  await page.goto(`${server.origin('elsewhere.localhost')}/paste/`);
  return { chromium, server, page };
}

const askWindow = async (chromium: TrueBrowser): Promise<Page> =>
  (await chromium.browser.waitForTarget((target) => target.url().includes('/ask.html'), { timeout: 15_000 })).asPage();

const policyView = async (chromium: TrueBrowser) => {
  const page = await chromium.extensionPage('options.html');
  const view = await page.evaluate(
    async () => (await chrome.runtime.sendMessage({ type: 'policy-view' })) as { source: string; problems: string[] },
  );
  await page.close();
  return view;
};

const popupTitle = async (chromium: TrueBrowser): Promise<string | null> => {
  const popup = await chromium.extensionPage('popup.html');
  await popup.waitForSelector('h1');
  const title = await popup.$eval('h1', (heading) => heading.textContent);
  await popup.close();
  return title;
};

test('a policy changed on disk acts within seconds, without a reload', async () => {
  const guarded: Guarded = await launchGuarded(matrixPolicy(1));
  cleanUps.push(() => guarded.close());
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  await guarded.incidentsAfter(1);
  expect(await textOf(page, '#plain')).toBe('');

  const open = { ...matrixPolicy(2), rules: [] };
  guarded.chromium.setManaged({ inlinePolicy: JSON.stringify(open) });
  await expect
    .poll(
      async () => {
        await pasteInto(page, '#plain');
        return textOf(page, '#plain');
      },
      { timeout: 15_000, interval: 500 },
    )
    .toContain(PHI.mrn);
});

test('managed without a policy: held for it, then a reason is asked for', async () => {
  const { chromium, page } = await unruled(null);
  await pasteInto(page, '#plain');
  const window = await askWindow(chromium);
  await answer(window, 'stop');
  expect(await textOf(page, '#plain')).toBe('');
  expect((await policyView(chromium)).source).toBe('floor');
});

test('a broken policy is named with path and message, and the last good one stays in force', async () => {
  const guarded = await launchGuarded(matrixPolicy(1));
  cleanUps.push(() => guarded.close());
  guarded.chromium.setManaged({ inlinePolicy: JSON.stringify({ ...matrixPolicy(2), rules: [{ id: 'half' }] }) });
  await expect
    .poll(async () => (await policyView(guarded.chromium)).problems.join('\n'), { timeout: 15_000, interval: 300 })
    .toMatch(/rules/);
  expect((await policyView(guarded.chromium)).source).toBe('last-good');
  expect(await guarded.incidentsAfter(1)).toMatchObject([
    {
      severity_id: 4,
      unmapped: {
        channel: 'health',
        errors: expect.arrayContaining(['a policy was refused', 'inlinePolicy.rules[0].name']),
      },
    },
  ]);
  expect(await popupTitle(guarded.chromium)).toContain('out of date');
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  expect((await guarded.incidentsAfter(2)).at(-1)).toMatchObject({ action_id: 2, disposition_id: 2 });
  expect(await textOf(page, '#plain')).toBe('');
});

test('a policy that has expired stays in force, and that is told and on record once', async () => {
  const guarded = await launchGuarded({ ...matrixPolicy(1), expires: '2026-01-01T00:00:00Z' });
  cleanUps.push(() => guarded.close());
  expect(await guarded.incidentsAfter(1)).toMatchObject([{ unmapped: { channel: 'health' } }]);
  expect(await popupTitle(guarded.chromium)).toContain('out of date');
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  expect((await guarded.incidentsAfter(2)).slice(1)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  expect(await textOf(page, '#plain')).toBe('');
});

test('detectors of a policy find in the browser; one that fails its own examples leaves the last good policy', async () => {
  const study = (finds: string) => ({
    custom: [
      {
        id: 'study',
        infoType: 'MEDICAL_RECORD_NUMBER',
        patterns: [{ regex: '\\bZZ-[0-9]{4}\\b', likelihood: 'VERY_LIKELY' }],
        finds: [finds],
        ignores: ['ZZ-12'],
      },
    ],
  });
  const guarded = await launchGuarded({ ...matrixPolicy(1), detection: study('no. «ZZ-0417»') });
  cleanUps.push(() => guarded.close());
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), {
    'text/plain': 'It is ZZ-0418.',
  });
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  await guarded.incidentsAfter(1);
  expect(await textOf(page, '#plain')).toBe('');

  const broken = { ...matrixPolicy(2), rules: [], detection: study('no. «ZZ-041»') };
  guarded.chromium.setManaged({ inlinePolicy: JSON.stringify(broken) });
  await expect
    .poll(async () => (await policyView(guarded.chromium)).problems.join('\n'), { timeout: 15_000, interval: 300 })
    .toContain('detection.custom[0].finds[0]: "study"');
  expect((await policyView(guarded.chromium)).source).toBe('last-good');
  await guarded.incidentsAfter(2);
  await pasteInto(page, '#plain');
  await guarded.incidentsAfter(3);
  expect(await textOf(page, '#plain')).toBe('');
});

test('a first policy that is broken leaves the floor: a reason is asked for', async () => {
  const { chromium, page } = await unruled({ inlinePolicy: '{ "schema": 1, ' });
  await pasteInto(page, '#plain');
  await answer(await askWindow(chromium), 'stop');
  expect(await textOf(page, '#plain')).toBe('');
  const view = await policyView(chromium);
  expect(view.source).toBe('floor');
  expect(view.problems.join('\n')).toMatch(/inlinePolicy/);
});

test('a policy that is taken away stays in force, and is not called broken', async () => {
  const guarded = await launchGuarded(matrixPolicy(1));
  cleanUps.push(() => guarded.close());
  guarded.chromium.setManaged({ unit: 'icu' });
  await expect.poll(async () => (await policyView(guarded.chromium)).source, { timeout: 15_000 }).toBe('kept');
  expect((await policyView(guarded.chromium)).problems).toEqual([]);
});
