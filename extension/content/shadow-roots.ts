/** Shadow trees that the user reaches, closed ones included: events that do not leave a tree are heard inside it. */
import { first, listen } from './interceptor.ts';
import { shadowRootOf } from './shadow-root-of.ts';

/** Calls `reached` once for each tree, before the event that reached it goes on inside. */
export const onShadowRoots = (reached: (root: ShadowRoot) => void, signal: AbortSignal): void => {
  const known = new WeakSet<ShadowRoot>();

  const enter = (element: Element | null, next: (root: ShadowRoot) => Element | null): void => {
    const root = element && shadowRootOf(element);
    if (!root) return;
    if (!known.has(root)) {
      known.add(root);
      reached(root);
    }
    const inner = next(root);
    if (inner !== element) enter(inner, next);
  };
  const onFocus = ({ target }: Event) => {
    if (target instanceof Element) enter(target, (root) => root.activeElement);
  };
  const onPointer = (event: MouseEvent) => {
    for (const element of event.composedPath())
      if (element instanceof HTMLElement) enter(element, (root) => root.elementFromPoint(event.clientX, event.clientY));
  };
  for (const type of ['focusin', 'keydown', 'submit'] as const)
    listen(type, onFocus, { ...first(signal), passive: true });
  for (const type of ['pointerdown', 'click'] as const) listen(type, onPointer, { ...first(signal), passive: true });
};
