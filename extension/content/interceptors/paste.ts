import { type Caret, rememberCaret } from '../caret.ts';
import { defineInterceptor, first, realTarget, stop } from '../interceptor.ts';
import { ownPaste, replayPaste } from '../paste-again.ts';
import { itemsOf, transferOf } from '../transfer-items.ts';

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
      const deliver = async (paste: () => boolean | Promise<boolean>): Promise<boolean> => {
        const done = (await caret.restore()) && (await paste());
        held.delete(caret);
        for (const other of held) other.follow(caret);
        return done;
      };

      hold({
        channel: 'paste',
        items,
        release: async () => {
          await deliver(() => own.run(items, caret) || replayPaste(transferOf(items, items), caret));
        },
        replace: (replacement) => deliver(() => replayPaste(transferOf(replacement, items), caret)),
        drop: async () => {
          held.delete(caret);
          await caret.restore();
        },
      });
    };
    window.addEventListener('paste', onPaste, first(signal));
  },
});
