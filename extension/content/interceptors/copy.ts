import type { AttemptItem, ReturnedItem } from '../../messages/attempt.ts';
import { rememberCaret } from '../caret.ts';
import { defineInterceptor, first, last, listen, realTarget, stop } from '../interceptor.ts';
import { selectedIn } from '../selection.ts';
import { itemsOf, textItem, transferOf } from '../transfer-items.ts';

/**
 * Copy and cut. A held one puts nothing on the clipboard: what would be copied is asked of the page
 * with a copy event of our own, and the browser's command runs again once it may.
 */
export const copy = defineInterceptor({
  name: 'copy',
  install({ guarded, marking, mark, hold, signal }) {
    /** What the running command of ours writes; `native` leaves it to the browser. */
    let writing: DataTransfer | 'native' | null = null;

    const onCopy = (event: ClipboardEvent) => {
      if (writing) return write(event, writing);
      if (!event.isTrusted) return;
      if (!guarded('copy')) {
        if (marking()) last(event, signal, () => mark(copiedBy(event)));
        return;
      }
      stop(event);
      const target = realTarget(event);
      const caret = rememberCaret(target);
      const asked = ask(target);
      const items = asked ? itemsOf(asked) : selectedItems(target);
      if (items.length === 0) return;
      if (marking()) mark(plainOf(items));

      const put = (content: DataTransfer | 'native') => {
        writing = content;
        try {
          // The command is off where nothing is selected, unless somebody says that there is something to copy.
          const command = event.type === 'cut' && content === 'native' ? 'cut' : 'copy';
          return document.execCommand(command);
        } finally {
          writing = null;
        }
      };
      const remove = () => {
        if (event.type !== 'cut') return;
        const cut = new ClipboardEvent('cut', { clipboardData: new DataTransfer(), ...BUBBLING });
        if ((target ?? document).dispatchEvent(cut)) document.execCommand('delete');
      };
      const deliver = async (content: readonly (AttemptItem | ReturnedItem | null)[]): Promise<boolean> => {
        await caret.restore();
        const done = put(transferOf(content, items));
        if (done) remove();
        return done;
      };

      hold({
        channel: 'copy',
        items,
        async release() {
          await caret.restore();
          // The browser's own copy keeps all formatting; it may run only while it would copy what was inspected.
          const same = !asked && plainOf(selectedItems(target)) === plainOf(items);
          if (!(same && put('native'))) await deliver(items);
        },
        replace: async (replacement) => replacement.some((item) => item !== null) && deliver(replacement),
        drop: async () => {
          await caret.restore();
        },
      });
    };

    const onBefore = (event: Event) => {
      if (writing && writing !== 'native') event.preventDefault();
    };
    for (const type of ['copy', 'cut'] as const) {
      listen(type, onCopy, first(signal));
      listen(`before${type}`, onBefore, first(signal));
    }
  },
});

const BUBBLING = { bubbles: true, cancelable: true, composed: true } as const;

/** No page handler sees the command of ours: it was asked before, and what was decided is what is written. */
const write = (event: ClipboardEvent, content: DataTransfer | 'native'): void => {
  event.stopImmediatePropagation();
  if (content === 'native' || !event.clipboardData) return;
  event.preventDefault();
  for (const type of content.types) if (type !== 'Files') event.clipboardData.setData(type, content.getData(type));
};

/** What the page's own copy handler would write; null where it leaves the copy to the browser. */
const ask = (target: Element | null): DataTransfer | null => {
  const transfer = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData: transfer, ...BUBBLING });
  return (target ?? document).dispatchEvent(event) ? null : transfer;
};

const selectedItems = (target: Element | null): AttemptItem[] => {
  const { plain, html } = selectedIn(target);
  if (plain === '') return [];
  return [textItem('text/plain', plain), ...(html === '' ? [] : [textItem('text/html', html)])];
};

const plainOf = (items: readonly AttemptItem[]): string => {
  const plain = items.find(({ mediaType }) => mediaType === 'text/plain')?.content;
  return typeof plain === 'string' ? plain : '';
};

/** What an unguarded copy has put on the clipboard, after the page's own handlers. */
const copiedBy = (event: ClipboardEvent): string =>
  event.defaultPrevented ? (event.clipboardData?.getData('text/plain') ?? '') : selectedIn(realTarget(event)).plain;
