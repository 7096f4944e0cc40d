import { type Entries, entriesOfItems, itemsOfForm, writeControls } from '../form-fields.ts';
import { defineInterceptor, first, stop } from '../interceptor.ts';

/**
 * Click, Enter and `requestSubmit` arrive as `submit`; `form.submit()` fires no such event and is met
 * at `formdata` and `navigate`, before anything is sent.
 */
export const formSubmit = defineInterceptor({
  name: 'form-submit',
  install({ guarded, hold, signal }) {
    /** Forms whose next submission was decided. */
    const decided = new WeakSet<HTMLFormElement>();
    /** What was decided on, until it is on its way: other entries under the same form are another matter. */
    const passing = new WeakMap<HTMLFormElement, Entries>();
    const replaced = new WeakMap<HTMLFormElement, Entries>();
    let collecting = false;
    let started: { form: HTMLFormElement; entries: Entries } | null = null;

    const holdForm = (form: HTMLFormElement, destination: string, entries: Entries, send: () => void) => {
      replaced.delete(form);
      const go = (what: Entries) => {
        decided.add(form);
        passing.set(form, what);
        send();
        decided.delete(form);
        setTimeout(() => passing.delete(form), 1000);
      };
      hold({
        channel: 'form-submit',
        destination,
        items: itemsOfForm(form, entries),
        release: () => go(entries),
        replace(items) {
          const after = entriesOfItems(entries, items);
          if (!after) return false;
          writeControls(form, entries, after);
          replaced.set(form, after);
          go(after);
          return true;
        },
        drop: () => undefined,
      });
    };

    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!event.isTrusted || !(form instanceof HTMLFormElement)) return;
      if (decided.delete(form)) return;
      const { method, action } = aimOf(form, event.submitter);
      if (method === 'dialog' || !guarded('form-submit', action)) return;
      stop(event);
      collecting = true;
      const submitter = event.submitter?.isConnected ? event.submitter : null;
      const entries = [...new FormData(form, submitter)];
      collecting = false;
      holdForm(form, action, entries, () => form.requestSubmit(submitter));
    };

    const onFormData = (event: FormDataEvent) => {
      const form = event.target;
      if (collecting || !(form instanceof HTMLFormElement)) return;
      const after = replaced.get(form);
      if (after) {
        for (const name of [...event.formData.keys()]) event.formData.delete(name);
        for (const [name, value] of after) {
          if (typeof value === 'string') event.formData.append(name, value);
          else event.formData.append(name, value, value.name);
        }
      }
      started = { form, entries: [...event.formData] };
    };

    const onNavigate = (event: NavigateEvent) => {
      if (!started || !event.cancelable) return;
      const { form, entries } = started;
      const destination = event.destination.url;
      if (withoutQuery(destination) !== withoutQuery(aimOf(form, null).action)) return;
      started = null;
      const allowed = passing.get(form);
      passing.delete(form);
      if ((allowed && sameEntries(allowed, entries)) || !guarded('form-submit', destination)) return;
      stop(event);
      holdForm(form, destination, entries, () => HTMLFormElement.prototype.submit.call(form));
    };

    window.addEventListener('submit', onSubmit, first(signal));
    window.addEventListener('formdata', onFormData, first(signal));
    navigation.addEventListener('navigate', onNavigate, { signal });
  },
});

/** Where a submission goes: the submitter's `formaction` and `formmethod` win over the form's own. */
const aimOf = (form: HTMLFormElement, submitter: Element | null): { action: string; method: string } => {
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
  const method = submitter?.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get';
  return { action: resolved(action), method: method.toLowerCase() };
};

/** A URL that cannot be read goes nowhere that a rule could name; the document stands for it. */
const resolved = (action: string): string =>
  URL.canParse(action || document.URL, document.baseURI)
    ? new URL(action || document.URL, document.baseURI).href
    : document.URL;

const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '');

/** Files are the same where they are the same objects, or have the same name, size and time. */
const sameEntries = (a: Entries, b: Entries): boolean =>
  a.length === b.length &&
  a.every(([name, value], index) => {
    const [otherName, other] = b[index] ?? [];
    if (name !== otherName || other === undefined) return false;
    if (typeof value === 'string' || typeof other === 'string') return value === other;
    return value.name === other.name && value.size === other.size && value.lastModified === other.lastModified;
  });
