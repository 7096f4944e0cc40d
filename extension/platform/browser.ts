/** The one importer of the polyfill. `chrome.offscreen` has no counterpart there: see `background/offscreen-host.ts`. */
import browser from 'webextension-polyfill';

export type { Runtime, Tabs } from 'webextension-polyfill';
export { browser };
