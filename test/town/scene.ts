/** One step of the clinician's day: waits for its outcome and answers the decision window. */
import type { Browser, Page } from 'puppeteer';
import { answer } from '../support/ask.ts';
import type { ExtensionHandle } from '../support/extension-handle.ts';
import type { Town } from './town.ts';

/** The parts of a recorded incident that the table shows. */
export interface Recorded {
  readonly action_id: number;
  readonly disposition_id: number;
}

export interface Scene {
  readonly browser: Browser;
  readonly town: Town;
  /** Resolves when the page has it, or when the record says that it will not. */
  outcome(arrived: () => Promise<boolean>): Promise<void>;
  /** Incidents recorded since the scene began, and milliseconds from the act to its outcome. */
  end(): Promise<{ readonly incidents: readonly Recorded[]; readonly ms: number }>;
}

const LONGEST_WAIT = 8_000;

export async function startScene(
  extension: ExtensionHandle,
  town: Town,
  record: Page,
  photograph: (page: Page, name: string) => Promise<void>,
): Promise<Scene> {
  const before = (await incidentsOf(record)).length;
  let ms = 0;
  let settled = before;
  return {
    browser: extension.browser,
    town,
    async outcome(arrived) {
      const started = performance.now();
      while (performance.now() - started < LONGEST_WAIT) {
        const window = extension.browser.targets().find((target) => target.url().includes('/ask.html'));
        if (window !== undefined) await decide(await window.asPage(), photograph);
        if (await arrived()) break;
        const incidents = (await incidentsOf(record)).length;
        if (incidents > settled) {
          settled = incidents;
          // What was released arrives within the moment in which it is recorded.
          await pause(300);
          break;
        }
        await pause(20);
      }
      ms += performance.now() - started;
    },
    async end() {
      await pause(200);
      return { incidents: (await incidentsOf(record)).slice(before), ms: Math.round(ms) };
    },
  };
}

async function incidentsOf(record: Page): Promise<readonly Recorded[]> {
  const lines = await record.evaluate(() =>
    (globalThis as unknown as { exportIncidents(): Promise<string> }).exportIncidents(),
  );
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Recorded => JSON.parse(line));
}

/** Takes the redacted copy where there is one, else states a purpose, else stops. */
async function decide(window: Page, photograph: (page: Page, name: string) => Promise<void>): Promise<void> {
  await window.waitForSelector('[data-choice]');
  await photograph(window, 'decision');
  const offered = await window.$$eval('[data-choice]', (buttons) =>
    buttons.map((button) => (button as HTMLElement).dataset.choice),
  );
  const reason = (await window.$('[name=reason]')) !== null;
  if (offered.includes('redacted')) await answer(window, 'redacted');
  else if (!offered.includes('original')) await answer(window, 'stop');
  else await answer(window, 'original', reason ? { reason: 'Referral agreed by phone', purpose: 'TREAT' } : undefined);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
