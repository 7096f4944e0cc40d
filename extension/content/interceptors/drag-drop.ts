import type { AttemptItem, ReturnedItem } from '../../messages/attempt.ts';
import { insertAtCaret } from '../insert.ts';
import { defineInterceptor, first, last, stop } from '../interceptor.ts';
import { itemsOf, transferOf } from '../transfer-items.ts';

/** Files and text dropped on the page. The page sees the drop again once it may. */
export const dragDrop = defineInterceptor({
  name: 'drag-drop',
  install({ guarded, marking, mark, hold, signal }) {
    const onDragStart = (event: DragEvent) => {
      if (!event.isTrusted || !marking()) return;
      last(event, signal, () => mark(event.dataTransfer?.getData('text/plain') ?? ''));
    };
    const onDrop = (event: DragEvent) => {
      if (!event.isTrusted || !event.dataTransfer || !guarded('drag-drop')) return;
      stop(event);
      const target = event.composedPath()[0] ?? event.target;
      if (!(target instanceof Node)) return;
      const { clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey } = event;
      const items = itemsOf(event.dataTransfer);

      const deliver = (content: readonly (AttemptItem | ReturnedItem | null)[]): boolean => {
        const transfer = transferOf(content, items);
        if (transfer.files.length > 0 && dropOnInput(target, transfer)) return true;
        const at = { clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey };
        const replayed = new DragEvent('drop', {
          ...at,
          bubbles: true,
          cancelable: true,
          composed: true,
          dataTransfer: transfer,
        });
        const plain = transfer.getData('text/plain');
        const html = transfer.getData('text/html');
        if (!target.dispatchEvent(replayed)) return true;
        return placeCaret(target, clientX, clientY) && insertAtCaret(elementOf(target), plain, html);
      };

      hold({
        channel: 'drag-drop',
        items,
        release: () => void deliver(items),
        replace: (replacement) => replacement.some((item) => item !== null) && deliver(replacement),
        // A page that waits for the end of the drag must not wait for ever.
        drop: () => void target.dispatchEvent(new DragEvent('dragleave', { bubbles: true, composed: true })),
      });
    };
    window.addEventListener('dragstart', onDragStart, first(signal));
    window.addEventListener('drop', onDrop, first(signal));
  },
});

/** What the browser does for a file dropped on a file input. */
const dropOnInput = (target: Node, transfer: DataTransfer): boolean => {
  if (!(target instanceof HTMLInputElement) || target.type !== 'file') return false;
  target.files = transfer.files;
  target.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  target.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
};

const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);

/** Where the browser would have inserted dropped text; false where it takes none. */
const placeCaret = (target: Node, x: number, y: number): boolean => {
  const element = elementOf(target);
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    element.focus({ preventScroll: true });
    return true;
  }
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return false;
  element.closest<HTMLElement>('[contenteditable]')?.focus({ preventScroll: true });
  const caret = document.caretPositionFromPoint(x, y);
  if (caret) document.getSelection()?.collapse(caret.offsetNode, caret.offset);
  return true;
};
