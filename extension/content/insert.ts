/** Puts content where the caret is, as the browser's own paste would. */
import { isField, selectionOf } from './caret.ts';

/** One undo step, `input` fires, scripts in the markup do not run. False where nothing there takes it. */
export const insertAtCaret = (target: Element | null, plain: string, html: string): boolean => {
  if (isRich(target) && html !== '') return document.execCommand('insertHTML', false, withoutScripts(html));
  if (plain === '') return html === '';
  endTyping(target);
  const inserted = document.execCommand('insertText', false, plain);
  endTyping(target);
  return inserted;
};

/** A picture becomes part of the text, as the browser pastes it; false where none is taken. */
export const insertPictures = async (target: Element | null, files: readonly File[]): Promise<boolean> => {
  const pictures = files.filter(({ type }) => /^image\/(?:png|jpeg|gif|webp|bmp|svg\+xml)$/.test(type));
  if (!isRich(target) || pictures.length === 0) return false;
  const urls = await Promise.all(pictures.map(asDataUrl));
  const html = urls.map((url) => `<img src="${url}" alt="">`).join('');
  return document.execCommand('insertHTML', false, html);
};

const asDataUrl = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

const isRich = (target: Element | null): boolean =>
  target instanceof HTMLElement && target.isContentEditable && !target.closest('[contenteditable="plaintext-only"]');

/** Text that is inserted joins the undo step of the keys before and after it, unless a selection is set in between. */
const endTyping = (target: Element | null): void => {
  if (isField(target)) {
    const { selectionStart, selectionEnd, selectionDirection } = target;
    if (selectionStart !== null) target.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
    return;
  }
  const selection = selectionOf(target);
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  if (anchorNode && focusNode) selection?.setBaseAndExtent(anchorNode, anchorOffset ?? 0, focusNode, focusOffset ?? 0);
};

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
