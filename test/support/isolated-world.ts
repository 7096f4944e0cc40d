/** The world of a page in which the extension's content script runs: for tests that break it from inside. */
import type { Page } from 'puppeteer';

export interface IsolatedWorld {
  evaluate(expression: string): Promise<unknown>;
}

export const isolatedWorldOf = async (page: Page, extensionId: string): Promise<IsolatedWorld> => {
  const session = await page.createCDPSession();
  const { frameTree } = await session.send('Page.getFrameTree');
  const found = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string };
      const ours = context.origin === `chrome-extension://${extensionId}`;
      if (ours && frameId === frameTree.frame.id) resolve(context.id);
    });
  });
  await session.send('Runtime.enable');
  const contextId = await found;
  return {
    async evaluate(expression) {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, contextId });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
  };
};
