/** Fifty planted identifiers go through every channel; none may be found in anything that stays. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-planted-'));
const said: string[] = [];

beforeAll(async () => {
  guarded = await launchGuarded();
  // Every console of every realm, from the start.
  const listen = async (target: {
    type(): string;
    page(): Promise<unknown>;
    asPage(): Promise<{ on(event: 'console', take: (message: { text(): string }) => void): unknown }>;
    worker(): Promise<{ on(event: 'console', take: (message: { text(): string }) => void): unknown } | null>;
  }) => {
    const place = /worker/.test(target.type()) ? await target.worker() : await target.asPage();
    place?.on('console', (message) => said.push(message.text()));
  };
  for (const target of guarded.chromium.browser.targets()) await listen(target).catch(() => undefined);
  guarded.chromium.browser.on('targetcreated', (target) => void listen(target).catch(() => undefined));
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

const RECORDS = Array.from({ length: 10 }, (_, index) => ({
  name: `${['Orla', 'Tamsin', 'Ruben', 'Ines', 'Malik'][index % 5]} ${['Penhallow', 'Quarrington'][index % 2]}${String.fromCharCode(97 + index)}`,
  mrn: String(70_113_000 + index * 617),
  ssn: `5${10 + index}-4${index}-80${70 + index}`,
  born: `0${1 + (index % 9)}/1${index}/19${50 + index}`,
  phone: `212-555-01${10 + index}`,
}));
const PLANTED = RECORDS.flatMap((record) => Object.values(record));

const noteOf = ({ name, mrn, ssn, born, phone }: (typeof RECORDS)[number]) =>
  `Patient: ${name}\nDOB: ${born}\nMRN: ${mrn}\nSSN: ${ssn}\nPhone: ${phone}\nAssessment: asthma, on albuterol.\n`;

test('none of fifty planted identifiers is in storage, logs, console or exports', async () => {
  expect(PLANTED).toHaveLength(50);
  const { browser } = guarded.chromium;
  const all = RECORDS.map(noteOf).join('\n');

  const paste = await guarded.open('block', 'paste');
  await writeClipboard(browser, guarded.server.origin('free.localhost'), { 'text/plain': all });
  await pasteInto(paste, '#plain');
  const redact = await guarded.open('redact', 'paste');
  await pasteInto(redact, '#plain');
  await answer(await guarded.askWindow(), 'redacted');

  const path = join(folder, `${RECORDS[0]?.name}.txt`);
  writeFileSync(path, all);
  const picker = await guarded.open('justify', 'file-picker');
  const [chooser] = await Promise.all([picker.waitForFileChooser(), picker.click('#files')]);
  await chooser.accept([path]);
  const window = await guarded.askWindow();
  await answer(window, 'original', { reason: `For ${RECORDS[1]?.name}, ${RECORDS[1]?.mrn}`, purpose: 'TREAT' });

  const form = await guarded.open('block', 'form-submit');
  await form.$eval('[name=note]', (field, text) => void ((field as HTMLTextAreaElement).value = text), all);
  await form.click('#send');
  const print = await guarded.open('block', 'print', `#${encodeURIComponent(all)}`);
  await print.pdf();

  const incidents = await guarded.incidentsAfter(5);
  const exported = JSON.stringify(incidents);
  const worker = await guarded.chromium.serviceWorker();
  const stored = await worker.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(), await chrome.storage.session.get()]),
  );
  const profile = bytesUnder(guarded.chromium.profile);
  for (const value of PLANTED) {
    expect(exported, 'the export').not.toContain(value);
    expect(stored, 'extension storage').not.toContain(value);
    expect(said.join('\n'), 'a console').not.toContain(value);
    for (const [file, bytes] of profile) {
      expect(bytes.includes(Buffer.from(value, 'utf8')), file).toBe(false);
      expect(bytes.includes(Buffer.from(value, 'utf16le')), file).toBe(false);
    }
  }
});

/** The extension's own databases as they lie on disk. */
function bytesUnder(profile: string): [string, Buffer][] {
  return readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        name.includes(guarded.chromium.extensionId) ||
        /Local Extension Settings|Service Worker|Sync Extension/.test(name),
    )
    .map((name) => join(profile, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path)]);
}
