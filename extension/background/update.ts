/** A new version of the extension takes over while nothing is held, so that no action is lost to it. */
import { browser } from '../platform/browser.ts';

/** ms between two looks, and after which the update is due whatever is held. */
const LOOK = 1_000;
const LONGEST = 10 * 60_000;

export const updateWhenIdle = (): void => browser.runtime.onUpdateAvailable.addListener(() => void whenIdle());

const whenIdle = async (): Promise<void> => {
  const due = Date.now() + LONGEST;
  while (Date.now() < due && (await isBusy())) await new Promise((resolve) => setTimeout(resolve, LOOK));
  browser.runtime.reload();
};

/** Without the engine's document nothing is held. */
const isBusy = async (): Promise<boolean> =>
  (await browser.runtime.sendMessage({ target: 'offscreen', type: 'busy' }).catch(() => false)) === true;
