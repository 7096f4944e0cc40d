/**
 * The window of a frame's first, empty document stays when a document of the same origin follows: what a page
 * listens to there stands before the guards of that document. So the isolated world is told of each frame
 * before the page can have its window, and stands first.
 */
import type { Bridge } from './bridge.ts';
import { captured, replaceAccessor, replaceMethod } from './captured-globals.ts';

const INSERTING: readonly (readonly [owner: object, names: readonly string[]])[] = [
  [Node.prototype, ['appendChild', 'insertBefore', 'replaceChild']],
  [
    Element.prototype,
    ['append', 'prepend', 'before', 'after', 'replaceWith', 'replaceChildren', 'insertAdjacentElement'],
  ],
  [Element.prototype, ['insertAdjacentHTML', 'setHTMLUnsafe', 'moveBefore']],
  [DocumentFragment.prototype, ['append', 'prepend', 'replaceChildren']],
  [Document.prototype, ['write', 'writeln', 'execCommand']],
  [Range.prototype, ['insertNode', 'surroundContents']],
];

export const tellFrames = (bridge: Bridge): void => {
  const known = new WeakMap<object, true>();
  const tell = (inner: unknown): void => {
    if (typeof inner !== 'object' || inner === null || captured.weakGet(known, inner)) return;
    captured.weakSet(known, inner, true);
    bridge.say({ type: 'frame' }, [], inner as Window);
  };
  const after =
    (native: (self: unknown, args: readonly unknown[]) => unknown) => (self: unknown, args: readonly unknown[]) => {
      const result = native(self, args);
      const view = viewAround(self);
      for (let i = captured.frameCount(view) - 1; i >= 0; i--) tell(view[i]);
      return result;
    };
  for (const [owner, names] of INSERTING)
    for (const name of names) replaceMethod(owner as Record<string, unknown>, name, after);
  for (const owner of [Element.prototype, ShadowRoot.prototype])
    for (const name of ['innerHTML', 'outerHTML']) replaceAccessor(owner, name, 'set', after);
  for (const owner of [HTMLIFrameElement, HTMLFrameElement, HTMLObjectElement])
    for (const name of ['contentWindow', 'contentDocument'])
      replaceAccessor(owner.prototype, name, 'get', (native) => (self, args) => {
        const result = native(self, args);
        // A document is had by its window.
        tell(name === 'contentWindow' ? result : result && captured.viewOf(result as Document));
        return result;
      });
};

/** Of the document that was changed, which need not be this one: a method works on nodes of any frame. */
const viewAround = (self: unknown): Window => {
  try {
    const document = captured.documentOf(self as Node) ?? (self as Document);
    return captured.viewOf(document) ?? captured.window;
  } catch {
    // A range, or what the native method has refused.
    return captured.window;
  }
};
