/** What is selected, as the browser would copy it. */
import { isField, selectionOf } from './caret.ts';

export interface Selected {
  readonly plain: string;
  /** Empty in fields, which hold text alone. */
  readonly html: string;
}

export const selectedIn = (target: Element | null): Selected => {
  if (isField(target)) {
    const { selectionStart, selectionEnd, value } = target;
    return { plain: value.slice(selectionStart ?? 0, selectionEnd ?? 0), html: '' };
  }
  const selection = selectionOf(target);
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return { plain: '', html: '' };
  const holder = document.createElement('div');
  for (let i = 0; i < selection.rangeCount; i++) holder.append(selection.getRangeAt(i).cloneContents());
  return { plain: selection.toString(), html: holder.innerHTML };
};
