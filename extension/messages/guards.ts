/** What a content script asks the service worker, and which guards a page needs. */
import * as v from 'valibot';
import type { Channel } from '../../engine/types.ts';

/** Channels that an interceptor stands for. */
export const GUARDED = [
  'paste',
  'copy',
  'typing',
  'file-picker',
  'drag-drop',
  'form-submit',
  'print',
] as const satisfies readonly Channel[];
export type GuardedChannel = (typeof GUARDED)[number];

export const guardRequest = v.variant('type', [
  /** A document started, or its guards may have changed. */
  v.strictObject({ type: v.literal('hello') }),
  /** The engine's document may be gone: make sure that it stands. */
  v.strictObject({ type: v.literal('wake-engine') }),
  /** An attempt was stopped because nobody answered for it: on record, though nobody has read it. */
  v.strictObject({ type: v.literal('unanswered'), channel: v.picklist(GUARDED) }),
  /** Print style of this document: `lift` for one decided print, `blank` afterwards. */
  v.strictObject({ type: v.literal('print-style'), state: v.picklist(['blank', 'lift']) }),
]);
export type GuardRequest = v.InferOutput<typeof guardRequest>;

/** Channels on which a rule could act for content that goes to this document; for forms, to any path of its origin. */
export interface Guards {
  readonly channels: readonly GuardedChannel[];
  /** A rule could act on a form that is sent to some origin or other. */
  readonly formsElsewhere: boolean;
  /** The document belongs to a PHI system: what is copied or dragged out of it is remembered as coming from there. */
  readonly marks: boolean;
  /** Name under which the next version's script takes this document over; empty where there is none. */
  readonly handover: string;
}

/** Service worker → content scripts: ask again. */
export interface GuardsChanged {
  readonly type: 'guards-changed';
}

/** Service worker → content script of the top frame: do the guards stand? Answered with true or false. */
export const isGuardsLive = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'guards-live';

export const isGuardsChanged = (message: unknown): message is GuardsChanged =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'guards-changed';
