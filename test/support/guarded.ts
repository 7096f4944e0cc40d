/** A guarded browser, a server that keeps what arrives, and the record: what every channel test needs. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Target } from 'puppeteer';
import { hostOf, type MatrixAction, matrixPolicy, PSEUDONYM_KEY } from './matrix-policy.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { launchTrue, type TrueBrowser } from './true-browser.ts';

export interface Guarded {
  readonly chromium: TrueBrowser;
  readonly server: Receiver;
  /** A fresh tab on `/<channel>/` of the host that stands for the action. */
  open(action: MatrixAction | 'free', channel: string, hash?: string): Promise<Page>;
  /** The record of this browser, oldest first, as exported. */
  incidents(): Promise<readonly ExportedIncident[]>;
  /** Waits until the record holds this many, and returns them. */
  incidentsAfter(count: number): Promise<readonly ExportedIncident[]>;
  /** The window in which the user decides, armed. */
  askWindow(): Promise<Page>;
  close(): Promise<void>;
}

/** The parts of an exported OCSF event that tests look at. */
export interface ExportedIncident {
  readonly action_id: number;
  readonly disposition_id: number;
  readonly metadata: { readonly uid: string; readonly sequence: number };
  readonly unmapped: {
    readonly channel: string;
    readonly by: string;
    readonly gaps: readonly string[];
    readonly counts: Readonly<Record<string, number>>;
    readonly source?: string;
    readonly rules: readonly string[];
    readonly monitored: readonly string[];
    readonly tokens?: { readonly kid: string; readonly jwe: string };
  };
}

export async function launchGuarded(
  policy: object = matrixPolicy(),
  options: { readonly extension?: string } = {},
): Promise<Guarded> {
  const server = await startReceiver();
  const chromium = await launchTrue({
    ...options,
    managed: { inlinePolicy: JSON.stringify(policy), pseudonymKey: PSEUDONYM_KEY },
  });
  await chromium.managedHas('inlinePolicy', JSON.stringify(policy));
  await chromium.offscreen();
  await policyInForce(chromium);

  const handedOut = new WeakSet<Target>();
  const downloads = mkdtempSync(join(tmpdir(), 'chartward-exports-'));
  const session = await chromium.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  let review = await chromium.extensionPage('review.html');
  const incidents = async () => {
    // An update of the extension closes its pages.
    if (review.isClosed()) review = await chromium.extensionPage('review.html');
    await review.waitForSelector('[name=export]:not(:disabled)');
    await review.$eval('[name=export]', (button) => (button as HTMLButtonElement).click());
    return downloaded(join(downloads, 'chartward-incidents.ndjson'));
  };
  return {
    chromium,
    server,
    incidents,
    async open(action, channel, hash = '') {
      const page = await chromium.browser.newPage();
      await page.goto(`${server.origin(hostOf(action))}/${channel}/${hash}`);
      await page.bringToFront();
      return page;
    },
    async incidentsAfter(count) {
      for (let tries = 0; tries < 50; tries++) {
        const all = await incidents();
        if (all.length >= count) return all;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(
        `The record did not come to hold ${count} incidents within 5 s; it holds ${(await incidents()).length}.`,
      );
    },
    async askWindow() {
      // One that was answered may still be closing.
      const isNew = (one: Target) => one.url().includes('/ask.html') && !handedOut.has(one);
      const target = await chromium.browser.waitForTarget(isNew, { timeout: 15_000 });
      handedOut.add(target);
      const page = await target.asPage();
      await page.bringToFront();
      return page;
    },
    async close() {
      await chromium.close();
      await server.close();
      rmSync(downloads, { recursive: true });
    },
  };
}

/** The exported file, read whole and taken away, so that the next export has the same name. */
async function downloaded(path: string): Promise<ExportedIncident[]> {
  for (let tries = 0; tries < 100; tries++) {
    if (existsSync(path)) {
      const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
      rmSync(path);
      return lines.map((line) => JSON.parse(line) as ExportedIncident);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The review page exported nothing within 5 s.');
}

/** `storage.managed` holds it; the extension may still be taking it in. */
async function policyInForce(chromium: TrueBrowser): Promise<void> {
  const page = await chromium.extensionPage('options.html');
  try {
    await page.waitForFunction(
      async () =>
        ((await chrome.runtime.sendMessage({ type: 'policy-view' })) as { source: string }).source === 'managed',
      { timeout: 10_000, polling: 100 },
    );
  } finally {
    await page.close();
  }
}
