/** The offscreen document that holds the engine: exactly one, made on demand. */
import { browser } from '../platform/browser.ts';

const PAGE = 'offscreen.html';
let making: Promise<void> | null = null;

export const ensureOffscreen = (): Promise<void> => {
  making ??= make().finally(() => {
    making = null;
  });
  return making;
};

const make = async (): Promise<void> => {
  const documentUrls = [browser.runtime.getURL(`/${PAGE}`)];
  const standing = await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'], documentUrls });
  if (standing.length > 0) return;
  await chrome.offscreen.createDocument({
    url: PAGE,
    reasons: ['WORKERS'],
    justification: 'Inspects content for protected health information inside the browser.',
  });
};

/** Tells the engine's document to fetch its configuration again; one that does not stand will by itself. */
export const tellOffscreen = async (): Promise<void> => {
  await ensureOffscreen();
  await browser.runtime.sendMessage({ target: 'offscreen', type: 'config-changed' }).catch(() => undefined);
};
