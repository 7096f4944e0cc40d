/** Did the page take what it was given? Not every page says so: what can be seen is whether anything changed. */
import { type Caret, isField } from './caret.ts';
import { isNotice } from './dialogs/notice.ts';

/** A page that has done nothing by then will do nothing, in ms. */
const MOMENT = 600;
const LOOK = 20;

/** Starts to watch. The returned function tells, at the latest after a moment. */
export const watchPage = ({ host, focused }: Caret): (() => Promise<boolean>) => {
  const before = textIn(host, focused);
  let mutated = false;
  const observer = new MutationObserver((records) => {
    mutated ||= records.some(({ addedNodes, removedNodes }) => ![...addedNodes, ...removedNodes].some(isNotice));
  });
  // An editor draws inside its host; whatever draws elsewhere (a hidden field, a canvas) may change anything.
  const own = host && !isField(host) ? host : document;
  observer.observe(own, { subtree: true, childList: true, characterData: true });
  return async () => {
    for (let waited = 0; waited < MOMENT && !mutated && textIn(host, focused) === before; waited += LOOK)
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    observer.disconnect();
    return mutated || textIn(host, focused) !== before;
  };
};

/** The text of a field, or of an edit context, which the page writes for itself. */
const textIn = (host: Element | null, focused: Element | null): string => {
  if (isField(host)) return host.value;
  const context = focused && 'editContext' in focused ? focused.editContext : null;
  return context && typeof context === 'object' && 'text' in context ? String(context.text) : '';
};
