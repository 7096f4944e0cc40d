/** Answers in the decision window as a person would: waits until it is armed, then clicks. */
import type { Page } from 'puppeteer';
import type { AskChoice } from '../../extension/messages/ask.ts';

export async function answer(
  window: Page,
  choice: AskChoice,
  words?: { readonly reason?: string; readonly purpose: string },
): Promise<void> {
  await window.waitForSelector('[data-choice]');
  if (words) {
    if (words.reason) await window.type('[name=reason]', words.reason);
    await window.select('[name=purpose]', words.purpose);
  }
  await window.waitForSelector(`[data-choice="${choice}"]:not(:disabled):not([aria-disabled="true"])`, {
    timeout: 10_000,
  });
  // It closes under the click; the next question opens a window of its own.
  const closed = new Promise((resolve) => window.once('close', resolve));
  await window.click(`[data-choice="${choice}"]`).catch(() => undefined);
  await closed;
}
