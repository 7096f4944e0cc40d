import type { TransformedItem } from '../../../engine/types.ts';
import { isNotice } from '../dialogs/notice.ts';
import { defineInterceptor, first, listen } from '../interceptor.ts';
import { type PageText, readPage, writeEdits } from '../page-text.ts';
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
    let granted: { readonly text: string; readonly edits: NonNullable<TransformedItem['edits']> } | null = null;
    let cleared: string | null = null;
    let restore: (() => void) | null = null;
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
      const clear = await lookAhead([textItem('text/plain', page.text, 'page')]);
      const holds = () => seen === version && state === 'blank';
      cleared = page.text;
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
    });
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
      restore?.();
      observer.takeRecords();
      restore = null;
    };

    const onBeforePrint = () => {
      if (!guarded('print')) return;
      if (!observer.takeRecords().every(isOurs)) changed();
      putBack();
      const page = readPage(document);
      if (state === 'granted') return redactNow(page);
      // Values of fields and shadow trees change without a word: what is there now counts, not what was looked at.
      if (state === 'clear' && page.text !== cleared) {
        state = 'blank';
        void style(true);
      }
      // Decided a moment ago, and not lifted yet: blank once more, and not asked again.
      if (state === 'lifting') return hideNow();
      if (state === 'blank') hideNow();
      const items = [textItem('text/plain', page.text, 'page')];
      const printed = state === 'clear';
      hold({
        channel: 'print',
        items,
        release: () => (printed ? undefined : void grant({ text: page.text, edits: [] })),
        replace(what) {
          const edits = what[0]?.edits;
          if (edits) void grant({ text: page.text, edits });
          return edits !== undefined;
        },
        drop: () => undefined,
      });
    };

    const hideNow = () => {
      const { style } = document.documentElement;
      const was = [style.getPropertyValue('display'), style.getPropertyPriority('display')] as const;
      style.setProperty('display', 'none', 'important');
      restore = () => style.setProperty('display', ...was);
    };

    /** The edits belong to the text that was decided on; on any other text nothing is printed. */
    const redactNow = (page: PageText) => {
      if (!granted) return;
      if (granted.text === page.text) restore = writeEdits(page, granted.edits);
      else hideNow();
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
    signal.addEventListener('abort', () => observer.disconnect());
  },
});

/** A change that only brings or takes a notice of ours is none of the page's. */
const isOurs = ({ type, addedNodes, removedNodes }: MutationRecord): boolean =>
  type === 'childList' && [...addedNodes, ...removedNodes].every(isNotice);
