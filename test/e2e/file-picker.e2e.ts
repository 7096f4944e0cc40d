import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-files-'));
const file = (name: string, content: string | Uint8Array): string => {
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

async function choose(page: Page, ...paths: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
  await chooser.accept(paths);
}

test('a clean file arrives byte for byte', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 251);
  const page = await guarded.open('block', 'file-picker');
  guarded.server.clear();
  await choose(page, file('Wärme-Plan.txt', `Rota for Thursday\n${'noon, room 4\n'.repeat(5000)}`));
  const received = await guarded.server.waitFor(({ path }) => path === '/collect');
  expect(received.body.toString('utf8')).toBe(`Rota for Thursday\n${'noon, room 4\n'.repeat(5000)}`);
  const free = await guarded.open('free', 'file-picker');
  guarded.server.clear();
  await choose(free, file('any.bin', bytes));
  expect(new Uint8Array((await guarded.server.waitFor(({ path }) => path === '/collect')).body)).toEqual(bytes);
  await Promise.all([page.close(), free.close()]);
});

test('a blocked file is seen by no listener, no poll and no server, and is on record once', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'file-picker');
  guarded.server.clear();
  await choose(page, file('list.csv', `Patient name,MRN,Diagnosis\n${PHI.name},${PHI.mrn},type 2 diabetes mellitus\n`));
  const incidents = await guarded.incidentsAfter(before + 1);
  expect(incidents.slice(before)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  await guarded.server.quiet();
  expect(await seenBy(page)).toBe('[]');
  guarded.server.assertNeverArrived(PHI_VALUES);
  await page.close();
});

test('a document inside of an archive is stopped, and arrives byte for byte where it may', async () => {
  const letter = zipSync({
    'word/document.xml': strToU8(
      `<w:document><w:body><w:p><w:r><w:t>${PHI.text}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  });
  const bytes = zipSync({ 'letters/referral.docx': letter });
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'file-picker');
  guarded.server.clear();
  await choose(page, file('letters.zip', bytes));
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([{ action_id: 2 }]);
  await guarded.server.quiet();
  guarded.server.assertNeverArrived(PHI_VALUES);
  const logged = await guarded.open('log', 'file-picker');
  guarded.server.clear();
  await choose(logged, file('letters.zip', bytes));
  const received = await guarded.server.waitFor(({ path }) => path === '/collect');
  expect(new Uint8Array(received.body)).toEqual(new Uint8Array(bytes));
  expect(guarded.server.carrying(PHI.mrn)).toHaveLength(1);
  await Promise.all([page.close(), logged.close()]);
});

test('the redacted copy of a file arrives under its own name', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('redact', 'file-picker');
  guarded.server.clear();
  await choose(page, file('note.txt', PHI.text));
  await answer(await guarded.askWindow(), 'redacted');
  const received = (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');
  expect(received).toContain('metformin');
  guarded.server.assertNeverArrived(PHI_VALUES);
  expect(await seenBy(page)).toContain('note.txt');
  expect((await guarded.incidentsAfter(before + 1)).slice(before)).toMatchObject([
    { action_id: 4, disposition_id: 11 },
  ]);
  await page.close();
});

test('PHI in one of several files stops them all', async () => {
  const before = (await guarded.incidents()).length;
  const page = await guarded.open('block', 'file-picker');
  guarded.server.clear();
  await choose(
    page,
    file('a.txt', 'agenda'),
    file('b.json', JSON.stringify({ patient: { mrn: PHI.mrn, name: PHI.name }, diagnosis: 'asthma' })),
  );
  await guarded.incidentsAfter(before + 1);
  await guarded.server.quiet();
  expect(await seenBy(page)).toBe('[]');
  expect(guarded.server.submissions('/collect')).toHaveLength(0);
  await page.close();
});
