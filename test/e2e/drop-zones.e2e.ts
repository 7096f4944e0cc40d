/** The upload widgets that sites use: they work as before with what may pass, and get nothing of what may not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { dropOn } from '../support/drag.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import type { MatrixAction } from '../support/matrix-policy.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-zones-'));
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

const ZONES = {
  dropzone: '#zone',
  uppy: '.uppy-Dashboard-inner',
  filepond: '.filepond--drop-label',
} as const;

describe.each(Object.entries(ZONES))('%s', (library, zone) => {
  const open = async (host: MatrixAction) => {
    const page = await guarded.open(host, 'drop-zones', `#${library}`);
    await page.waitForSelector(`[data-ready=${library}]`);
    await page.waitForSelector(zone);
    guarded.server.clear();
    return page;
  };
  const uploaded = async () => (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');

  test('what may pass arrives whole, dropped', async () => {
    const page = await open('block');
    await dropOn(page, zone, { files: [file('rota.txt', 'Rota for Thursday: noon, room 4')] });
    expect(await uploaded()).toContain('Rota for Thursday: noon, room 4');
    await page.close();
  });

  test('what may not pass does not arrive, and the widget works with the next file', async () => {
    const before = (await guarded.incidents()).length;
    const page = await open('block');
    await dropOn(page, zone, { files: [file('note.txt', PHI.text)] });
    expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ disposition_id: 2 }]);
    await guarded.server.quiet();
    expect(guarded.server.submissions()).toHaveLength(0);
    await page.bringToFront();
    await dropOn(page, zone, { files: [file('next.txt', 'The next rota')] });
    expect(await uploaded()).toContain('The next rota');
    await page.close();
  });

  test('the redacted copy arrives', async () => {
    const page = await open('redact');
    await dropOn(page, zone, { files: [file('note.txt', PHI.text)] });
    await answer(await guarded.askWindow(), 'redacted');
    expect(await uploaded()).toContain('metformin');
    guarded.server.assertNeverArrived(PHI_VALUES);
    await page.close();
  });
});
