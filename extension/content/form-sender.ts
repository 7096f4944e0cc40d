/**
 * Sends exactly the entries that were inspected. A form of ours in a closed shadow tree does it: no handler
 * of the page comes between what was decided and what the browser builds the request from.
 */
import { type Aim, withAttributes } from './form-access.ts';
import type { Entries } from './form-fields.ts';
import { make, rootElement } from './own-document.ts';

export interface FormSender {
  /** True once for a navigation that was begun here. */
  isOwn(form: HTMLFormElement | null): boolean;
  send(aim: Aim, entries: Entries): void;
}

/** The browser has begun a navigation by then, in ms. */
const BEGUN = 10_000;

export const formSender = (): FormSender => {
  const begun = new WeakSet<HTMLFormElement>();
  return {
    isOwn: (form) => form !== null && begun.delete(form),
    send(aim, entries) {
      const host = make('div');
      const form = make('form');
      host.hidden = true;
      withAttributes(form, {
        action: aim.action,
        method: aim.method,
        // A base of the page may name another place than this.
        target: aim.target || '_self',
        ...(aim.enctype ? { enctype: aim.enctype } : {}),
        ...(aim.charset ? { 'accept-charset': aim.charset } : {}),
        ...(aim.rel ? { rel: aim.rel } : {}),
      });
      form.addEventListener('formdata', ({ formData }) => {
        for (const name of [...formData.keys()]) formData.delete(name);
        for (const [name, value] of entries) {
          if (typeof value === 'string') formData.append(name, value);
          else formData.append(name, value);
        }
      });
      host.attachShadow({ mode: 'closed' }).append(form);
      rootElement().append(host);
      begun.add(form);
      HTMLFormElement.prototype.submit.call(form);
      setTimeout(() => {
        begun.delete(form);
        host.remove();
      }, BEGUN);
    },
  };
};
