/** What a test page knows: what its listeners saw, and what stands in its fields. */
import type { Page } from 'puppeteer';

/** Everything that the page's own listeners saw, as JSON text. */
export const seenBy = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify((globalThis as unknown as { seen: unknown }).seen));

/** The value of a control, or the text of an editor. */
export const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) =>
    element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement
      ? element.value
      : (element as HTMLElement).innerText,
  );
