/** What is selected, as the browser would copy it. */

export interface Selected {
  readonly plain: string;
  /** Empty in fields, which hold text alone. */
  readonly html: string;
}

export const selectedIn = (target: Element | null): Selected => {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    const { selectionStart, selectionEnd, value } = target;
    return { plain: value.slice(selectionStart ?? 0, selectionEnd ?? 0), html: '' };
  }
  const selection = selectionOf(target);
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return { plain: '', html: '' };
  const holder = document.createElement('div');
  for (let i = 0; i < selection.rangeCount; i++) holder.append(selection.getRangeAt(i).cloneContents());
  return { plain: selection.toString(), html: holder.innerHTML };
};

/** Chromium keeps one selection per shadow tree. */
const selectionOf = (target: Element | null): Selection | null => {
  const root = target?.getRootNode();
  if (root instanceof ShadowRoot && 'getSelection' in root && typeof root.getSelection === 'function')
    return root.getSelection() as Selection | null;
  return document.getSelection();
};
