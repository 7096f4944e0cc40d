import { labelOf } from '../form-fields.ts';
import { defineInterceptor, first, listen, realTarget } from '../interceptor.ts';
import { textItem } from '../transfer-items.ts';

/** Quiet time after the last key before a field is looked at, in ms. */
const PAUSE = 1200;
/** UTF-16 units from the end of a field that are looked at: what is typed stands near the end, and a field may be a book. */
const LOOKED_AT = 100_000;

/** On pause while typing, by policy: the value is inspected, the user is told once, nothing is changed. */
export const typing = defineInterceptor({
  name: 'typing',
  install({ guarded, observe, signal }) {
    const timers = new Map<Element, ReturnType<typeof setTimeout>>();

    const onInput = (event: Event) => {
      if (!event.isTrusted || !guarded('typing')) return;
      const field = fieldOf(realTarget(event));
      if (!field) return;
      clearTimeout(timers.get(field));
      timers.set(
        field,
        setTimeout(() => {
          timers.delete(field);
          const text = typedIn(field).slice(-LOOKED_AT);
          if (field.isConnected && text.trim() !== '') observe(field, [itemFor(field, text)]);
        }, PAUSE),
      );
    };
    listen('input', onInput, { ...first(signal), passive: true });
    signal.addEventListener('abort', () => {
      for (const timer of timers.values()) clearTimeout(timer);
    });
  },
});

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLElement;

/** Where a person types text; secrets and files are none. */
const fieldOf = (target: Element | null): Field | null => {
  if (target instanceof HTMLInputElement) return /^(?:password|file|hidden)$/.test(target.type) ? null : target;
  if (target instanceof HTMLTextAreaElement) return target;
  if (!(target instanceof HTMLElement) || !target.isContentEditable) return null;
  return target.closest<HTMLElement>('[contenteditable]') ?? target;
};

const typedIn = (field: Field): string => ('value' in field ? field.value : field.innerText);

/** A field's label is read with its value, as in a form. */
const itemFor = (field: Field, text: string) => {
  const label = 'value' in field ? labelOf(field) : '';
  return label === '' ? textItem('text/plain', text) : textItem('application/json', JSON.stringify({ [label]: text }));
};
