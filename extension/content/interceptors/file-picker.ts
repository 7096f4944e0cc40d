import { chosenByPage, giveToInput } from '../file-choice.ts';
import { defineInterceptor, first, listen, stop } from '../interceptor.ts';
import { shadowRootOf } from '../shadow-root-of.ts';
import { fileItem, filesOf } from '../transfer-items.ts';

/** `input` fires before `change`: both are held as one choice, and the input is empty while it is. */
export const filePicker = defineInterceptor({
  name: 'file-picker',
  install({ guarded, hold, page, signal }) {
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
      // The trusted `change` follows `input` in the same task; it does not leave a shadow tree.
      const root = input.getRootNode();
      const onChange = (change: Event) => {
        if (change.isTrusted && change.target === input) stop(change);
      };
      if (root instanceof ShadowRoot) root.addEventListener('change', onChange, true);
      setTimeout(() => {
        held.delete(input);
        root.removeEventListener('change', onChange, true);
      });
      const files = [...input.files];
      input.files = new DataTransfer().files;

      hold({
        channel: 'file-picker',
        items: files.map(fileItem),
        release: () => giveToInput(input, files),
        replace(items) {
          const kept = filesOf(items, files);
          if (kept.length > 0) giveToInput(input, kept);
          return kept.length > 0;
        },
        drop: () => {
          input.value = '';
        },
      });
    };
    listen('input', onChoice, first(signal));
    listen('change', onChoice, first(signal));
    chosenByPage(page, (files, answer) => {
      if (!guarded('file-picker')) return answer('release');
      hold({
        channel: 'file-picker',
        items: files.map(fileItem),
        release: () => answer('release'),
        replace(items) {
          const kept = filesOf(items, files);
          answer(kept.length === files.length ? 'replace' : 'drop', kept);
          return kept.length === files.length;
        },
        drop: () => answer('drop'),
      });
    });
  },
});

/** The file input itself, inside closed shadow roots too. */
const fileInput = (event: Event): HTMLInputElement | null => {
  let target: EventTarget | null | undefined = event.composedPath()[0];
  while (target instanceof HTMLElement && !(target instanceof HTMLInputElement)) {
    const root = shadowRootOf(target);
    if (!root) return null;
    const inputs = [...root.querySelectorAll<HTMLInputElement>('input[type=file]')];
    // What was pressed is often a button beside the input.
    target = inputs.find(({ files }) => files?.length) ?? inputs[0] ?? root.activeElement;
  }
  return target instanceof HTMLInputElement && target.type === 'file' ? target : null;
};
