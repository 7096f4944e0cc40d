/** The printed form of a document, blank until decided. USER origin wins over anything that the page can write. */
import { browser, type Runtime } from '../platform/browser.ts';

const BLANK = '@media print { html, body { display: none !important; visibility: hidden !important } }';

/** Inserting the same style twice leaves one, so this may be said as often as one likes. */
export const printStyle = async (sender: Runtime.MessageSender, state: 'blank' | 'lift'): Promise<void> => {
  const tabId = sender.tab?.id;
  const documentId = 'documentId' in sender && typeof sender.documentId === 'string' ? sender.documentId : undefined;
  if (tabId === undefined || documentId === undefined) return;
  const injection = { target: { tabId, documentIds: [documentId] }, css: BLANK, origin: 'USER' as const };
  if (state === 'blank') await chrome.scripting.insertCSS(injection);
  else await chrome.scripting.removeCSS(injection);
};

/** As early as a document exists, before its own script speaks. */
export const blankOnCommit = (mayPrint: (url: string) => Promise<boolean>): void => {
  browser.webNavigation.onCommitted.addListener(async ({ tabId, frameId, url }) => {
    if (!/^(?:https?|file|blob|data|about):/.test(url) || (await mayPrint(url))) return;
    // The document may be gone again, or be one that takes no style; its own hello repeats this.
    await chrome.scripting
      .insertCSS({ target: { tabId, frameIds: [frameId] }, css: BLANK, origin: 'USER' })
      .catch(() => undefined);
  });
};
