import { insertAtCaret, rememberCaret } from '../insert.ts';
import { defineInterceptor, first, realTarget, stop } from '../interceptor.ts';
import { itemsOf, transferOf } from '../transfer-items.ts';

/** Ctrl+V, menu, Shift+Insert, middle click, paste as plain text: all arrive as one trusted `paste`. */
export const paste = defineInterceptor({
  name: 'paste',
  install({ guarded, hold, signal }) {
    const onPaste = (event: ClipboardEvent) => {
      if (!event.isTrusted || !event.clipboardData || !guarded('paste')) return;
      stop(event);
      const target = realTarget(event);
      const caret = rememberCaret(target);
      const items = itemsOf(event.clipboardData);

      /** The page's own handler first, as in a native paste; the browser's insertion if it does not want it. */
      const deliver = (transfer: DataTransfer): boolean => {
        caret.restore();
        const plain = transfer.getData('text/plain');
        const html = transfer.getData('text/html');
        const replayed = new ClipboardEvent('paste', {
          clipboardData: transfer,
          bubbles: true,
          cancelable: true,
          composed: true,
        });
        const wanted = (target ?? document).dispatchEvent(replayed);
        return wanted ? insertAtCaret(target, plain, html) : true;
      };

      hold({
        channel: 'paste',
        items,
        release: () => void deliver(transferOf(items, items)),
        replace: (replacement) => deliver(transferOf(replacement, items)),
        drop: () => caret.restore(),
      });
    };
    window.addEventListener('paste', onPaste, first(signal));
  },
});
