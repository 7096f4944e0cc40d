/** What both harnesses offer on a running extension. */
import type { Browser, Page, Target, WebWorker } from 'puppeteer';

export interface ExtensionHandle {
  readonly browser: Browser;
  readonly extensionId: string;
  /** The service worker, woken where it sleeps. */
  serviceWorker(): Promise<WebWorker>;
  /** A new tab on a page of the extension: `popup.html`. */
  extensionPage(path: string): Promise<Page>;
  /** The offscreen document, once it stands. */
  offscreen(): Promise<Page>;
  close(): Promise<void>;
}

export const BUILT_EXTENSION = '.output/chrome-mv3';

/** Longest wait for a part of the extension to appear, in milliseconds. */
const APPEARS = 20_000;

/** Flags for every browser that tests start: no sandbox inside containers, no GPU, no QUIC past the receiver. */
export const BROWSER_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--window-size=1280,900',
];

export function extensionHandle(browser: Browser, extensionId: string, cleanUp: () => void): ExtensionHandle {
  const origin = `chrome-extension://${extensionId}/`;
  const isWorker = (target: Target) => target.type() === 'service_worker' && target.url().startsWith(origin);
  return {
    browser,
    extensionId,
    async serviceWorker() {
      const first = await browser.waitForTarget(isWorker, { timeout: APPEARS });
      // The worker of a version that was replaced may still be listed.
      const worker = await (browser.targets().findLast(isWorker) ?? first).worker();
      if (worker === null) throw new Error('The extension has a service worker target without a worker.');
      return worker;
    },
    async extensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`${origin}${path}`);
      return page;
    },
    async offscreen() {
      const isOffscreen = (target: Target) => target.type() === 'background_page' && target.url().startsWith(origin);
      const first = await browser.waitForTarget(isOffscreen, { timeout: APPEARS });
      return (browser.targets().findLast(isOffscreen) ?? first).asPage();
    },
    async close() {
      try {
        await browser.close();
      } finally {
        cleanUp();
      }
    },
  };
}
