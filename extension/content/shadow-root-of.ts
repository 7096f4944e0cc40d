/** The shadow tree of an element, closed ones included. */
export const shadowRootOf = (element: Node): ShadowRoot | null => {
  if (!(element instanceof HTMLElement)) return null;
  try {
    return chrome.dom.openOrClosedShadowRoot(element);
  } catch {
    // Without the extension, after it was replaced or removed, only an open one can be told.
    return element.shadowRoot;
  }
};
