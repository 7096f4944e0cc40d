/** Where the user acted: focus and selection, kept over the wait and put back before anything is inserted. */
import { focused as focusedNow } from './interceptor.ts';

export interface Caret {
  /** The field or editing host that takes text; null where nothing there does. */
  readonly host: HTMLElement | null;
  /** What had the keyboard. */
  readonly focused: Element | null;
  /** The element that an event is about now; null where the place is gone from the page. */
  target(): Element | Document | null;
  /** Puts focus and selection back; where they had moved, the page gets the time to notice. False where the place is gone. */
  restore(): Promise<boolean>;
  /** After an insertion at another caret: what was waiting at the same place goes behind it. */
  follow(inserted: Caret): void;
  readonly place: Place;
}

interface Place {
  /** True where something had moved. */
  restore(): boolean;
  follow(inserted: Place): void;
  readonly where: readonly unknown[];
}

/** How long the page's own `selectionchange` is waited for, in ms. */
const NOTICE = 100;

export const rememberCaret = (target: Element | null): Caret => {
  const focused = focusedNow();
  const field = isField(target) ? target : null;
  const host = field ?? editingHost(target);
  const place = field ? placeInField(field) : placeInPage(target);
  const caret: Caret = {
    host,
    focused,
    place,
    target: () => (target ? ([target, host].find((one) => one?.isConnected) ?? null) : document),
    async restore() {
      if (!caret.target()) return false;
      const wandered = focused instanceof HTMLElement && focused.isConnected && focusedNow() !== focused;
      if (wandered) focused.focus({ preventScroll: true });
      if (place.restore() || wandered) await noticed();
      return true;
    },
    follow(inserted) {
      if (inserted !== caret && host && inserted.host === host) place.follow(inserted.place);
    },
  };
  return caret;
};

export const isField = (element: unknown): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

const placeInField = (field: HTMLInputElement | HTMLTextAreaElement): Place => {
  const read = () => ({
    value: field.value,
    where: [field.selectionStart, field.selectionEnd, field.selectionDirection] as const,
  });
  let { value, where } = read();
  return {
    get where() {
      return where;
    },
    restore() {
      // Some types of field (e-mail, number) have no selection that a script may see.
      if (where[0] === null) return false;
      if (field.value !== value) {
        // Who went on typing has replaced what was selected: the paste comes before that.
        const [start, end] = [value.slice(0, where[0]), value.slice(where[1] ?? where[0])];
        const typed = field.value.length - start.length - end.length;
        if (typed < 0 || !field.value.startsWith(start) || !field.value.endsWith(end)) return false;
        ({ value } = read());
        where = [start.length, start.length, 'none'];
      }
      if (field.selectionStart === where[0] && field.selectionEnd === where[1]) return false;
      field.setSelectionRange(where[0], where[1], where[2] ?? 'none');
      return true;
    },
    follow(inserted) {
      const [start, end, direction] = where;
      const behind = Number(inserted.where[1]);
      if (isSame(inserted.where, where)) ({ value, where } = read());
      else if (start !== null && end !== null && start >= behind) {
        const longer = Number(field.selectionEnd) - behind;
        where = [start + longer, end + longer, direction];
        ({ value } = read());
      }
    },
  };
};

/** A range lives with the document: what is inserted before it moves it along. */
const placeInPage = (target: Element | null): Place => {
  const read = () => {
    const selection = selectionOf(target);
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    const backward =
      range !== null && selection?.anchorNode === range.endContainer && selection.anchorOffset === range.endOffset;
    return { range: range?.cloneRange() ?? null, backward, where: boundaries(range) };
  };
  let kept = read();
  return {
    get where() {
      return kept.where;
    },
    restore() {
      const { range, backward, where } = kept;
      const now = selectionOf(target);
      if (!range?.startContainer.isConnected || !now) return false;
      // A selection that fell together was rewritten by the page, which knows better where it is.
      if (range.collapsed && !(where[0] === where[2] && where[1] === where[3])) return false;
      if (now.rangeCount > 0 && isSame(boundaries(now.getRangeAt(0)), boundaries(range))) return false;
      const { startContainer, startOffset, endContainer, endOffset } = range;
      if (backward) now.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
      else now.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
      return true;
    },
    follow(inserted) {
      if (isSame(inserted.where, kept.where)) kept = read();
    },
  };
};

const boundaries = (range: Range | null): readonly unknown[] =>
  range ? [range.startContainer, range.startOffset, range.endContainer, range.endOffset] : [];

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => a.every((one, index) => one === b[index]);

/** A shadow tree has a selection of its own in Chromium. */
export const selectionOf = (target: Element | null): Selection | null => {
  const root = target?.getRootNode();
  const own = root instanceof ShadowRoot && 'getSelection' in root ? root.getSelection : null;
  return typeof own === 'function' ? (own.call(root) as Selection | null) : document.getSelection();
};

/** The outermost editable element around it. */
const editingHost = (target: Element | null): HTMLElement | null => {
  let host: HTMLElement | null = null;
  for (let at = target; at instanceof HTMLElement && at.isContentEditable; at = at.parentElement) host = at;
  return host;
};

const noticed = (): Promise<void> =>
  new Promise((resolve) => {
    const done = () => setTimeout(resolve);
    document.addEventListener('selectionchange', done, { once: true });
    setTimeout(done, NOTICE);
  });
