/** The window's side of the question: one Port to the offscreen document, its state as a signal. */
import { signal } from '@preact/signals';
import { ASK_PORT, type AskChoice, type AskDown, type AskUp, type AskView, type CopyView } from '../messages/ask.ts';
import { browser } from '../platform/browser.ts';

export type AskState =
  | { readonly is: 'loading' }
  | { readonly is: 'gone' }
  | { readonly is: 'asking'; readonly view: AskView }
  | { readonly is: 'offering'; readonly copy: CopyView };

export const askState = signal<AskState>({ is: 'loading' });

/** Answers that the window can give; it closes once one is taken. */
export interface Answers {
  answer(choice: AskChoice, words?: { readonly reason: string; readonly purpose: string }): void;
  /** The offered text was copied. */
  copied(): void;
}

/** Opens the question named in the address. */
export const openQuestion = (attempt: string): Answers => {
  const port = browser.runtime.connect({ name: ASK_PORT });
  port.onMessage.addListener((message) => {
    const down = message as AskDown;
    if (down.type === 'view') askState.value = { is: 'asking', view: down.view };
    else if (down.type === 'copy') askState.value = { is: 'offering', copy: down.copy };
    else if (down.type === 'gone') askState.value = { is: 'gone' };
    else window.close();
  });
  port.onDisconnect.addListener(() => {
    askState.value = { is: 'gone' };
  });
  port.postMessage({ type: 'open', attempt } satisfies AskUp);
  const say = (up: AskUp) => port.postMessage(up);
  return {
    answer: (choice, words) => say({ type: 'answer', attempt, choice, ...words }),
    copied: () => say({ type: 'copied', attempt }),
  };
};
