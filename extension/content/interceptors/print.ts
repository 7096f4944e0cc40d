import type { TransformedItem } from '../../../engine/types.ts';
import { isNotice } from '../dialogs/notice.ts';
import { defineInterceptor, first, listen } from '../interceptor.ts';
import { hide, type PageText, readPage, writeEdits } from '../page-text.ts';
import { textItem } from '../transfer-items.ts';

/** Quiet time after a change of the page before it is looked at again, in ms. */
const SETTLE = 300;
/** How long a decided print may be waited for, in ms. */
const GRANT = 60_000;
/** Nobody answers a print dialog in less, in ms. */
const AT_ONCE = 1000;

/**
 * `beforeprint` cannot wait, so a page that a print rule concerns is blank on paper (USER-origin
 * style) until it was looked at, and is looked at ahead. What may print prints at once; the rest is
 * asked about, and a print that was granted is one print.
 */
export const print = defineInterceptor({
  name: 'print',
  install({ guarded, hold, lookAhead, printStyle, onGuards, signal }) {
    let state: 'blank' | 'clear' | 'lifting' | 'granted' = 'blank';
    /** What was decided on: on any other text nothing is printed. */
    let granted: Granted | null = null;
    let cleared: PageText | null = null;
    let restore: (() => void) | null = null;
    /** What stands on the page while it is printed; null where nothing of it may. */
    let printing: { readonly text: string | null } | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let version = 0;
    let asking = false;

    /** Style changes take their turn; each is made only where the one before left the other. */
    let styled = false;
    let styling: Promise<unknown> = Promise.resolve();
    const style = (blank: boolean): Promise<unknown> => {
      styling = styling.then(async () => {
        if (blank === styled) return;
        styled = blank;
        await printStyle(blank ? 'blank' : 'lift');
      });
      return styling;
    };

    const blank = () => {
      state = 'blank';
      return style(true);
    };

    /** The state says that a page may print only once its style is gone, and only if it still holds then. */
    const lift = async (next: 'clear' | 'granted', holds: () => boolean) => {
      await style(false);
      if (holds()) state = next;
      else await blank();
    };

    const look = async () => {
      const seen = version;
      const page = readPage(document);
      const clear = await lookAhead(contentOf(page));
      const holds = () => seen === version && state === 'blank';
      cleared = page;
      if (clear && holds()) await lift('clear', holds);
    };

    const changed = () => {
      if (restore) return;
      version++;
      if (!guarded('print')) return;
      if (state === 'clear') void blank();
      clearTimeout(timer);
      timer = setTimeout(() => void look(), SETTLE);
    };

    const observer = new MutationObserver((records) => {
      if (!records.every(isOurs)) changed();
      stay();
    });
    /** The page may show again what was hidden. */
    const root = new MutationObserver(() => stay());
    const watch = () =>
      observer.observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ['value'],
      });

    const grant = async (what: typeof granted) => {
      granted = what;
      state = 'lifting';
      await lift('granted', () => true);
      const over = () => state === 'granted' && blank();
      setTimeout(() => void over(), GRANT);
      // A dialog keeps `print` from returning. One that returns at once showed none: the user prints by hand.
      const started = performance.now();
      asking = true;
      window.print();
      asking = false;
      if (performance.now() - started > AT_ONCE) await over();
    };

    /** The page as it was before the last print; two prints may overlap. */
    const putBack = () => {
      printing = null;
      root.disconnect();
      restore?.();
      observer.takeRecords();
      restore = null;
    };

    /** Until the print is over nothing else comes onto the page. */
    const stay = () => {
      if (!printing) return;
      if (printing.text === null) {
        if (getComputedStyle(document.documentElement).display !== 'none') hide(document.documentElement);
      } else if (readPage(document).text !== printing.text) hideNow();
    };

    const onBeforePrint = (event: Event) => {
      if (!event.isTrusted || !guarded('print')) return;
      // The page prepares its printed form first, in an event of ours: nobody comes after the look at it.
      event.stopImmediatePropagation();
      window.dispatchEvent(new Event('beforeprint'));
      if (!observer.takeRecords().every(isOurs)) changed();
      putBack();
      const page = readPage(document);
      if (state === 'granted') return redactNow(page);
      // Values of fields, shadow trees and pictures change without a word: what is there now counts.
      if (state === 'clear' && !(cleared && isSame(page, cleared))) {
        state = 'blank';
        void style(true);
      }
      // Decided a moment ago, and not lifted yet: blank once more, and not asked again.
      if (state === 'lifting') return hideNow();
      if (state === 'blank') hideNow();
      else printing = { text: page.text };
      const printed = state === 'clear';
      hold({
        channel: 'print',
        ...contentOf(page),
        release: () => (printed ? undefined : void grant({ page, edits: null })),
        replace(what) {
          const edits = what[0]?.edits;
          if (edits) void grant({ page, edits });
          return edits !== undefined;
        },
        drop: () => undefined,
      });
    };

    const hideNow = () => {
      restore?.();
      restore = hide(document.documentElement);
      printing = { text: null };
      root.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    };

    /** The edits belong to what was decided on; on anything else nothing is printed. */
    const redactNow = (page: PageText) => {
      if (!granted || !isSame(page, granted.page)) return hideNow();
      if (granted.edits) restore = writeEdits(page, granted.edits);
      printing = { text: granted.edits ? readPage(document).text : page.text };
    };

    const onAfterPrint = () => {
      putBack();
      if (state === 'granted' && !asking) void blank();
    };

    onGuards(() => {
      if (!guarded('print')) {
        observer.disconnect();
        clearTimeout(timer);
        void style(false);
        return;
      }
      watch();
      if (state !== 'granted') void blank();
      changed();
    });
    listen('beforeprint', onBeforePrint, first(signal));
    listen('afterprint', onAfterPrint, first(signal));
    listen('input', changed, { capture: true, passive: true, signal });
    document.addEventListener('DOMContentLoaded', changed, { signal });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      root.disconnect();
    });
  },
});

/** A print that was decided on: of what, and with which edits; null where it is printed as it is. */
interface Granted {
  readonly page: PageText;
  readonly edits: NonNullable<TransformedItem['edits']> | null;
}

const contentOf = ({ text, pictures }: PageText) => ({
  items: [textItem('text/plain', text, 'page')],
  pictures: pictures.length > 0,
});

/** A picture says nothing of what it shows: one that was not there is another page. */
const isSame = (now: PageText, before: PageText): boolean =>
  now.text === before.text &&
  now.pictures.length === before.pictures.length &&
  now.pictures.every((picture, index) => picture === before.pictures[index]);

/** A change that only brings or takes a notice of ours is none of the page's. */
const isOurs = ({ type, addedNodes, removedNodes }: MutationRecord): boolean =>
  type === 'childList' && [...addedNodes, ...removedNodes].every(isNotice);
