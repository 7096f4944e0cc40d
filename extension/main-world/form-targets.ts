/**
 * A form that a script sends to another window or frame shows this document no navigation. While forms are
 * guarded it is begun in its own place, where the isolated world stops it and sends it to its target.
 */
import type { Bridge } from './bridge.ts';
import { captured, replaceMethod } from './captured-globals.ts';

export const showFormTargets = (bridge: Bridge): void => {
  let guarded = true;
  bridge.onSaid(({ message }) => {
    const said = message as { type?: unknown; guarded?: unknown };
    if (said.type === 'forms') guarded = said.guarded === true;
  });
  const shown =
    (native: (self: unknown, args: readonly unknown[]) => unknown) => (self: unknown, args: readonly unknown[]) => {
      if (!guarded || !(self instanceof HTMLFormElement)) return native(self, args);
      const restoreForm = hereInstead(self, 'target');
      const submitter = args[0];
      const restoreButton = submitter instanceof HTMLElement ? hereInstead(submitter, 'formtarget') : null;
      try {
        return native(self, args);
      } finally {
        restoreForm?.();
        restoreButton?.();
      }
    };
  replaceMethod(HTMLFormElement.prototype, 'submit', shown);
  replaceMethod(HTMLFormElement.prototype, 'requestSubmit', shown);
};

/** Null where it goes to its own place as it is. */
const hereInstead = (element: Element, name: 'target' | 'formtarget'): (() => void) | null => {
  const target = captured.getAttribute(element, name);
  const elsewhere = target || (name === 'target' && captured.querySelector(captured.document, 'base[target]'));
  if (!elsewhere) return null;
  captured.setAttribute(element, name, '_self');
  return () => {
    if (target === null) captured.removeAttribute(element, name);
    else captured.setAttribute(element, name, target);
  };
};
