/**
 * One held user action: what the content script and the offscreen document say to each other over a
 * Port named `attempt`. The Port's life is the attempt's life: closed by the content script means
 * cancelled, closed by the other side means that the engine is gone.
 */
import * as v from 'valibot';
import type { Action, Disposition, GapReason, InfoType, TransformedItem } from '../../engine/types.ts';
import { GUARDED } from './guards.ts';

export const ATTEMPT_PORT = 'attempt';

/** Longest text sent as a string, in UTF-16 units; longer text travels as a Blob (a message may hold 64 MiB). */
export const LONGEST_TEXT = 4 * 1024 * 1024;

/**
 * What was really done. `refused`: the page did not take what was to replace the original.
 * `told-before` is said of typing alone: the same stood there, and the user knows.
 */
const DONE = ['released', 'replaced', 'refused', 'dropped', 'told-before'] as const;
export type Done = (typeof DONE)[number];

const name = v.optional(v.pipe(v.string(), v.maxLength(4096)));
const mediaType = v.pipe(v.string(), v.maxLength(256));

const item = v.strictObject({
  name,
  mediaType,
  content: v.union([v.pipe(v.string(), v.maxLength(LONGEST_TEXT)), v.instance(Blob)]),
});

/** Content script → offscreen document. */
export const attemptUp = v.variant('type', [
  v.strictObject({
    type: v.literal('inspect'),
    channel: v.picklist(GUARDED),
    items: v.pipe(v.array(item), v.maxLength(100_000), v.readonly()),
    /** The form's action. Elsewhere the destination is the sender as the browser reports it. */
    destination: v.optional(v.pipe(v.string(), v.maxLength(65_536))),
    /** A page to be printed shows pictures, which nobody read. */
    pictures: v.optional(v.boolean()),
    /** True for a look ahead at a page that may be printed: decided, neither asked nor recorded. */
    ahead: v.optional(v.boolean()),
    /** The guard failed and stopped everything: dropped and recorded. */
    failed: v.optional(v.boolean()),
  }),
  /** This text was copied or dragged out of the sender: a later paste or drop of it knows where it came from. */
  v.strictObject({ type: v.literal('mark'), text: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)) }),
  v.strictObject({ type: v.literal('enforced'), done: v.picklist(DONE) }),
]);
export type AttemptUp = v.InferOutput<typeof attemptUp>;
export type AttemptItem = v.InferOutput<typeof item>;

/** What the user reads when something was stopped; classes and counts only. */
export interface Summary {
  readonly action: Action;
  readonly destination: string;
  readonly found: readonly { readonly infoType: InfoType; readonly count: number }[];
  readonly gaps: readonly GapReason[];
  readonly notify?: string;
}

/** What may leave in place of an item. A changed file comes as a Blob: a message could not hold its bytes. */
export interface ReturnedItem extends Omit<TransformedItem, 'content'> {
  readonly content: TransformedItem['content'] | Blob;
}

/** Offscreen document → content script. */
export type AttemptDown =
  | { readonly type: 'waiting-for-user' }
  | {
      readonly type: 'outcome';
      readonly outcome: 'release' | 'replace' | 'drop';
      readonly by: 'policy' | 'user';
      readonly disposition: Disposition;
      /** With `replace`: item by item; null where the item must not leave. */
      readonly items?: readonly (ReturnedItem | null)[];
      readonly summary: Summary;
    };
