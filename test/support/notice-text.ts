/** What stands in a document, with the notice of ours in it, whose shadow tree is closed to pages. */
import type { Page } from 'puppeteer';

export async function noticeText(page: Page): Promise<string> {
  const session = await page.createCDPSession();
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  await session.detach();
  return JSON.stringify(root);
}
