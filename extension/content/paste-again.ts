/**
 * Pastes once more what was stopped. Unchanged text is pasted by the browser itself, so that nothing
 * is different for the page; what was changed, and what the browser will not paste, is handed over
 * as the events of a paste, which are not marked as the user's own.
 */
import type { AttemptItem } from '../messages/attempt.ts';
import { type Caret, isField, selectionOf } from './caret.ts';
import { insertAtCaret, insertPictures } from './insert.ts';
import { stop } from './interceptor.ts';
import { itemsOf, transferOf } from './transfer-items.ts';

/** The browser's paste with every flavour, and with the text alone. */
const COMMANDS = ['paste', 'pasteAndMatchStyle'];

interface OwnPaste {
  /** True for a paste that was started here: it passes or is stopped, and is nobody else's. */
  isOwn(event: ClipboardEvent): boolean;
  /** False where the clipboard holds something else by now, or the browser does not paste there. */
  run(items: readonly AttemptItem[], caret: Caret): boolean;
}

export const ownPaste = (): OwnPaste => {
  let expected: readonly AttemptItem[] | null = null;
  let passed = false;
  return {
    isOwn(event) {
      if (!expected) return false;
      // INVARIANT: what passes here is what was inspected, whatever became of the clipboard meanwhile.
      passed = !!event.clipboardData && isSame(itemsOf(event.clipboardData), expected);
      if (!passed) stop(event);
      return true;
    },
    run(items, caret) {
      if (!items.every(isText)) return false;
      // Editors that wait for `beforeinput` get none from a command.
      const announce = (event: Event) => {
        if (!event.defaultPrevented && !announceInput(caret, transferOf(items, items))) event.preventDefault();
      };
      window.addEventListener('paste', announce);
      passed = false;
      expected = items;
      for (const command of COMMANDS) if (!passed) document.execCommand(command);
      expected = null;
      window.removeEventListener('paste', announce);
      return passed;
    },
  };
};

export const isText = ({ content }: AttemptItem): boolean => typeof content === 'string';

const isSame = (now: readonly AttemptItem[], then: readonly AttemptItem[]): boolean =>
  now.length === then.length &&
  now.every(
    ({ mediaType, content }, index) => mediaType === then[index]?.mediaType && content === then[index]?.content,
  );

/** The page's own handlers first, as in a native paste; the browser's insertion if they do not want it. */
export const replayPaste = async (transfer: DataTransfer, caret: Caret): Promise<void> => {
  const target = caret.target();
  const event = new ClipboardEvent('paste', {
    clipboardData: transfer,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  if (!target?.dispatchEvent(event) || !announceInput(caret, transfer)) return;
  const element = target instanceof Element ? target : null;
  const plain = transfer.getData('text/plain');
  const html = transfer.getData('text/html');
  if (plain || html) insertAtCaret(element, plain, html);
  else await insertPictures(element, [...transfer.files]);
};

/** `beforeinput` as a native paste fires it; false where the page wants to insert for itself. */
const announceInput = ({ host }: Caret, transfer: DataTransfer): boolean => {
  if (!host?.isConnected) return true;
  const selection = selectionOf(host);
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const what = isField(host)
    ? { data: transfer.getData('text/plain') }
    : { dataTransfer: transfer, targetRanges: range ? [new StaticRange(range)] : [] };
  return host.dispatchEvent(
    new InputEvent('beforeinput', {
      inputType: 'insertFromPaste',
      bubbles: true,
      cancelable: true,
      composed: true,
      ...what,
    }),
  );
};
