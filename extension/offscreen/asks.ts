/** Questions to the user, each in an extension window. Whatever ends the window without an answer means stop. */
import * as v from 'valibot';
import { type AskChoice, type AskDown, type AskView, askUp } from '../messages/ask.ts';
import type { Runtime } from '../platform/browser.ts';

export interface Answer {
  readonly choice: AskChoice;
  readonly reason?: string;
  readonly purpose?: string;
}

export interface Asks {
  /** Resolves once, with the user's answer or with stop. */
  open(view: AskView, cancelled: Promise<unknown>): Promise<Answer>;
  /** A window connected. */
  connected(port: Runtime.Port): void;
}

/** How long a window may take to appear, in ms. */
const APPEAR = 20_000;
const STOP: Answer = { choice: 'stop' };

export const holdAsks = (openWindow: (attempt: string) => Promise<unknown>): Asks => {
  const waiting = new Map<
    string,
    { readonly view: AskView; readonly answer: (answer: Answer) => void; seen: boolean }
  >();

  return {
    async open(view, cancelled) {
      const answer = await new Promise<Answer>((resolve) => {
        const ask = { view, answer: resolve, seen: false };
        waiting.set(view.attempt, ask);
        void cancelled.then(() => resolve(STOP));
        setTimeout(() => ask.seen || resolve(STOP), APPEAR);
        openWindow(view.attempt).catch(() => resolve(STOP));
      });
      waiting.delete(view.attempt);
      return answer;
    },
    connected(port) {
      const say = (down: AskDown) => port.postMessage(down);
      let attempt = '';
      port.onMessage.addListener((message) => {
        const parsed = v.safeParse(askUp, message);
        const ask = parsed.success ? waiting.get(parsed.output.attempt) : undefined;
        if (!parsed.success || !ask) return say({ type: 'gone' });
        attempt = parsed.output.attempt;
        ask.seen = true;
        if (parsed.output.type === 'open') return say({ type: 'view', view: ask.view });
        const { choice, reason, purpose } = parsed.output;
        if (!ask.view.choices.includes(choice)) return say({ type: 'gone' });
        ask.answer({ choice, ...(reason ? { reason } : {}), ...(purpose ? { purpose } : {}) });
        say({
          type: 'done',
          disposition: choice === 'stop' ? 'blocked' : choice === 'redacted' ? 'modified' : 'allowed',
        });
      });
      port.onDisconnect.addListener(() => waiting.get(attempt)?.answer(STOP));
    },
  };
};
