/**
 * A document that is opened anew loses every listener, the guards' among them. They are put back in the same
 * task, before anything that is written into it can run.
 */
import type { Bridge } from './bridge.ts';
import { captured, replaceMethod } from './captured-globals.ts';

type Call = (self: unknown, args: readonly unknown[]) => unknown;

export const tellReopening = (bridge: Bridge): void => {
  const tell = () => bridge.say({ type: 'reopened' });
  const opening =
    (native: Call): Call =>
    (self, args) => {
      const opened = native(self, args);
      tell();
      return opened;
    };
  const writing =
    (native: Call): Call =>
    (self, args) => {
      // A document that is whole is opened by the first word that is written.
      if (isWhole(self)) {
        captured.write(self, '');
        tell();
      }
      return native(self, args);
    };
  replaceMethod(Document.prototype, 'open', opening);
  replaceMethod(Document.prototype, 'write', writing);
  replaceMethod(Document.prototype, 'writeln', writing);
};

const isWhole = (self: unknown): self is Document => {
  try {
    return captured.readyStateOf(self as Document) !== 'loading';
  } catch {
    // What is no document is the native method's to refuse.
    return false;
  }
};
