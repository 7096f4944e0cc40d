/** Documents without an address of their own belong to the frame around them, not to the tab. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
});
afterAll(() => guarded?.close());

/** Pastes into the innermost frame of a tab of the free host. */
async function paste(hash: string): Promise<void> {
  const page = await guarded.open('free', 'opaque', `#${hash}`);
  const frame = await page.waitForFrame((one) => one.name() === 'opaque');
  const field = await frame.waitForSelector('#plain');
  await field?.focus();
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyV', { commands: ['Paste'] });
  await page.keyboard.up('Control');
}

test.each(['srcdoc', 'data'])('in a frame of a blocked host, in an allowed tab (%s)', async (kind) => {
  guarded.server.clear();
  const before = (await guarded.incidents()).length;
  await paste(`block/${kind}`);
  const incidents = await guarded.incidentsAfter(before + 1);
  expect(incidents.slice(before)).toMatchObject([
    { action_id: 2, unmapped: { channel: 'paste', rules: ['block-identifiers'] } },
  ]);
  expect(JSON.stringify(incidents.slice(before))).toContain('block.localhost');
  await guarded.server.quiet();
  guarded.server.assertNeverArrived(PHI_VALUES);
});

test('in a frame of an allowed host it is left alone', async () => {
  guarded.server.clear();
  await paste('free/srcdoc');
  await guarded.server.waitFor(({ path }) => path === '/heard');
  expect(guarded.server.carrying(PHI.mrn)).not.toEqual([]);
});
