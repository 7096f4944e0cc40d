/**
 * Forms that a script submits where the document is shown no navigation: to another window or frame, or
 * out of a frame's first, empty document. While forms are guarded they go a way that the isolated world
 * sees, stops, and ends where they were to go.
 */
import type { Bridge } from './bridge.ts';
import { captured, replaceMethod } from './captured-globals.ts';

type Call = (self: unknown, args: readonly unknown[]) => unknown;

export const showFormTargets = (bridge: Bridge): void => {
  let guarded = true;
  bridge.onSaid(({ message }) => {
    const said = message as { type?: unknown; guarded?: unknown };
    if (said.type === 'forms') guarded = said.guarded === true;
  });
  const requestSubmit = captured.uncurried(HTMLFormElement.prototype.requestSubmit);
  const shown =
    (native: Call): Call =>
    (self, args) => {
      if (!guarded || !isForm(self)) return native(self, args);
      const restoreForm = withInstead(self, 'target', elsewhere(self, 'target'));
      const submitter = args[0];
      const restoreButton =
        submitter instanceof HTMLElement
          ? withInstead(submitter, 'formtarget', elsewhere(submitter, 'formtarget'))
          : null;
      try {
        return native(self, args);
      } finally {
        restoreForm?.();
        restoreButton?.();
      }
    };
  replaceMethod(HTMLFormElement.prototype, 'submit', (native) => {
    const here = shown(native);
    return (self, args) => {
      if (!guarded || !isForm(self) || !isUnseen(captured.documentOf(self))) return here(self, args);
      const restore = withInstead(self, 'novalidate', '');
      try {
        return requestSubmit(self);
      } finally {
        restore?.();
      }
    };
  });
  replaceMethod(HTMLFormElement.prototype, 'requestSubmit', shown);
};

/** Of any frame's world: a script may call its own method on another's form. */
const isForm = (self: unknown): self is HTMLFormElement => {
  try {
    return captured.tagOf(self as Element) === 'FORM';
  } catch {
    // What is no element is the native method's to refuse.
    return false;
  }
};

/** The first, empty document of a frame has no history, and tells of no navigation. */
const isUnseen = (document: Document | null): boolean => document?.defaultView?.navigation?.currentEntry === null;

/** `_self` where it would go elsewhere; null where it goes to its own place as it is. */
const elsewhere = (element: Element, name: 'target' | 'formtarget'): '_self' | null => {
  const own = captured.getAttribute(element, name);
  const document = captured.documentOf(element);
  const base = name === 'target' && document && captured.querySelector(document, 'base[target]');
  return own || base ? '_self' : null;
};

const withInstead = (element: Element, name: string, value: string | null): (() => void) | null => {
  if (value === null) return null;
  const before = captured.getAttribute(element, name);
  captured.setAttribute(element, name, value);
  return () => {
    if (before === null) captured.removeAttribute(element, name);
    else captured.setAttribute(element, name, before);
  };
};
