/** Questions to the user, each in an extension window. Whatever ends the window without an answer means stop. */
import * as v from 'valibot';
import { type AskChoice, type AskDown, type AskUp, type AskView, askUp, type CopyView } from '../messages/ask.ts';
import type { Runtime } from '../platform/browser.ts';

export interface Answer {
  readonly choice: AskChoice;
  readonly reason?: string;
  readonly purpose?: string;
}

export interface Asks {
  /** Resolves once, with the user's answer or with stop. */
  open(view: AskView, cancelled: Promise<unknown>): Promise<Answer>;
  /** Shows a text to be copied. True once the user copied it, false where the window was closed. */
  offer(copy: CopyView): Promise<boolean>;
  /** A window connected. */
  connected(port: Runtime.Port): void;
}

/** Letters of a reason that says something. */
const LEAST_REASON = 10;
/** How long a window may take to appear, in ms. */
const APPEAR = 20_000;
const STOP: Answer = { choice: 'stop' };

/** What a window shows, and what becomes of what it says. */
interface Shown<T> {
  readonly first: AskDown;
  /** The result and the last word to the window; null where that is no answer to this. */
  take(up: AskUp): { readonly result: T; readonly last: AskDown } | null;
  readonly otherwise: T;
}

interface Open {
  readonly first: AskDown;
  hear(up: AskUp | null): AskDown;
  /** The window that shows it, once it is there. */
  window: Runtime.Port | null;
}

export const holdAsks = (openWindow: (attempt: string) => Promise<unknown>): Asks => {
  const waiting = new Map<string, Open>();

  const show = async <T>(attempt: string, { first, take, otherwise }: Shown<T>, cancelled?: Promise<unknown>) => {
    const result = await new Promise<T>((resolve) => {
      const end = () => resolve(otherwise);
      const open: Open = {
        first,
        window: null,
        hear(up: AskUp | null): AskDown {
          const taken = up && take(up);
          if (taken) resolve(taken.result);
          if (!up) end();
          return taken?.last ?? { type: 'gone' };
        },
      };
      waiting.set(attempt, open);
      void cancelled?.then(() => {
        // What it shows is nobody's to read any more.
        open.window?.postMessage({ type: 'gone' } satisfies AskDown);
        end();
      });
      setTimeout(() => open.window || end(), APPEAR);
      openWindow(attempt).catch(end);
    });
    waiting.delete(attempt);
    return result;
  };

  return {
    open: (view, cancelled) =>
      show<Answer>(
        view.attempt,
        { first: { type: 'view', view }, otherwise: STOP, take: (up) => answerOf(up, view) },
        cancelled,
      ),
    offer: (copy) =>
      show(copy.attempt, {
        first: { type: 'copy', copy },
        otherwise: false,
        take: (up) => (up.type === 'copied' ? { result: true, last: { type: 'done', disposition: 'modified' } } : null),
      }),
    connected(port) {
      const say = (down: AskDown) => port.postMessage(down);
      let attempt = '';
      port.onMessage.addListener((message) => {
        const parsed = v.safeParse(askUp, message);
        const open = parsed.success ? waiting.get(parsed.output.attempt) : undefined;
        if (!parsed.success || !open) return say({ type: 'gone' });
        attempt = parsed.output.attempt;
        open.window = port;
        say(parsed.output.type === 'open' ? open.first : open.hear(parsed.output));
      });
      port.onDisconnect.addListener(() => waiting.get(attempt)?.hear(null));
    },
  };
};

const answerOf = (
  up: AskUp,
  { choices, asks, purposes }: AskView,
): { readonly result: Answer; readonly last: AskDown } | null => {
  if (up.type !== 'answer' || !choices.includes(up.choice)) return null;
  const { choice, reason, purpose } = up;
  if (choice === 'original') {
    if (asks.reason && (reason?.trim().length ?? 0) < LEAST_REASON) return null;
    if (asks.purpose && !purposes.some(({ code }) => code === purpose)) return null;
  }
  return {
    result: { choice, ...(reason ? { reason } : {}), ...(purpose ? { purpose } : {}) },
    last: {
      type: 'done',
      disposition: choice === 'stop' ? 'blocked' : choice === 'redacted' ? 'modified' : 'allowed',
    },
  };
};
