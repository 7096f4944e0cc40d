import { browser } from '../platform/browser.ts';

/** Opens the window in which the user decides, over the window in which the user acted. */
export const openAskWindow = async (attempt: string): Promise<void> => {
  const url = browser.runtime.getURL(`/ask.html?attempt=${encodeURIComponent(attempt)}`);
  const over = await browser.windows.getLastFocused().catch(() => null);
  const width = 720;
  const height = 640;
  const place =
    over?.left !== undefined && over.top !== undefined && over.width !== undefined && over.height !== undefined
      ? {
          left: over.left + Math.max(0, Math.round((over.width - width) / 2)),
          top: over.top + Math.max(0, Math.round((over.height - height) / 3)),
        }
      : {};
  const window = { url, type: 'popup', width, height, focused: true } as const;
  // A browser that stands at the edge of the screen gives a place that is refused: then the system chooses one.
  await browser.windows.create({ ...window, ...place }).catch(() => browser.windows.create(window));
};
