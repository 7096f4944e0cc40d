import type { Endpoint } from '../../engine/types.ts';
import type { Runtime } from './browser.ts';

/** Where a message comes from, by the browser's word alone: the document, or its tab where it has no address of its own. */
export const endpointOf = (sender: Runtime.MessageSender | undefined): Endpoint => {
  const origin = sender && 'origin' in sender && typeof sender.origin === 'string' ? sender.origin : 'null';
  const candidates = [sender?.url, origin, sender?.tab?.url];
  return { url: candidates.find((url) => url !== undefined && /^(?:https?|file):/.test(url)) ?? 'about:blank' };
};
