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
