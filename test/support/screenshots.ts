/**
 * `npm run screenshots`: every dialog and page as a picture, in both colour schemes and at 200 % zoom, into
 * `docs/screens/`. Look at them when a screen changes.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { answer } from './ask.ts';
import { pasteInto, writeClipboard } from './clipboard.ts';
import { type Guarded, launchGuarded } from './guarded.ts';
import type { MatrixAction } from './matrix-policy.ts';
import { setUp } from './setup.ts';
import { PHI } from './synthetic.ts';

const FOLDER = 'docs/screens';
const WINDOW = { width: 720, height: 640 };
const TAB = { width: 1280, height: 800 };

await setUp('pages');
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const files = mkdtempSync(join(tmpdir(), 'chartward-screenshots-'));
const guarded: Guarded = await launchGuarded();
const { chromium, server } = guarded;

await writeClipboard(chromium.browser, server.origin('free.localhost'), { 'text/plain': PHI.text });
for (const action of ['warn', 'justify', 'redact', 'tokenise'] as const) await question(action);
await formQuestion();
await printQuestion();
await unreadQuestion();
await stopNotice();
await waitingNotice();
await typingNotice();
await progressNotice();
await ownPages();

await guarded.close();
rmSync(files, { recursive: true });
console.log(`Screens: ${FOLDER}/`);
process.exit(0);

/** Light, dark, and light at 200 %: half as many CSS pixels, each four times as large. */
async function shoot(page: Page, name: string, size: { readonly width: number; readonly height: number }) {
  const looks = [
    ['light', 'light', 1],
    ['dark', 'dark', 1],
    ['zoomed', 'light', 2],
  ] as const;
  for (const [look, scheme, zoom] of looks) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const [width, height] = [Math.round(size.width / zoom), Math.round(size.height / zoom)];
    await page.setViewport({ width, height, deviceScaleFactor: zoom });
    await page.screenshot({ path: `${FOLDER}/${name}-${look}.webp`, type: 'webp', quality: 60 });
  }
  await page.setViewport(null);
}

async function question(action: MatrixAction): Promise<void> {
  const page = await guarded.open(action, 'paste');
  await pasteInto(page, '#plain');
  await answered(`ask-${action}`);
  await page.close();
}

async function answered(name: string): Promise<void> {
  const window = await guarded.askWindow();
  await window.waitForSelector('[data-choice=stop]');
  // What needs no words is open to a click by then.
  await window.waitForSelector('#missing:empty, [name]');
  await shoot(window, name, WINDOW);
  await answer(window, 'stop');
}

async function formQuestion(): Promise<void> {
  const page = await guarded.open('redact', 'form-submit');
  await page.evaluate((text) => {
    const form = document.createElement('form');
    form.method = 'post';
    for (const [name, value] of [
      ['Subject', 'Referral'],
      ['Note', text],
    ] as const) {
      const label = document.createElement('label');
      const field = document.createElement('textarea');
      field.name = name;
      field.value = value;
      label.append(name, field);
      form.append(label);
    }
    const button = document.createElement('button');
    button.id = 'send-it';
    form.append(button);
    document.body.prepend(form);
  }, PHI.text);
  await page.click('#send-it');
  await answered('ask-redact-form');
  await page.close();
}

async function printQuestion(): Promise<void> {
  const page = await guarded.open('redact', 'print');
  await page.evaluate((text) => {
    const note = document.createElement('pre');
    note.textContent = text;
    document.body.append(note);
    setTimeout(() => print(), 500);
  }, PHI.text);
  await answered('ask-redact-print');
  await page.close();
}

async function unreadQuestion(): Promise<void> {
  const path = join(files, 'backup.7z');
  writeFileSync(path, Buffer.concat([Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), Buffer.alloc(200)]));
  const page = await guarded.open('block', 'file-picker');
  await choose(page, path);
  await answered('ask-unread');
  await page.close();
}

async function stopNotice(): Promise<void> {
  const page = await guarded.open('block', 'paste');
  await pasteInto(page, '#plain');
  await page.waitForSelector('html > [popover]');
  await shoot(page, 'notice-stopped', TAB);
  await page.close();
}

async function waitingNotice(): Promise<void> {
  const page = await guarded.open('warn', 'paste');
  await pasteInto(page, '#plain');
  await guarded.askWindow();
  await page.bringToFront();
  await page.waitForSelector('html > [popover]');
  await shoot(page, 'notice-waiting', TAB);
  // Its question goes with it.
  await page.close();
}

async function typingNotice(): Promise<void> {
  const page = await guarded.open('typing', 'typing');
  const field = await page.waitForSelector('textarea');
  await field?.type(PHI.text);
  await page.waitForSelector('html > [popover]');
  await shoot(page, 'notice-typing', TAB);
  await page.close();
}

async function progressNotice(): Promise<void> {
  const path = join(files, 'long.csv');
  writeFileSync(
    path,
    `Patient name,MRN,Diagnosis,Phone\n${`${PHI.name},${PHI.mrn},asthma,212-555-0143\n`.repeat(600_000)}`,
  );
  const page = await guarded.open('log', 'file-picker');
  await choose(page, path);
  await page.waitForSelector('html > [popover]');
  await shoot(page, 'notice-checking', TAB);
  await page.close();
}

async function ownPages(): Promise<void> {
  const page = await guarded.open('block', 'paste');
  const worker = await chromium.serviceWorker();
  const tab = await worker.evaluate(
    async (url) => (await chrome.tabs.query({})).find((one) => one.url === url)?.id ?? 0,
    page.url(),
  );
  for (const [path, name, size] of [
    [`popup.html?tab=${tab}`, 'popup', { width: 420, height: 760 }],
    ['review.html', 'review', TAB],
    ['review.html', 'review-narrow', { width: 400, height: 760 }],
    ['options.html', 'options', TAB],
  ] as const) {
    const own = await chromium.extensionPage(path);
    await own.waitForNetworkIdle();
    await shoot(own, name, size);
    await own.close();
  }
}

async function choose(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
  await chooser.accept([path]);
}
