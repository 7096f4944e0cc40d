/** Where a document belongs. Frames are out of an offscreen document's sight: the service worker looks. */
import * as v from 'valibot';
import type { Runtime } from '../platform/browser.ts';
import { addressOf } from '../platform/endpoint.ts';

/** Null where it cannot be told. */
export type AddressOf = (sender: Runtime.MessageSender | undefined) => Promise<string | null>;

const found = v.nullable(v.string());

export const placesOf =
  (say: (message: object) => Promise<unknown>): AddressOf =>
  async (sender) => {
    const own = addressOf(sender);
    const { tab, frameId } = sender ?? {};
    if (own !== null || tab?.id === undefined || frameId === undefined) return own;
    const answer = await say({ type: 'frame-address', tab: tab.id, frame: frameId }).catch(() => null);
    return v.is(found, answer) ? answer : null;
  };
