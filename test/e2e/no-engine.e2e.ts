/** An engine that cannot be made: the floor says what a gap costs, everything is on record, and the popup says so. */
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { BUILT_EXTENSION } from '../support/extension-handle.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { matrixPolicy } from '../support/matrix-policy.ts';
import { textOf } from '../support/page-state.ts';
import { CLEAN } from '../support/synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'chartward-no-engine-'));
let guarded: Guarded;

beforeAll(async () => {
  cpSync(BUILT_EXTENSION, folder, { recursive: true });
  for (const wasm of globSync('**/*.wasm', { cwd: folder })) rmSync(join(folder, wasm));
  const policy = matrixPolicy() as { destinations: object[]; rules: object[] };
  const partner = { id: 'partner', urls: ['http://ehr.localhost:*/*'], trust: 'sanctioned' };
  guarded = await launchGuarded(
    {
      ...policy,
      destinations: [...policy.destinations.filter((one) => (one as { id: string }).id !== 'ehr'), partner],
      rules: [
        ...policy.rules.filter((one) => (one as { id: string }).id !== 'sourced'),
        {
          id: 'partner-warns',
          name: 'Partner',
          mode: 'enforce',
          when: { channel: ['paste'], destination: { group: ['partner'] }, content: { phi: true } },
          then: { action: 'warn' },
        },
      ],
    },
    { extension: folder },
  );
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

test('to a sanctioned place a reason is asked for, elsewhere it is stopped; both are on record', async () => {
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': CLEAN });
  const partner = await guarded.open('ehr', 'paste');
  await pasteInto(partner, '#plain');
  await answer(await guarded.askWindow(), 'original', { reason: 'The checker is down today', purpose: 'TREAT' });
  await partner.waitForFunction(() => (document.querySelector('#plain') as HTMLTextAreaElement).value !== '');
  expect(await textOf(partner, '#plain')).toBe(CLEAN);
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  const incidents = await guarded.incidentsAfter(2);
  expect(incidents).toMatchObject([
    { action_id: 1, disposition_id: 8, unmapped: { gaps: ['engine-unavailable'] } },
    { action_id: 2, disposition_id: 2, unmapped: { gaps: ['engine-unavailable'] } },
  ]);
  expect(await textOf(page, '#plain')).toBe('');
  const popup = await guarded.chromium.extensionPage('popup.html');
  await popup.waitForSelector('h1');
  expect(await popup.$eval('h1', (heading) => heading.textContent)).toContain('impaired');
});
