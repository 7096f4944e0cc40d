/** What the decision window (`ask/`) and the offscreen document say to each other, over a Port named `ask`. */
import * as v from 'valibot';
import type { Action, Channel, Disposition, GapReason, InfoType, Preview } from '../../engine/types.ts';
import type { FormRow } from './form-text.ts';

export const ASK_PORT = 'ask';

/** Shown to the user. No identifier travels here except inside `preview`, which no page can reach. */
export interface AskView {
  readonly attempt: string;
  readonly channel: Channel;
  readonly action: Action;
  /** Origin of the destination as the browser reports it. */
  readonly destination: string;
  /** Name of the destination in the policy, where it has one. */
  readonly destinationName?: string;
  readonly found: readonly { readonly infoType: InfoType; readonly count: number }[];
  readonly persons: number;
  /** Why parts could not be inspected. */
  readonly gaps: readonly GapReason[];
  /** The policy's own sentence. */
  readonly notify?: string;
  readonly ruleNames: readonly string[];
  readonly purposes: readonly { readonly code: string; readonly label: string }[];
  /** What must be said with `original`. */
  readonly asks: { readonly reason: boolean; readonly purpose: boolean };
  /** What the user may choose. */
  readonly choices: readonly AskChoice[];
  /** Present for `redact` and `tokenise`. */
  readonly preview?: Preview;
  /** A form's fields, which stand for the first item of the preview. */
  readonly fields?: readonly FormRow[];
}

/** `redacted`: send the changed copy; `original`: send as it is; `stop`: send nothing. */
export type AskChoice = 'original' | 'redacted' | 'stop';

/** A page did not take the redacted copy: its text, which is free of what had to go. */
export interface CopyView {
  readonly attempt: string;
  /** Origin of the destination as the browser reports it. */
  readonly destination: string;
  readonly text: string;
}

/** Offscreen → window. */
export type AskDown =
  | { readonly type: 'view'; readonly view: AskView }
  | { readonly type: 'copy'; readonly copy: CopyView }
  | { readonly type: 'done'; readonly disposition: Disposition }
  | { readonly type: 'gone' };

/** Window → offscreen. */
export const askUp = v.variant('type', [
  v.strictObject({ type: v.literal('open'), attempt: v.pipe(v.string(), v.maxLength(64)) }),
  v.strictObject({
    type: v.literal('answer'),
    attempt: v.pipe(v.string(), v.maxLength(64)),
    choice: v.picklist(['original', 'redacted', 'stop']),
    /** Required with `original` where the action is justify or an override is asked for. */
    reason: v.optional(v.pipe(v.string(), v.maxLength(500))),
    purpose: v.optional(v.pipe(v.string(), v.maxLength(16))),
  }),
  /** The text of a `copy` lies on the clipboard now. */
  v.strictObject({ type: v.literal('copied'), attempt: v.pipe(v.string(), v.maxLength(64)) }),
]);
export type AskUp = v.InferOutput<typeof askUp>;
