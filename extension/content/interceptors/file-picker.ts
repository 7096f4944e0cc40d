import { defineInterceptor, first, stop } from '../interceptor.ts';
import { fileItem, fileOf } from '../transfer-items.ts';

/** `input` fires before `change`: both are held as one choice, and the input is empty while it is. */
export const filePicker = defineInterceptor({
  name: 'file-picker',
  install({ guarded, hold, signal }) {
    const held = new WeakSet<HTMLInputElement>();

    const onChoice = (event: Event) => {
      if (!event.isTrusted) return;
      const input = fileInput(event);
      if (!input || !guarded('file-picker')) return;
      // The second event of a choice that is already held: its files are gone, and it must not be seen.
      if (held.has(input)) return stop(event);
      if (!input.files || input.files.length === 0) return;
      stop(event);
      held.add(input);
      // The trusted `change` follows `input` in the same task.
      setTimeout(() => held.delete(input));
      const files = [...input.files];
      input.files = new DataTransfer().files;

      const give = (chosen: readonly File[]) => {
        const transfer = new DataTransfer();
        for (const file of chosen) transfer.items.add(file);
        input.files = transfer.files;
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      };

      hold({
        channel: 'file-picker',
        items: files.map(fileItem),
        release: () => give(files),
        replace(items) {
          const kept = files.flatMap((file, index) => {
            const item = items[index];
            return item ? [fileOf(item, file)] : [];
          });
          if (kept.length > 0) give(kept);
          return kept.length > 0;
        },
        drop: () => {
          input.value = '';
        },
      });
    };
    window.addEventListener('input', onChoice, first(signal));
    window.addEventListener('change', onChoice, first(signal));
  },
});

/** The file input itself, inside closed shadow roots too. */
const fileInput = (event: Event): HTMLInputElement | null => {
  let target: EventTarget | null | undefined = event.composedPath()[0];
  while (target instanceof HTMLElement && !(target instanceof HTMLInputElement)) {
    const root = chrome.dom?.openOrClosedShadowRoot(target);
    if (!root) return null;
    target = root.activeElement ?? root.querySelector('input[type=file]');
  }
  return target instanceof HTMLInputElement && target.type === 'file' ? target : null;
};
