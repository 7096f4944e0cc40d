/** Stops the extension's service worker as the browser does when it idles; the next event starts it again. */
import type { ExtensionHandle } from './extension-handle.ts';

export async function stopServiceWorker({ browser, extensionId, extensionPage }: ExtensionHandle): Promise<void> {
  // A page of the extension that asks the worker nothing, and so does not start it again.
  const page = await extensionPage('manifest.json');
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  const running = () =>
    browser.targets().some((target) => target.type() === 'service_worker' && target.url().includes(extensionId));
  for (let tries = 0; running() && tries < 50; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
  if (running()) throw new Error('The service worker did not stop within 5 s.');
  await page.close();
}
