/** Ends this life of the extension's service worker, as idling does; the next event begins another. */
import type { ExtensionHandle } from './extension-handle.ts';

export async function stopServiceWorker({ extensionPage }: ExtensionHandle): Promise<void> {
  // A page of the extension that asks the worker nothing, and so does not start it again.
  const page = await extensionPage('manifest.json');
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await page.close();
}
