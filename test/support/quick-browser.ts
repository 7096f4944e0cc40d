/**
 * The quick harness: the unpacked extension in a fresh profile. No enterprise policy, so no managed
 * configuration, and the browser grants no blocking webRequest: use `launchTrue` for both.
 */
import { resolve } from 'node:path';
import { launch } from 'puppeteer';
import { BROWSER_FLAGS, BUILT_EXTENSION, type ExtensionHandle, extensionHandle } from './extension-handle.ts';
import { requireBrowser } from './find-browser.ts';

export interface QuickOptions {
  readonly headless?: boolean;
  /** Folder of the unpacked extension. */
  readonly extension?: string;
  /** Become the `devPolicy` of `chrome.storage.local`, which only a development installation honours. */
  readonly devPolicy?: unknown;
  readonly args?: readonly string[];
}

export async function launchQuick(options: QuickOptions = {}): Promise<ExtensionHandle> {
  const browser = await launch({
    executablePath: requireBrowser().path,
    headless: options.headless ?? true,
    pipe: true,
    enableExtensions: [resolve(options.extension ?? BUILT_EXTENSION)],
    args: [...BROWSER_FLAGS, ...(options.args ?? [])],
    defaultViewport: null,
  });
  const target = await browser.waitForTarget(
    (one) => one.type() === 'service_worker' && one.url().startsWith('chrome-extension://'),
    { timeout: 20_000 },
  );
  const handle = extensionHandle(browser, new URL(target.url()).host, () => {});
  if (options.devPolicy !== undefined) {
    const worker = await handle.serviceWorker();
    await worker.evaluate((devPolicy) => chrome.storage.local.set({ devPolicy }), options.devPolicy);
  }
  return handle;
}
