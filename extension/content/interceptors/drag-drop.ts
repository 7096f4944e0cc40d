import type { AttemptItem, ReturnedItem } from '../../messages/attempt.ts';
import { type DroppedFile, droppedIn } from '../dropped-files.ts';
import { giveToInput } from '../file-choice.ts';
import { insertAtCaret } from '../insert.ts';
import { defineInterceptor, first, last, listen, stop } from '../interceptor.ts';
import { fileItem, itemsOf, transferOf } from '../transfer-items.ts';

/** Files and text dropped on the page. The page sees the drop again once it may. */
export const dragDrop = defineInterceptor({
  name: 'drag-drop',
  install({ guarded, marking, mark, hold, page, signal }) {
    /** What a drag that began in this document carries: dropped here again it leaves for nowhere. */
    let own: string | null = null;
    const onDragStart = (event: DragEvent) => {
      if (!event.isTrusted) return;
      own = null;
      last(event, signal, () => {
        if (!event.dataTransfer) return;
        own = flavoursOf(event.dataTransfer);
        if (marking()) mark(event.dataTransfer.getData('text/plain'));
      });
    };
    const onDrop = (event: DragEvent) => {
      if (!event.isTrusted || !event.dataTransfer || !guarded('drag-drop')) return;
      if (own !== null && flavoursOf(event.dataTransfer) === own) return;
      stop(event);
      const target = event.composedPath()[0] ?? event.target;
      if (!(target instanceof Node)) return;
      const texts = itemsOf(event.dataTransfer).filter(({ content }) => typeof content === 'string');
      void droppedIn(event.dataTransfer).then((files) => holdDrop(placeOf(event, target), texts, files));
    };

    const holdDrop = (place: Place, texts: readonly AttemptItem[], files: readonly DroppedFile[]) => {
      const items = [...texts, ...files.map(({ file, path }) => ({ ...fileItem(file), name: path }))];
      const deliver = (content: readonly (AttemptItem | ReturnedItem | null)[]): boolean => {
        const kept = files.filter((_, index) => content[texts.length + index]);
        page.say({ type: 'dropped', paths: kept.map(({ path }) => path) });
        return dropAgain(place, transferOf(content, items));
      };
      hold({
        channel: 'drag-drop',
        items,
        release: () => void deliver(items),
        replace: (replacement) => replacement.some((item) => item !== null) && deliver(replacement),
        // A page that waits for the end of the drag must not wait for ever.
        drop: () => void place.target.dispatchEvent(new DragEvent('dragleave', { bubbles: true, composed: true })),
      });
    };
    listen('dragstart', onDragStart, first(signal));
    listen('drop', onDrop, first(signal));
  },
});

/** Every text of a drag; null where files are in it, which come from elsewhere. */
const flavoursOf = (transfer: DataTransfer): string | null =>
  transfer.files.length > 0
    ? null
    : JSON.stringify([...transfer.types].sort().map((type) => [type, transfer.getData(type)]));

/** Where and how it was dropped. */
interface Place extends DragEventInit {
  readonly target: Node;
  readonly clientX: number;
  readonly clientY: number;
}

const placeOf = (event: DragEvent, target: Node): Place => {
  const { clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey } = event;
  return { target, clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey };
};

/** The page's own handler first, as in a native drop; what the browser does if it does not want it. */
const dropAgain = ({ target, ...at }: Place, dataTransfer: DataTransfer): boolean => {
  if (target instanceof HTMLInputElement && target.type === 'file' && dataTransfer.files.length > 0) {
    giveToInput(target, [...dataTransfer.files]);
    return true;
  }
  const plain = dataTransfer.getData('text/plain');
  const html = dataTransfer.getData('text/html');
  const replayed = new DragEvent('drop', { ...at, bubbles: true, cancelable: true, composed: true, dataTransfer });
  if (!target.dispatchEvent(replayed)) return true;
  return placeCaret(target, at.clientX, at.clientY) && insertAtCaret(elementOf(target), plain, html);
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
