import type { Runtime } from './browser.ts';

const ADDRESS = /^(?:https?|file):/;

/**
 * Where a message comes from, by the browser's word alone. Null where the document has no address of its own
 * (a sandboxed `srcdoc`, `data:`): then it belongs to the frame around it, which `background/frame-address.ts` finds.
 */
export const addressOf = (sender: Runtime.MessageSender | undefined): string | null => {
  const origin = sender && 'origin' in sender && typeof sender.origin === 'string' ? sender.origin : 'null';
  return [nowIn(sender), sender?.url, origin].find((url) => url !== undefined && ADDRESS.test(url)) ?? null;
};

/** A sender's own address is the one that its document began with; its tab knows where a page has gone since. */
const nowIn = (sender: Runtime.MessageSender | undefined): string | undefined => {
  const { url, tab, frameId } = sender ?? {};
  if (frameId !== 0 || !url || !tab?.url || !URL.canParse(url) || !URL.canParse(tab.url)) return undefined;
  return new URL(url).origin === new URL(tab.url).origin ? tab.url : undefined;
};

/** What is written where no address can be told. */
export const NOWHERE = 'about:blank';

/** The address that a document bears or inherited: of a `blob:` document that of its origin. */
export const ownAddress = (url: string): string | null => {
  if (ADDRESS.test(url)) return url;
  const origin = URL.canParse(url) ? new URL(url).origin : 'null';
  return ADDRESS.test(origin) ? origin : null;
};
