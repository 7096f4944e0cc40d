/** What the service worker and the offscreen document say to each other, by `runtime.sendMessage`. */
import * as v from 'valibot';
import type { Policy } from '../../engine/policy/schema.ts';
import type { Channel, Decision, Disposition, Features, Purpose, UserContext } from '../../engine/types.ts';

/** What the engine decides with. Sent whole, on request, so that a new document needs no history. */
export interface EngineConfig {
  readonly policy: Policy;
  readonly user: UserContext;
  readonly unit?: string;
}

/** Everything that the record of one attempt holds; counts and classes, no content. */
export interface RecordRequest {
  readonly type: 'record';
  readonly channel: Channel;
  readonly destinationUrl: string;
  readonly sourceUrl?: string;
  readonly decision: Decision;
  readonly disposition: Disposition;
  readonly by: 'policy' | 'user';
  readonly features: Features;
  readonly purpose?: Purpose;
  /** Length of the user's own words, which are not kept. */
  readonly justification?: { readonly code?: string; readonly length: number };
  readonly time: number;
  readonly milliseconds: number;
}

/** Offscreen document → service worker. `record` is checked for its envelope; its parts come from the engine. */
export const engineRequest = v.variant('type', [
  v.strictObject({ type: v.literal('engine-config') }),
  v.strictObject({ type: v.literal('engine-state'), state: v.picklist(['ready', 'starting', 'unavailable']) }),
  v.strictObject({ type: v.literal('open-ask'), attempt: v.pipe(v.string(), v.maxLength(64)) }),
  v.looseObject({ type: v.literal('record') }),
]);

/** Service worker → offscreen document. */
export type EngineNotice =
  | { readonly target: 'offscreen'; readonly type: 'config-changed' }
  | { readonly target: 'offscreen'; readonly type: 'ping' };

export const isEngineNotice = (message: unknown): message is EngineNotice =>
  typeof message === 'object' && message !== null && 'target' in message && message.target === 'offscreen';
