/** A trusted drag from outside the page, as the operating system delivers it. */
import type { Page } from 'puppeteer';

export interface Dragged {
  readonly text?: string;
  readonly html?: string;
  /** Paths on disk. */
  readonly files?: readonly string[];
}

export async function dropOn(page: Page, selector: string, content: Dragged): Promise<void> {
  const box = await boxAtRest(page, selector);
  const client = await page.createCDPSession();
  const items = [
    ...(content.text === undefined ? [] : [{ mimeType: 'text/plain', data: content.text }]),
    ...(content.html === undefined ? [] : [{ mimeType: 'text/html', data: content.html }]),
  ];
  const data = { items, files: [...(content.files ?? [])], dragOperationsMask: 1 };
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, ...at, data });
  await client.detach();
}

/** A person drops on what has come to rest: widgets draw themselves over several frames. */
async function boxAtRest(page: Page, selector: string) {
  const boxOf = async () => (await page.$(selector))?.boundingBox();
  let last = await boxOf();
  for (let tries = 0; tries < 40; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = await boxOf();
    if (now && last && now.height > 0 && JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
  }
  throw new Error(`${selector} is not on the page, or does not come to rest.`);
}
