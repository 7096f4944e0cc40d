/** A trusted drag from outside the page, as the operating system delivers it. */
import type { Page } from 'puppeteer';

export interface Dragged {
  readonly text?: string;
  readonly html?: string;
  /** Paths on disk. */
  readonly files?: readonly string[];
}

export async function dropOn(page: Page, selector: string, content: Dragged): Promise<void> {
  const box = await (await page.$(selector))?.boundingBox();
  if (!box) throw new Error(`${selector} is not on the page.`);
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
