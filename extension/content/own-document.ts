/** The document, asked in a way that no picture or form named `URL` or `createElement` can answer for it. */

const getterOf = <K extends keyof Document>(owner: object, name: K): (() => Document[K]) => {
  const get = Object.getOwnPropertyDescriptor(owner, name)?.get;
  if (!get) throw new Error(`${name} has no getter.`);
  return () => get.call(document) as Document[K];
};

export const baseAddress = getterOf(Node.prototype, 'baseURI');
export const address = getterOf(Document.prototype, 'URL');
export const rootElement = getterOf(Document.prototype, 'documentElement');

export const make = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
  Document.prototype.createElement.call(document, name) as HTMLElementTagNameMap[K];

export const findFirst = (selector: string): Element | null =>
  Document.prototype.querySelector.call(document, selector);
