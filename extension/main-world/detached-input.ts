/**
 * A file input that is in no document fires its events where nobody else can hear them. While its
 * dialog is open it stands in a closed shadow tree of the page, so that they pass the window first.
 */
import { captured, replaceMethod } from './captured-globals.ts';

export const guardDetachedInputs = (): void => {
  const attached =
    (native: (self: unknown, args: readonly unknown[]) => unknown) => (self: unknown, args: readonly unknown[]) => {
      if (self instanceof HTMLInputElement && captured.typeOf(self) === 'file' && !captured.isConnected(self))
        attach(self);
      return native(self, args);
    };
  replaceMethod(HTMLElement.prototype, 'click', attached);
  replaceMethod(HTMLInputElement.prototype, 'showPicker', attached);
};

const attach = (input: HTMLInputElement): void => {
  const { document } = captured;
  const host = captured.createElement(document, 'div');
  host.hidden = true;
  const root = captured.attachShadow(host, { mode: 'closed' });
  captured.appendChild(root, input);
  captured.appendChild(document.documentElement, host);
  const detach = () => {
    captured.removeEventListener(input, 'change', detach);
    captured.removeEventListener(input, 'cancel', detach);
    if (captured.isConnected(host)) captured.removeChild(document.documentElement, host);
    if (input.parentNode === root) captured.removeChild(root, input);
  };
  captured.addEventListener(input, 'change', detach);
  captured.addEventListener(input, 'cancel', detach);
};
