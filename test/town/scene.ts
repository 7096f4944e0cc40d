/** One step of the clinician's day: waits for its outcome and answers the decision window. */
import type { Browser, Page, Target } from 'puppeteer';
import type { StatusReply } from '../../extension/messages/status.ts';
import { answer } from '../support/ask.ts';
import type { ExtensionHandle } from '../support/extension-handle.ts';
import type { Town } from './town.ts';

/** One incident, as the popup shows it. */
export type Recorded = StatusReply['recent'][number];

export interface Scene {
  readonly browser: Browser;
  readonly town: Town;
  /** Resolves when the page has it, or when the record says what became of it: then with that. Once per channel. */
  outcome(channel: Recorded['channel'], arrived: () => Promise<boolean>): Promise<Recorded | null>;
  /** Incidents recorded since the scene began, and milliseconds from the act to its outcome without those of the person. */
  end(): Promise<{ readonly incidents: readonly Recorded[]; readonly ms: number }>;
}

/** A window stays for a moment after its answer. */
const answered = new WeakSet<Target>();

const LONGEST_WAIT = 8_000;

export async function startScene(
  extension: ExtensionHandle,
  town: Town,
  record: Page,
  photograph: (page: Page, name: string) => Promise<void>,
): Promise<Scene> {
  const began = Date.now();
  const recorded = async (channel: Recorded['channel']) =>
    (await incidentsSince(record, began)).findLast((one) => one.channel === channel) ?? null;
  let ms = 0;
  return {
    browser: extension.browser,
    town,
    async outcome(channel, arrived) {
      const started = performance.now();
      let person = 0;
      let ended: number | null = null;
      while (performance.now() - started < LONGEST_WAIT) {
        const window = extension.browser
          .targets()
          .find((target) => target.url().includes('/ask.html') && !answered.has(target));
        if (window !== undefined) {
          answered.add(window);
          const asked = performance.now();
          await decide(await window.asPage(), photograph);
          person += performance.now() - asked;
        }
        if (await arrived()) break;
        if ((await recorded(channel)) !== null) {
          ended = performance.now();
          // What was released arrives within the moment in which it is recorded.
          await pause(300);
          break;
        }
        await pause(20);
      }
      ms += (ended ?? performance.now()) - started - person;
      return recorded(channel);
    },
    async end() {
      await pause(200);
      return { incidents: await incidentsSince(record, began), ms: Math.round(ms) };
    },
  };
}

async function incidentsSince(record: Page, began: number): Promise<readonly Recorded[]> {
  const reply: StatusReply = await record.evaluate(() => chrome.runtime.sendMessage({ type: 'status', tab: 0 }));
  return reply.recent.filter(({ time }) => time >= began).toReversed();
}

/** States a purpose where one is asked for, else takes the redacted copy, else stops. */
async function decide(window: Page, photograph: (page: Page, name: string) => Promise<void>): Promise<void> {
  // A window behind another draws nothing, and what waits for its pictures waits for ever.
  await window.bringToFront();
  await window.waitForSelector('[data-choice]', { timeout: 15_000 });
  await photograph(window, 'decision');
  const offered = await window.$$eval('[data-choice]', (buttons) =>
    buttons.map((button) => (button as HTMLElement).dataset.choice),
  );
  const asksReason = (await window.$('[name=reason]')) !== null;
  if (asksReason && offered.includes('original')) {
    await answer(window, 'original', { reason: 'Agreed with the practice by phone', purpose: 'TREAT' });
  } else await answer(window, offered.includes('redacted') ? 'redacted' : 'stop');
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
