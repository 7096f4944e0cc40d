/**
 * The true harness: the packed extension, force-installed by enterprise policy with a managed
 * configuration, as a hospital installs it. Blocking webRequest is live.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Target } from 'puppeteer';
import { BROWSER_FLAGS, BUILT_EXTENSION, type ExtensionHandle, extensionHandle } from './extension-handle.ts';
import { extensionId, serveExtension } from './extension-package.ts';
import { requireBrowser } from './find-browser.ts';
import { mountPolicy } from './policy-mount.ts';

export interface TrueOptions {
  /** Managed configuration of the extension (`storage.managed`); null or absent: none. */
  readonly managed?: object | null;
  readonly headless?: boolean;
  /** Folder of the built extension. */
  readonly extension?: string;
  readonly args?: readonly string[];
  /** Further browser policies, by their Chromium names. */
  readonly browserPolicies?: object;
}

export interface TrueBrowser extends ExtensionHandle {
  /** The browser's profile folder, while it runs. */
  readonly profile: string;
  /** Changes the policy file on disk; `storage.managed` follows within about 5 s. */
  setManaged(config: object | null): void;
  /** Offers another build at the update server; resolves when its service worker and the engine's document stand. */
  update(folder: string): Promise<void>;
  /** Takes the extension out of the policy: the browser removes it within some seconds. */
  remove(): void;
  /** Resolves when `storage.managed` holds the value under the key; rejects after 15 s. */
  managedHas(key: string, value: unknown): Promise<void>;
}

export async function launchTrue(options: TrueOptions = {}): Promise<TrueBrowser> {
  const browserPlace = requireBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'chartward-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const server = await serveExtension(options.extension ?? BUILT_EXTENSION, join(folder, 'extension.crx'));
  const cleanUp = () => {
    server.close();
    removeFolder();
  };
  const id = extensionId();
  const policyWith = (managed: object | null) => ({
    ...options.browserPolicies,
    // Without it the targets of a force-installed extension cannot be seen by puppeteer.
    DeveloperToolsAvailability: 1,
    ExtensionSettings: {
      [id]: {
        installation_mode: 'force_installed',
        update_url: server.updateUrl,
        override_update_url: true,
        toolbar_pin: 'force_pinned',
      },
    },
    ...(managed === null ? {} : { '3rdparty': { extensions: { [id]: managed } } }),
  });
  try {
    const mount = mountPolicy(browserPlace, folder);
    mount.write(policyWith(options.managed ?? null));
    const browser = await launch({
      executablePath: mount.executable,
      headless: options.headless ?? true,
      pipe: true,
      enableExtensions: true,
      // The first installation of a forced extension is background networking.
      ignoreDefaultArgs: ['--disable-background-networking'],
      args: [...BROWSER_FLAGS, ...(options.args ?? [])],
      userDataDir: join(folder, 'profile'),
      defaultViewport: null,
    });
    const handle = extensionHandle(browser, id, cleanUp);
    await handle.serviceWorker();
    return {
      ...handle,
      profile: join(folder, 'profile'),
      setManaged: (config) => mount.write(policyWith(config)),
      async update(build) {
        await server.offer(build);
        const worker = await handle.serviceWorker();
        const started = newWorker(browser, handle.extensionId);
        // The worker may be gone before it can answer.
        void worker.evaluate(async () => void (await chrome.runtime.requestUpdateCheck())).catch(() => undefined);
        await started;
        await handle.offscreen();
      },
      remove: () => mount.write({ DeveloperToolsAvailability: 1 }),
      managedHas: (key, value) => managedHas(handle, key, value),
    };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** Resolves when another service worker of the extension starts; rejects after 30 s. */
const newWorker = (browser: Browser, id: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No new version within 30 s.')), 30_000);
    const onTarget = (target: Target) => {
      if (target.type() !== 'service_worker' || !target.url().includes(id)) return;
      clearTimeout(timer);
      browser.off('targetcreated', onTarget);
      resolve();
    };
    browser.on('targetcreated', onTarget);
  });

async function managedHas(handle: ExtensionHandle, key: string, value: unknown): Promise<void> {
  const wanted = JSON.stringify(value);
  const started = performance.now();
  while (performance.now() - started < 15_000) {
    const worker = await handle.serviceWorker();
    const held = await worker.evaluate(async (name) => (await chrome.storage.managed.get(name))[name], key);
    if (JSON.stringify(held) === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`storage.managed did not come to hold ${key} within 15 s.`);
}
