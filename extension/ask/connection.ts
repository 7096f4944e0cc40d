/** The window's side of the question: one Port to the offscreen document, its state as a signal. */
import { signal } from '@preact/signals';
import { ASK_PORT, type AskChoice, type AskDown, type AskUp, type AskView } from '../messages/ask.ts';
import { browser } from '../platform/browser.ts';

export type AskState =
  | { readonly is: 'loading' }
  | { readonly is: 'gone' }
  | { readonly is: 'asking'; readonly view: AskView };

export const askState = signal<AskState>({ is: 'loading' });

/** Opens the question named in the address. The returned function answers it; the window closes once that is taken. */
export const openQuestion = (attempt: string) => {
  const port = browser.runtime.connect({ name: ASK_PORT });
  port.onMessage.addListener((message) => {
    const down = message as AskDown;
    if (down.type === 'view') askState.value = { is: 'asking', view: down.view };
    else if (down.type === 'gone') askState.value = { is: 'gone' };
    else window.close();
  });
  port.onDisconnect.addListener(() => {
    askState.value = { is: 'gone' };
  });
  port.postMessage({ type: 'open', attempt } satisfies AskUp);
  return (choice: AskChoice, words?: { readonly reason: string; readonly purpose: string }) =>
    port.postMessage({ type: 'answer', attempt, choice, ...words } satisfies AskUp);
};
