/**
 * Natives as they were before any script of the page ran. A page may replace whatever it likes later:
 * code of this realm calls what stands here, and nothing through a prototype.
 */
const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { bind } = Function.prototype;

/** `f.call` as a function of its own, so that nothing is looked up when it is called. */
const uncurried = <This, Args extends readonly unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): ((self: This, ...args: Args) => Result) => apply(bind, Function.prototype.call, [method]);

const getterOf = <T extends object, K extends keyof T>(prototype: T, name: K): ((self: T) => T[K]) => {
  const get = getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new Error(`${String(name)} has no getter.`);
  return uncurried(get as (this: T) => T[K]);
};

export const captured = {
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  uncurried,
  addEventListener: uncurried(EventTarget.prototype.addEventListener),
  removeEventListener: uncurried(EventTarget.prototype.removeEventListener),
  dispatchEvent: uncurried(EventTarget.prototype.dispatchEvent),
  stopImmediatePropagation: uncurried(Event.prototype.stopImmediatePropagation),
  transferOf: getterOf(DragEvent.prototype, 'dataTransfer'),
  filesOf: getterOf(DataTransfer.prototype, 'files'),
  itemsOf: getterOf(DataTransfer.prototype, 'items'),
  addFile: uncurried(DataTransferItemList.prototype.add) as (list: DataTransferItemList, file: File) => unknown,
  setData: uncurried(DataTransfer.prototype.setData),
  getData: uncurried(DataTransfer.prototype.getData),
  fileAt: uncurried(FileList.prototype.item),
  countOf: getterOf(FileList.prototype, 'length'),
  attachShadow: uncurried(Element.prototype.attachShadow),
  tagOf: getterOf(Element.prototype, 'tagName'),
  documentOf: getterOf(Node.prototype, 'ownerDocument'),
  getAttribute: uncurried(Element.prototype.getAttribute),
  setAttribute: uncurried(Element.prototype.setAttribute),
  removeAttribute: uncurried(Element.prototype.removeAttribute),
  viewOf: getterOf(Document.prototype, 'defaultView'),
  frameCount: uncurried(getOwnPropertyDescriptor(window, 'length')?.get ?? (() => 0)) as (self: Window) => number,
  readyStateOf: getterOf(Document.prototype, 'readyState'),
  write: uncurried(Document.prototype.write),
  querySelector: uncurried(Document.prototype.querySelector) as (self: Document, selector: string) => Element | null,
  findIn: uncurried(Element.prototype.querySelector) as (self: Element, selector: string) => Element | null,
  rootOf: getterOf(Document.prototype, 'documentElement'),
  parentOf: getterOf(Node.prototype, 'parentNode'),
  nextOf: getterOf(Node.prototype, 'nextSibling'),
  kindOf: getterOf(Node.prototype, 'nodeType'),
  hostOf: getterOf(ShadowRoot.prototype, 'host'),
  eventTypeOf: getterOf(Event.prototype, 'type'),
  insertBefore: uncurried(Node.prototype.insertBefore),
  appendChild: uncurried(Node.prototype.appendChild),
  removeChild: uncurried(Node.prototype.removeChild),
  isConnected: getterOf(Node.prototype, 'isConnected'),
  typeOf: getterOf(HTMLInputElement.prototype, 'type'),
  createElement: uncurried(Document.prototype.createElement) as (self: Document, name: string) => HTMLElement,
  then: uncurried(Promise.prototype.then),
  mapGet: uncurried(Map.prototype.get),
  mapSet: uncurried(Map.prototype.set),
  mapDelete: uncurried(Map.prototype.delete),
  weakGet: uncurried(WeakMap.prototype.get),
  weakSet: uncurried(WeakMap.prototype.set),
  endsWith: uncurried(String.prototype.endsWith),
  plain: Object.prototype,
  isArray: Array.isArray,
  stringify: JSON.stringify,
  parse: JSON.parse,
  create: Object.create,
  random: () => crypto.getRandomValues(new Uint32Array(4)).join('-'),
  resolved: Promise.resolve.bind(Promise) as <T>(value: T) => Promise<T>,
  rejected: Promise.reject.bind(Promise) as (reason: unknown) => Promise<never>,
  Promise,
  DataTransfer,
  DOMException,
  DragEvent,
  CustomEvent,
  window,
  performance,
  document,
} as const;

/**
 * Puts `made(native)` in the place of a method. Name, length and text stay those of the native, and it
 * is called with the same `this`; what it throws, the page gets.
 */
export const replaceMethod = <T extends object, K extends keyof T & string>(
  owner: T,
  name: K,
  made: (
    native: (self: unknown, args: readonly unknown[]) => unknown,
  ) => (self: unknown, args: readonly unknown[]) => unknown,
): void => {
  const descriptor = captured.getOwnPropertyDescriptor(owner, name);
  const native = descriptor?.value;
  if (!descriptor || typeof native !== 'function') return;
  const replaced = made((self, args) => captured.apply(native, self, args as unknown[]));
  const value = new Proxy(native, { apply: (_native, self, args) => replaced(self, args) });
  captured.defineProperty(owner, name, { ...descriptor, value });
};

/** The same for one half of an accessor; nothing where the browser has none of that name. */
export const replaceAccessor = (
  owner: object,
  name: string,
  half: 'get' | 'set',
  made: (
    native: (self: unknown, args: readonly unknown[]) => unknown,
  ) => (self: unknown, args: readonly unknown[]) => unknown,
): void => {
  const descriptor = captured.getOwnPropertyDescriptor(owner, name);
  const native = descriptor?.[half];
  if (!descriptor || !native) return;
  const replaced = made((self, args) => captured.apply(native, self, args as unknown[]));
  const value = new Proxy(native, { apply: (_native, self, args) => replaced(self, args) });
  captured.defineProperty(owner, name, { ...descriptor, [half]: value });
};
