/** What popup, options and review ask the service worker, by `runtime.sendMessage`. */
import * as v from 'valibot';
import type { Action, Channel, Disposition } from '../../engine/types.ts';

export const statusRequest = v.variant('type', [
  v.strictObject({ type: v.literal('status'), tab: v.pipe(v.number(), v.integer()) }),
  v.strictObject({ type: v.literal('policy-view') }),
]);
export type StatusRequest = v.InferOutput<typeof statusRequest>;

/**
 * `protected`: a valid policy and an engine. `outdated`: the policy has expired, or a newer one was refused.
 * `impaired`: no engine stands. `floor`: a built-in rule set stands in.
 */
export type Protection = 'protected' | 'outdated' | 'impaired' | 'floor' | 'unmanaged';

export interface StatusReply {
  readonly protection: Protection;
  readonly policy: {
    readonly id: string;
    readonly version: number;
    readonly hash: string;
    readonly activated: number;
  } | null;
  /** Why the configuration or a new policy was refused: path and message, in words. */
  readonly problems: readonly string[];
  /** Guards that answered on this tab, and those that a rule makes live. */
  readonly guards: readonly { readonly channel: Channel; readonly live: boolean; readonly ruled: boolean }[];
  readonly engine: 'ready' | 'starting' | 'unavailable';
  readonly recent: readonly {
    readonly time: number;
    readonly channel: Channel | 'health';
    readonly destination: string;
    readonly action: Action;
    readonly disposition: Disposition;
  }[];
}

export interface PolicyViewReply {
  /** The active policy document as JSON text, or null under the floor. */
  readonly document: string | null;
  readonly source: 'managed' | 'last-good' | 'kept' | 'floor';
  readonly problems: readonly string[];
}
