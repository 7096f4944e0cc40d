/** The document, asked in a way that no picture or form named `URL` or `createElement` can answer for it. */

/** The getter of a prototype, which nothing that an object has of its own can stand before. */
export const getterOf = <T extends object, K extends keyof T>(prototype: T, name: K): ((self: T) => T[K]) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new Error(`${String(name)} has no getter.`);
  return (self) => get.call(self) as T[K];
};

const urlOf = getterOf(Document.prototype, 'URL');
const baseOf = getterOf(Node.prototype, 'baseURI');
const rootOf = getterOf(Document.prototype, 'documentElement');

export const address = (): string => urlOf(document);
export const baseAddress = (): string => baseOf(document);
export const rootElement = (): HTMLElement => rootOf(document);

export const make = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
  Document.prototype.createElement.call(document, name) as HTMLElementTagNameMap[K];

export const findFirst = (selector: string): Element | null =>
  Document.prototype.querySelector.call(document, selector);
