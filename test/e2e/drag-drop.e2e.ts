import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { dropOn } from '../support/drag.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy, textOf } from '../support/page-state.ts';
import { CLEAN, PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-drag-'));

beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

const note = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const collected = async () => (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');

test('clean text and a clean file arrive unchanged', async () => {
  const page = await guarded.open('block', 'drag-drop');
  guarded.server.clear();
  await dropOn(page, '#zone', { text: CLEAN });
  expect(await collected()).toBe(CLEAN);
  guarded.server.clear();
  await dropOn(page, '#zone', { files: [note('rota.txt', CLEAN)] });
  expect(await collected()).toBe(CLEAN);
  await dropOn(page, '#text', { text: 'agenda' });
  await page.waitForFunction(() => (document.querySelector('#text') as HTMLTextAreaElement).value === 'agenda');
  await page.close();
});

test('a blocked drop is seen by nobody, and is on record once', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'drag-drop');
  guarded.server.clear();
  await dropOn(page, '#zone', { files: [note('note.txt', PHI.text)] });
  await guarded.incidentsAfter(before + 1);
  await dropOn(page, '#text', { text: PHI.text });
  const incidents = await guarded.incidentsAfter(before + 2);
  expect(incidents.slice(before)).toMatchObject([
    { action_id: 2, disposition_id: 2 },
    { action_id: 2, disposition_id: 2 },
  ]);
  await guarded.server.quiet();
  expect(await seenBy(page)).toBe('[]');
  expect(await textOf(page, '#text')).toBe('');
  guarded.server.assertNeverArrived(PHI_VALUES);
  await page.close();
});

test('the redacted copy of a dropped file arrives', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('redact', 'drag-drop');
  guarded.server.clear();
  await dropOn(page, '#zone', { files: [note('note.txt', PHI.text)] });
  await answer(await guarded.askWindow(), 'redacted');
  expect(await collected()).toContain('metformin');
  guarded.server.assertNeverArrived(PHI_VALUES);
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([
    { action_id: 4, disposition_id: 11 },
  ]);
  await page.close();
});
