/** Ends or holds up one part of a running extension, as a crash or a busy machine would. */
import type { Protocol, WebWorker } from 'puppeteer';
import type { ExtensionHandle } from './extension-handle.ts';

/** Time for a part to come up or to end, in ms. */
const DUE = 20_000;

export interface HeldEngine {
  /** Resolves once work has come that it does not do. */
  readonly reached: Promise<unknown>;
  /** It goes on as if nothing had been. */
  release(): Promise<void>;
  /** The worker ends without a word, with that work in its hands. */
  kill(): Promise<void>;
}

/** The engine's worker stands still at the next thing that it is asked. */
export async function holdEngine(chromium: ExtensionHandle): Promise<HeldEngine> {
  await engineIsReady(chromium);
  const session = (await engineWorker(chromium)).client;
  await session.send('Debugger.enable');
  const reached = new Promise<string>((resolve) =>
    session.once('Debugger.paused', (event: Protocol.Debugger.PausedEvent) =>
      resolve(event.callFrames[0]?.callFrameId ?? ''),
    ),
  );
  await session.send('Debugger.pause');
  return {
    reached,
    release: () => session.send('Debugger.disable'),
    async kill() {
      await session.send('Debugger.evaluateOnCallFrame', { callFrameId: await reached, expression: 'self.close()' });
      // The worker may be gone before it can answer.
      await session.send('Debugger.resume').catch(() => undefined);
    },
  };
}

/** The document with the engine in it is closed, whatever it holds. */
export async function closeOffscreen(chromium: ExtensionHandle): Promise<void> {
  const page = await chromium.extensionPage('options.html');
  await page.evaluate(() => chrome.offscreen.closeDocument());
  await page.close();
}

/** The service worker is stopped by the browser's own page for it; the next message starts it. */
export async function stopServiceWorker(chromium: ExtensionHandle): Promise<void> {
  // A stopped worker that a debugger is attached to is not woken by messages.
  await (await chromium.serviceWorker()).client.detach();
  const page = await chromium.browser.newPage();
  try {
    await page.goto('chrome://serviceworker-internals');
    await page.waitForFunction((id) => document.body.innerText.includes(id), {}, chromium.extensionId);
    await page.click('.serviceworker-registration [data-command="stop"]');
    await page.waitForFunction(
      () => document.querySelector('.serviceworker-running-status .value')?.textContent === 'STOPPED',
      { polling: 50 },
    );
  } finally {
    await page.close();
  }
}

/** The service worker knows; a page of ours asks it as the popup does. */
async function engineIsReady(chromium: ExtensionHandle): Promise<void> {
  const page = await chromium.extensionPage('options.html');
  try {
    await page.waitForFunction(async () => (await chrome.storage.session.get('engineState')).engineState === 'ready', {
      timeout: DUE,
      polling: 50,
    });
  } finally {
    await page.close();
  }
}

async function engineWorker(chromium: ExtensionHandle): Promise<WebWorker> {
  const page = await chromium.offscreen();
  const due = performance.now() + DUE;
  while (performance.now() < due) {
    const worker = page.workers().find((one) => one.url().includes('engine'));
    if (worker) return worker;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The engine has no worker.');
}
