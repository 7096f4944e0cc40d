import { type Caret, rememberCaret } from '../caret.ts';
import { defineInterceptor, first, focused, listen, realTarget, stop } from '../interceptor.ts';
import { isText, ownPaste, replayPaste } from '../paste-again.ts';
import { itemsOf, transferOf } from '../transfer-items.ts';
import { watchPage } from '../watch-page.ts';

/** Ctrl+V, menu, Shift+Insert, middle click, paste as plain text: all arrive as one trusted `paste`. */
export const paste = defineInterceptor({
  name: 'paste',
  install({ guarded, hold, signal }) {
    const own = ownPaste();
    const held = new Set<Caret>();

    const onPaste = (event: ClipboardEvent) => {
      if (!event.isTrusted || !event.clipboardData || own.isOwn(event) || !guarded('paste')) return;
      stop(event);
      const caret = rememberCaret(realTarget(event));
      const items = itemsOf(event.clipboardData);
      held.add(caret);

      /** At the remembered place; what waits for the same place comes after it. */
      const deliver = async (asked: boolean, paste: () => unknown): Promise<boolean> => {
        const now = asked ? null : rememberCaret(focused());
        const done = (await caret.restore()) && (await paste()) !== false;
        held.delete(caret);
        for (const other of held) other.follow(caret);
        now?.follow(caret);
        await now?.restore();
        return done;
      };

      hold({
        channel: 'paste',
        items,
        release: async (asked) => {
          let changed = async () => true;
          const done = await deliver(asked, async () => {
            if (own.run(items, caret)) return;
            // A picture may be taken without a trace in the document.
            if (items.every(isText)) changed = watchPage(caret);
            await replayPaste(transferOf(items, items), caret);
          });
          return done && changed();
        },
        replace: (replacement) =>
          deliver(true, async () => {
            const changed = watchPage(caret);
            await replayPaste(transferOf(replacement, items), caret);
            return changed();
          }),
        drop: async (asked) => {
          held.delete(caret);
          if (asked) await caret.restore();
        },
      });
    };
    listen('paste', onPaste, first(signal));
  },
});
