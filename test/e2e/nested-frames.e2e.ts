/** A frame without an address of its own is judged by the site that made it, not by the tab's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { hostOf } from '../support/matrix-policy.ts';
import { PHI } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
});
afterAll(() => guarded?.close());

test.each([
  ['free', 'block', 'stopped'],
  ['block', 'free', 'let through'],
] as const)('in a tab of %s, what a site of %s holds is %s', async (tab, site, fate) => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open(tab, 'nested', `#${hostOf(site)}`);
  const nameless = await page.waitForFrame(async (frame) => (await frame.title()) === 'nameless');
  await page.bringToFront();
  await nameless.focus('#plain');
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyV', { commands: ['Paste'] });
  await page.keyboard.up('Control');
  const value = () => nameless.$eval('#plain', (field) => (field as HTMLTextAreaElement).value);
  if (fate === 'stopped') {
    const [incident] = (await guarded.incidentsAfter(before + 1)).slice(before);
    expect(incident).toMatchObject({ action_id: 2, unmapped: { channel: 'paste' } });
    expect(JSON.stringify(incident)).toContain(hostOf(site));
    expect(await value()).toBe('');
  } else {
    await nameless.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value !== '');
    expect(await value()).toBe(PHI.text);
    expect(await guarded.incidents()).toHaveLength(before);
  }
  await page.close();
});
