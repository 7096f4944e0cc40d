/** Puts flavours on the browser's clipboard and pastes them as a keyboard would. */
import type { Browser, KeyInput, Page } from 'puppeteer';

export async function writeClipboard(
  browser: Browser,
  origin: string,
  flavours: Readonly<Record<string, string>>,
): Promise<void> {
  const context = browser.defaultBrowserContext();
  await context.overridePermissions(origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/blank.html`);
    await page.bringToFront();
    await page.evaluate(async (wanted) => {
      const blobs = Object.entries(wanted).map(([type, text]) => [type, new Blob([text], { type })] as const);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    }, flavours);
  } finally {
    await page.close();
  }
}

/** As a page's own copy handler writes them: any type, markup with its comments and attributes. */
export async function copyAsPage(
  browser: Browser,
  origin: string,
  flavours: Readonly<Record<string, string>>,
): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/blank.html`);
    await page.bringToFront();
    await page.evaluate((wanted) => {
      addEventListener('copy', (event) => {
        event.preventDefault();
        for (const [type, data] of Object.entries(wanted)) event.clipboardData?.setData(type, data);
        document.title = 'copied';
      });
    }, flavours);
    // A tab that has only just come to the front may miss the key.
    while ((await page.title()) !== 'copied') {
      await page.keyboard.down('Control');
      await page.keyboard.press('KeyC');
      await page.keyboard.up('Control');
    }
  } finally {
    await page.close();
  }
}

/** A small picture, as a screenshot would lie there; with text, as office programs copy a table. */
export async function copyPicture(
  browser: Browser,
  origin: string,
  beside: Readonly<Record<string, string>> = {},
): Promise<void> {
  await browser.defaultBrowserContext().overridePermissions(origin, ['clipboard-write', 'clipboard-sanitized-write']);
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/blank.html`);
    await page.bringToFront();
    await page.evaluate(async (texts) => {
      const canvas = new OffscreenCanvas(120, 40);
      canvas.getContext('2d')?.fillText('MRN 48201937', 5, 20);
      const png = await canvas.convertToBlob({ type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ ...texts, 'image/png': png })]);
    }, beside);
  } finally {
    await page.close();
  }
}

/** A trusted paste, as from the keyboard. */
export async function pasteInto(
  page: Page,
  selector: string,
  command: 'Paste' | 'PasteAndMatchStyle' = 'Paste',
): Promise<void> {
  await page.bringToFront();
  await page.focus(selector);
  await page.keyboard.down('Control' as KeyInput);
  await page.keyboard.press('KeyV' as KeyInput, { commands: [command] });
  await page.keyboard.up('Control' as KeyInput);
}

/** What a person would paste now, as plain text. */
export async function readClipboard(browser: Browser, origin: string): Promise<string> {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/paste/`);
    await pasteInto(page, '#plain');
    await new Promise((resolve) => setTimeout(resolve, 20));
    return await page.$eval('#plain', (field) => (field as HTMLTextAreaElement).value);
  } finally {
    await page.close();
  }
}
