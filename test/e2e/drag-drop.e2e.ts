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

test('the redacted text of a drop arrives', async () => {
  const page = await guarded.open('redact', 'drag-drop');
  await dropOn(page, '#text', { text: PHI.text });
  await answer(await guarded.askWindow(), 'redacted');
  await page.waitForFunction(() =>
    (document.querySelector('#text') as HTMLTextAreaElement).value.includes('metformin'),
  );
  const text = await textOf(page, '#text');
  for (const value of PHI_VALUES) expect(text).not.toContain(value);
  await page.close();
});

test("what is dragged about inside one document is the page's own, and what comes from outside is not", async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'drag-drop');
  await page.evaluate((text) => {
    const card = document.createElement('p');
    card.id = 'card';
    card.draggable = true;
    card.textContent = 'A card';
    card.addEventListener('dragstart', (event) => event.dataTransfer?.setData('text/plain', text));
    document.body.prepend(card);
    const seen = (globalThis as unknown as { seen: unknown[] }).seen;
    document
      .querySelector('#zone')
      ?.addEventListener('drop', (event) => seen.push({ kind: 'moved', detail: event.isTrusted }));
  }, PHI.text);
  const center = async (selector: string) => {
    const box = await (await page.$(selector))?.boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const [from, to] = [await center('#card'), await center('#zone')];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 10, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 2 });
  await page.mouse.up();
  await expect.poll(() => seenBy(page)).toContain('{"kind":"moved","detail":true}');
  expect((await guarded.incidents()).length).toBe(before);
  await dropOn(page, '#zone', { text: `${PHI.text} from elsewhere` });
  await guarded.incidentsAfter(before + 1);
  await page.close();
});
