/** Redacted texts that a page did not take as they were handed over: offered for copying, and known again when pasted. */
import type { Decision } from '../../engine/types.ts';
import type { ReturnedItem } from '../messages/attempt.ts';
import type { Asks } from './asks.ts';

/** What is redacted was redacted for this: another destination or another policy is another matter. */
export interface Purposed {
  readonly destination: string;
  readonly decision: Decision;
}

export interface RedactedCopies {
  /** Shows the text in a window; once copied, it passes where it was meant to go. */
  offer(attempt: string, items: readonly (ReturnedItem | null)[], where: Purposed): Promise<void>;
  /** True for exactly such a text. */
  passes(
    items: readonly { readonly mediaType: string; readonly content: unknown }[],
    where: Purposed,
  ): Promise<boolean>;
}

/** How long a copied text passes, in ms. */
const PASSES = 10 * 60_000;

export const redactedCopies = (asks: Asks): RedactedCopies => {
  /** Hashes of what was copied, and when that ends. The text itself is not kept. */
  const until = new Map<string, number>();

  return {
    async offer(attempt, items, where) {
      const text = textOf(items);
      if (text === null) return;
      const destination = new URL(where.destination).origin;
      if (!(await asks.offer({ attempt, destination, text }))) return;
      until.set(await keyOf(text, where), Date.now() + PASSES);
    },
    async passes(items, where) {
      const [item] = items;
      if (until.size === 0 || items.length !== 1 || item?.mediaType !== 'text/plain') return false;
      if (typeof item.content !== 'string') return false;
      const now = Date.now();
      for (const [key, end] of until) if (end < now) until.delete(key);
      return until.has(await keyOf(item.content, where));
    },
  };
};

const textOf = (items: readonly (ReturnedItem | null)[]): string | null => {
  const content = items.find((item) => item?.mediaType === 'text/plain')?.content;
  return typeof content === 'string' && content !== '' ? content : null;
};

/** Clipboards write line ends in their own ways. */
const keyOf = async (text: string, { destination, decision }: Purposed): Promise<string> => {
  const said = JSON.stringify([new URL(destination).origin, decision.reason.policy.hash, text.replace(/\r\n?/g, '\n')]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
  return String.fromCharCode(...new Uint8Array(digest));
};
