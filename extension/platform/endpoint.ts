import type { Endpoint } from '../../engine/types.ts';
import type { Runtime } from './browser.ts';

/** Where a message comes from, by the browser's word alone: the document, or its tab where it has no address of its own. */
export const endpointOf = (sender: Runtime.MessageSender | undefined): Endpoint => {
  const origin = sender && 'origin' in sender && typeof sender.origin === 'string' ? sender.origin : 'null';
  const candidates = [nowIn(sender), sender?.url, origin, sender?.tab?.url];
  return { url: candidates.find((url) => url !== undefined && /^(?:https?|file):/.test(url)) ?? 'about:blank' };
};

/** A sender's own address is the one that its document began with; its tab knows where a page has gone since. */
const nowIn = (sender: Runtime.MessageSender | undefined): string | undefined => {
  const { url, tab, frameId } = sender ?? {};
  if (frameId !== 0 || !url || !tab?.url || !URL.canParse(url) || !URL.canParse(tab.url)) return undefined;
  return new URL(url).origin === new URL(tab.url).origin ? tab.url : undefined;
};
