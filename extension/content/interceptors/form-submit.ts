import {
  type Aim,
  aimOf,
  controlsOf,
  formOf,
  isSubmitter,
  type Submitter,
  submitAgain,
  withAttributes,
} from '../form-access.ts';
import {
  type Entries,
  type FormContent,
  formOfItems,
  isEmpty,
  isWithin,
  itemsOfForm,
  readForm,
  writeForm,
} from '../form-fields.ts';
import { formSender } from '../form-sender.ts';
import { careful, defineInterceptor, first, type Interception, listen, stop } from '../interceptor.ts';
import { onShadowRoots } from '../shadow-roots.ts';

/** What was decided for a form, until it is sent. */
interface Pass {
  readonly action: string;
  readonly content: FormContent;
  /** True until the page's handlers have had their `submit`. */
  submits: boolean;
}

/** Stands for any other origin. */
const ELSEWHERE = 'https://elsewhere.invalid/';
/** How long handlers of the page may take between what was decided and sending it, in ms. */
const PASSES = 10_000;

/**
 * A form is met where its content can be stopped: at the click on its button and at `submit`, before
 * handlers of the page read it; at `navigate`, whatever began it, in any shadow tree. A navigation of a
 * guarded form is never let go on: what was decided is sent by `formSender`, entry for entry.
 */
export const formSubmit = defineInterceptor({
  name: 'form-submit',
  install(interception) {
    const { guarded, hold, onGuards, page, signal } = interception;
    const sender = formSender();
    const held = new WeakSet<HTMLFormElement>();
    const passes = new WeakMap<HTMLFormElement, Pass>();
    /** Targets that are `_self` for the moment, so that the browser says where it navigates. */
    const aims = new WeakMap<HTMLFormElement, Aim>();
    /** The last entry lists that were built of a form, the page's own `FormData` included. */
    const built = new WeakMap<HTMLFormElement, readonly FormData[]>();
    let reading = false;

    const read = (form: HTMLFormElement, submitter: Submitter | null): FormContent => {
      reading = true;
      try {
        return readForm(form, submitter);
      } finally {
        reading = false;
      }
    };

    /** Until the outcome, the same form asks no second time. */
    const holdForm = (
      form: HTMLFormElement | null,
      aim: Aim,
      content: FormContent,
      go: (content: FormContent) => void,
      write: (after: FormContent) => FormContent | null,
    ): void => {
      const items = itemsOfForm(form, content);
      if (form) held.add(form);
      const end = () => {
        if (form) held.delete(form);
      };
      hold({
        channel: 'form-submit',
        destination: aim.action,
        items,
        release() {
          end();
          go(content);
        },
        replace(returned) {
          end();
          const after = formOfItems(content, items, returned);
          const written = after && write(after);
          if (!written) return false;
          go(written);
          return true;
        },
        drop: end,
      });
    };

    /** Before handlers of the page: they may send by themselves what they read now. */
    const holdAction = (event: Event, form: HTMLFormElement, submitter: Submitter | null, again: () => void): void => {
      const aim = aimOf(form, submitter);
      const content = read(form, submitter);
      stop(event);
      if (held.has(form)) return;
      const go = (allowed: FormContent) => {
        const pass = { action: aim.action, content: allowed, submits: true };
        passes.set(form, pass);
        setTimeout(() => passes.get(form) === pass && passes.delete(form), PASSES);
        again();
      };
      holdForm(form, aim, content, go, (after) => {
        reading = true;
        try {
          return writeForm(form, content, after) ? readForm(form, submitter) : null;
        } finally {
          reading = false;
        }
      });
    };

    const onClick = (event: MouseEvent) => {
      const button = buttonOf(event);
      if (!event.isTrusted || !button?.form || button.disabled) return;
      const { form } = button;
      if (!isGuarded(interception, aimOf(form, button).action)) return;
      passes.delete(form);
      const submitter = isSubmitter(button) ? button : null;
      if (isEmpty(read(form, null))) return;
      holdAction(event, form, submitter, () => {
        if (button.isConnected) button.click();
        else submitAgain(form, submitter);
      });
    };

    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!event.isTrusted || !(form instanceof HTMLFormElement)) return;
      const submitter = isSubmitter(event.submitter) ? event.submitter : null;
      const aim = aimOf(form, submitter);
      if (!isGuarded(interception, aim.action)) return;
      const pass = passes.get(form);
      if (pass?.submits && pass.action === aim.action && isWithin(read(form, submitter), pass.content)) {
        pass.submits = false;
        keepHere(form, submitter, aim);
        return;
      }
      holdAction(event, form, submitter, () => submitAgain(form, submitter));
    };

    /** No navigation is seen that opens elsewhere: it is begun here, stopped, and sent where it was to go. */
    const keepHere = (form: HTMLFormElement, submitter: Submitter | null, aim: Aim): void => {
      if (aim.target === '' || aim.method === 'dialog') return;
      aims.set(form, aim);
      const restore = [
        withAttributes(form, { target: '_self' }),
        ...(submitter ? [withAttributes(submitter, { formtarget: '_self' })] : []),
      ];
      setTimeout(() => {
        for (const put of restore) put();
      });
    };

    const onFormData = ({ target, formData }: FormDataEvent) => {
      if (reading || !(target instanceof HTMLFormElement)) return;
      // Read later, when handlers of the page have added what they add.
      built.set(target, [...(built.get(target) ?? []).slice(-1), formData]);
    };

    const onNavigate = (event: NavigateEvent) => {
      const form = formOf(event.sourceElement);
      if (!event.cancelable || event.destination.sameDocument || (!form && !event.formData)) return;
      if (sender.isOwn(form)) return;
      const to = event.destination.url;
      const submitter = isSubmitter(event.sourceElement) ? event.sourceElement : null;
      const aim = { ...((form && aims.get(form)) ?? aimOf(form, submitter)), ...wayOf(event) };
      if (form) aims.delete(form);
      const isGuardedPlace = guarded('form-submit', to);
      if (!isGuardedPlace && aim.target === '') return;
      const content = { entries: entriesOf(event, form, submitter), loose: [] };
      stop(event);
      const pass = form && passes.get(form);
      if (form) passes.delete(form);
      if (!isGuardedPlace || (pass && placeOf(pass.action) === placeOf(to) && isWithin(content, pass.content)))
        return sender.send(aim, content.entries);
      holdForm(
        form,
        aim,
        content,
        ({ entries }) => sender.send(aim, entries),
        (after) => after,
      );
    };

    /** The request is built when the form is submitted; the browser builds the event's list afterwards, anew. */
    const entriesOf = (event: NavigateEvent, form: HTMLFormElement | null, submitter: Submitter | null): Entries => {
      const lists = (form && built.get(form)) ?? [];
      if (form) built.delete(form);
      const [sent] = event.formData ? lists.slice(0, -1) : lists.slice(-1);
      const list = sent ?? event.formData;
      if (list) return [...list];
      return form ? read(form, submitter).entries : [];
    };

    const options = first(signal);
    const onForm = {
      click: careful('form-submit', hold, (event) => onClick(event as MouseEvent)),
      submit: careful('form-submit', hold, (event) => onSubmit(event as SubmitEvent)),
      formdata: (event: Event) => onFormData(event as FormDataEvent),
    };
    const types = ['click', 'submit', 'formdata'] as const;
    onGuards(() => page.say({ type: 'forms', guarded: guarded('form-submit') || guarded('form-submit', ELSEWHERE) }));
    signal.addEventListener('abort', () => page.say({ type: 'forms', guarded: false }));
    onShadowRoots((root) => {
      for (const type of types) root.addEventListener(type, onForm[type], options);
    }, signal);
    for (const type of types) listen(type, onForm[type], options);
    navigation.addEventListener('navigate', careful('form-submit', hold, onNavigate), { signal });
  },
});

/** What a handler of the page sends by itself goes from the document, whatever the form says. */
const isGuarded = ({ guarded }: Interception, action: string): boolean =>
  guarded('form-submit', action) || guarded('form-submit');

/** A GET form has its entries in the address. */
const wayOf = ({ destination, formData }: NavigateEvent): Pick<Aim, 'action' | 'method'> =>
  formData
    ? { action: destination.url, method: 'post' }
    : { action: destination.url.replace(/[?#].*$/, ''), method: 'get' };

const placeOf = (url: string): string => url.replace(/[?#].*$/, '');

/** The button of a form that sends it: a submit button, or the last one where there is none. */
const buttonOf = (event: Event): HTMLButtonElement | HTMLInputElement | null => {
  const target = event.composedPath()[0];
  const button = target instanceof Element ? target.closest('button, input[type=submit], input[type=image]') : null;
  if (isSubmitter(button)) return button;
  if (!(button instanceof HTMLButtonElement) || button.type !== 'button' || !button.form) return null;
  const buttons = controlsOf(button.form).filter((one) => one instanceof HTMLButtonElement || isSubmitter(one));
  return !buttons.some(isSubmitter) && buttons.at(-1) === button ? button : null;
};
