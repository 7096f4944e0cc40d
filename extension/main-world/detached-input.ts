/**
 * A file input that is in no document fires its events where nobody else can hear them. While its dialog
 * is open it stands, with whatever it is a part of, in a closed shadow tree of the page, so that they pass
 * the window first.
 */
import { captured, replaceMethod } from './captured-globals.ts';

type Call = (self: unknown, args: readonly unknown[]) => unknown;

const ATTACHED_FOR = ['change', 'cancel'] as const;

export const guardDetachedInputs = (): void => {
  const attached =
    (native: Call): Call =>
    (self, args) => {
      attach(self);
      return native(self, args);
    };
  replaceMethod(HTMLElement.prototype, 'click', attached);
  replaceMethod(HTMLInputElement.prototype, 'showPicker', attached);
  replaceMethod(EventTarget.prototype, 'dispatchEvent', (native) => {
    const clicked = attached(native);
    return (self, args) => (isClick(args[0]) ? clicked : native)(self, args);
  });
};

/** Of any frame's world, like all that follows: a script may call its own method on another's element. */
const isClick = (event: unknown): boolean => {
  try {
    return captured.eventTypeOf(event as Event) === 'click';
  } catch {
    // What is no event is the native method's to refuse.
    return false;
  }
};

const attach = (self: unknown): void => {
  const top = detachedTop(self);
  const document = top && captured.documentOf(top);
  const body = document && captured.rootOf(document);
  const input = top && fileInputIn(top);
  if (!top || !document || !body || !input) return;
  const parent = captured.parentOf(top);
  const next = captured.nextOf(top);
  const host = captured.createElement(document, 'div');
  captured.setAttribute(host, 'hidden', '');
  captured.appendChild(captured.attachShadow(host, { mode: 'closed' }), top);
  captured.appendChild(body, host);
  const inside = captured.parentOf(top);
  const detach = () => {
    for (let i = 0; i < ATTACHED_FOR.length; i++) captured.removeEventListener(input, ATTACHED_FOR[i] ?? '', detach);
    const around = captured.parentOf(host);
    if (around) captured.removeChild(around, host);
    if (captured.parentOf(top) !== inside) return;
    if (parent) captured.insertBefore(parent, top, next && captured.parentOf(next) === parent ? next : null);
    else if (inside) captured.removeChild(inside, top);
  };
  for (let i = 0; i < ATTACHED_FOR.length; i++) captured.addEventListener(input, ATTACHED_FOR[i] ?? '', detach);
};

/** The outermost element around this one, where that is in no document; a fragment is no element. */
const detachedTop = (self: unknown): Element | null => {
  try {
    if (captured.isConnected(self as Node)) return null;
    let top = self as Element;
    captured.tagOf(top);
    for (;;) {
      const around = captured.parentOf(top);
      if (!around) return top;
      const outer = captured.kindOf(around) === FRAGMENT ? hostOf(around) : around;
      if (!outer) return top;
      top = outer as Element;
    }
  } catch {
    // What is no element opens no dialog.
    return null;
  }
};

/** DOM Standard, `Node.DOCUMENT_FRAGMENT_NODE`. */
const FRAGMENT = 11;

const hostOf = (fragment: Node): Element | null => {
  try {
    return captured.hostOf(fragment as ShadowRoot);
  } catch {
    // A fragment that is no shadow tree stands alone.
    return null;
  }
};

const fileInputIn = (top: Element): Element | null => {
  const isOne = captured.tagOf(top) === 'INPUT' && captured.typeOf(top as HTMLInputElement) === 'file';
  return isOne ? top : captured.findIn(top, 'input[type=file i]');
};
