/** The printed form of a document, blank until decided. USER origin wins over anything that the page can write. */
import { browser, type Runtime } from '../platform/browser.ts';

const BLANK = '@media print { html, body { display: none !important; visibility: hidden !important } }';
/** Each insertion counts for itself, so the one made at the commit has a text of its own and is made once. */
const BLANK_FROM_COMMIT = `${BLANK} /* from the commit */`;

/** The content script keeps the count: it blanks only what it lifted, and lifts only what is blank. */
export const printStyle = async (sender: Runtime.MessageSender, state: 'blank' | 'lift'): Promise<void> => {
  const tabId = sender.tab?.id;
  const documentId = 'documentId' in sender && typeof sender.documentId === 'string' ? sender.documentId : undefined;
  if (tabId === undefined || documentId === undefined) return;
  const injection = { target: { tabId, documentIds: [documentId] }, css: BLANK, origin: 'USER' as const };
  if (state === 'blank') return chrome.scripting.insertCSS(injection);
  await chrome.scripting.removeCSS(injection);
  await chrome.scripting.removeCSS({ ...injection, css: BLANK_FROM_COMMIT });
};

/** As early as a document exists, before its own script speaks. */
export const blankOnCommit = (mayPrint: (url: string) => Promise<boolean>): void => {
  browser.webNavigation.onCommitted.addListener(async ({ tabId, frameId, url }) => {
    if (!/^(?:https?|file|blob|data|about):/.test(url) || (await mayPrint(url))) return;
    // The document may be gone again, or be one that takes no style; its own hello repeats this.
    await chrome.scripting
      .insertCSS({ target: { tabId, frameIds: [frameId] }, css: BLANK_FROM_COMMIT, origin: 'USER' })
      .catch(() => undefined);
  });
};
