/** Forms, asked in a way that no control named `action`, `elements` or `getAttribute` can answer for them. */
import { address, baseAddress, findFirst, getterOf } from './own-document.ts';

const elementsOf = getterOf(HTMLFormElement.prototype, 'elements');
const isConnected = getterOf(Node.prototype, 'isConnected');

export type Submitter = HTMLButtonElement | HTMLInputElement;

export const controlsOf = (form: HTMLFormElement): Element[] => [...elementsOf(form)];

export const editorsIn = (form: HTMLFormElement): HTMLElement[] =>
  [...Element.prototype.querySelectorAll.call(form, '[contenteditable]')].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      element.isContentEditable &&
      !(element.parentElement instanceof HTMLElement && element.parentElement.isContentEditable),
  );

export const isSubmitter = (element: unknown): element is Submitter =>
  (element instanceof HTMLButtonElement && element.type === 'submit') ||
  (element instanceof HTMLInputElement && /^(?:submit|image)$/.test(element.type));

/** The form that this element is, or submits. */
export const formOf = (element: Element | null): HTMLFormElement | null => {
  if (element instanceof HTMLFormElement) return element;
  return isSubmitter(element) ? element.form : null;
};

/** Everything about a submission but its entries. */
export interface Aim {
  /** Absolute. */
  readonly action: string;
  readonly method: string;
  readonly enctype: string;
  /** As written; empty where it is this document's own place. */
  readonly target: string;
  readonly charset: string;
  readonly rel: string;
}

/** Where and how a submission goes: what the submitter says wins over the form, and a base over nothing. */
export const aimOf = (form: HTMLFormElement | null, submitter: Element | null): Aim => {
  const own = (name: string) => (form ? Element.prototype.getAttribute.call(form, name) : null);
  const button = isSubmitter(submitter) ? submitter : null;
  const said = (name: string) => button?.getAttribute(`form${name}`) ?? own(name) ?? '';
  const target = said('target') || (findFirst('base[target]')?.getAttribute('target') ?? '');
  return {
    action: resolved(said('action')),
    method: said('method').toLowerCase(),
    enctype: said('enctype'),
    target: isOwnPlace(target) ? '' : target,
    charset: own('accept-charset') ?? '',
    rel: own('rel') ?? '',
  };
};

const isOwnPlace = (target: string): boolean =>
  target === '' || /^_self$/i.test(target) || (/^_(?:parent|top)$/i.test(target) && window === window.top);

/** A URL that cannot be read goes nowhere that a rule could name; the document stands for it. */
const resolved = (action: string): string =>
  URL.canParse(action || address(), baseAddress()) ? new URL(action || address(), baseAddress()).href : address();

/** Sets or, with null, removes attributes; the returned function puts back what was there. */
export const withAttributes = (element: Element, attributes: Readonly<Record<string, string>>): (() => void) => {
  const before = Object.keys(attributes).map((name) => [name, Element.prototype.getAttribute.call(element, name)]);
  for (const [name, value] of Object.entries(attributes)) Element.prototype.setAttribute.call(element, name, value);
  return () => {
    for (const [name, value] of before) {
      if (typeof name !== 'string') continue;
      if (value === null || value === undefined) Element.prototype.removeAttribute.call(element, name);
      else Element.prototype.setAttribute.call(element, name, value);
    }
  };
};

/**
 * Submits again as the user did. The browser has found the fields valid before, and a redacted value need
 * not fit its pattern. A button that the page has replaced meanwhile has a stand-in for the moment.
 */
export const submitAgain = (form: HTMLFormElement, submitter: Submitter | null): void => {
  if (!isConnected(form)) throw new Error('The form is no longer in the page.');
  const restore = withAttributes(form, { novalidate: '' });
  const gone = submitter !== null && (!submitter.isConnected || submitter.form !== form);
  const standIn = gone ? (submitter.cloneNode() as Submitter) : null;
  try {
    if (standIn) {
      standIn.hidden = true;
      standIn.removeAttribute('form');
      Node.prototype.appendChild.call(form, standIn);
    }
    HTMLFormElement.prototype.requestSubmit.call(form, standIn ?? submitter);
  } finally {
    standIn?.remove();
    restore();
  }
};
