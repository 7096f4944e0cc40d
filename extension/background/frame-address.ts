/**
 * The address that a document is judged by. One without its own (a sandboxed `srcdoc`, `data:`) belongs to the
 * nearest frame around it that has one: never to the tab's, which may be another site.
 */
import { browser, type Runtime } from '../platform/browser.ts';
import { addressOf, ownAddress } from '../platform/endpoint.ts';

/** Null where it cannot be told: then everything is held, and nothing passes. */
export const frameAddress = async (sender: Runtime.MessageSender): Promise<string | null> => {
  const own = addressOf(sender);
  if (own !== null) return own;
  return sender.tab?.id === undefined || sender.frameId === undefined
    ? null
    : addressAround(sender.tab.id, sender.frameId);
};

export const addressAround = async (tabId: number, frameId: number): Promise<string | null> => {
  // Frames form a tree, so that this ends at the tab's own, whose parent is -1.
  for (let frame = frameId; frame >= 0; ) {
    const details = await browser.webNavigation.getFrame({ tabId, frameId: frame }).catch(() => null);
    if (!details) return null;
    const address = ownAddress(details.url);
    if (address !== null) return address;
    frame = details.parentFrameId;
  }
  return null;
};
