/** Puts text where the caret was when the user acted. */

/** Remembers the caret, so that focus may wander during the wait. */
export interface Caret {
  restore(): void;
}

export const rememberCaret = (target: Element | null): Caret => {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    const { selectionStart, selectionEnd, selectionDirection } = target;
    return {
      restore() {
        if (document.activeElement !== target) target.focus({ preventScroll: true });
        if (selectionStart !== null && target.selectionStart !== selectionStart) {
          target.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
        }
      },
    };
  }
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
  return {
    restore() {
      const host = target instanceof HTMLElement ? target.closest<HTMLElement>('[contenteditable]') : null;
      if (host && !host.contains(document.activeElement)) host.focus({ preventScroll: true });
      const now = document.getSelection();
      if (range && now && range.startContainer.isConnected && !sameRange(now, range)) {
        now.removeAllRanges();
        now.addRange(range);
      }
    },
  };
};

/** What the browser's own paste does: one undo step, `input` fires, scripts in the markup do not run. */
export const insertAtCaret = (target: Element | null, plain: string, html: string): boolean => {
  if (isRich(target) && html !== '') return document.execCommand('insertHTML', false, withoutScripts(html));
  if (plain === '') return html === '';
  return document.execCommand('insertText', false, plain);
};

const isRich = (target: Element | null): boolean =>
  target instanceof HTMLElement && target.isContentEditable && !target.closest('[contenteditable="plaintext-only"]');

const sameRange = (selection: Selection, range: Range): boolean =>
  selection.rangeCount > 0 &&
  selection.anchorNode === range.startContainer &&
  selection.anchorOffset === range.startOffset &&
  selection.focusNode === range.endContainer &&
  selection.focusOffset === range.endOffset;

const ACTIVE = 'script,style,iframe,object,embed,link,meta,base,form,template,noscript';

/** As the browser sanitises a native paste: no element that runs or loads a document, no handler, no script URL. */
export const withoutScripts = (html: string): string => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll(ACTIVE)) element.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      const runs =
        name.startsWith('on') || name === 'srcdoc' || /^\s*(?:javascript|vbscript|data:text\/html)/i.test(value);
      if (runs) element.removeAttribute(name);
    }
  }
  return page.body.innerHTML;
};
