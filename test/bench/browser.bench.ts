/**
 * What the extension costs a person: `node test/bench/browser.bench.ts`. Prints the latency of a clean
 * paste from key to text, the size of the content script, and page load with and without the
 * extension, interleaved in one run.
 */
import { statSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { launch } from 'puppeteer';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { BROWSER_FLAGS, BUILT_EXTENSION } from '../support/extension-handle.ts';
import { requireBrowser } from '../support/find-browser.ts';
import { launchGuarded } from '../support/guarded.ts';
import { percentile } from '../support/percentiles.ts';
import { setUp } from '../support/setup.ts';

const PASTES = 40;
const LOADS = 30;
const SENTENCE = 'The rota for Thursday is out and the ward meeting is at noon in room four. ';

await setUp('browser');
const guarded = await launchGuarded();
// The same browser in every other respect, so that only the extension tells them apart.
const plain = await launch({
  executablePath: requireBrowser().path,
  headless: true,
  pipe: true,
  ignoreDefaultArgs: ['--disable-background-networking'],
  args: [...BROWSER_FLAGS],
  defaultViewport: null,
});
try {
  await pasteLatency();
  console.log(
    `content script: ${(statSync(`${BUILT_EXTENSION}/content-scripts/guard.js`).size / 1024).toFixed(1)} KiB`,
  );
  await pageLoad();
} finally {
  await plain.close();
  await guarded.close();
}

/** From the key to the text in the field, as the page's own clock sees it. */
async function pasteLatency(): Promise<void> {
  console.log('clean paste, key to text      guarded p50 / p95 ms     unguarded p50 / p95 ms');
  for (const kilobytes of [1, 10, 100]) {
    const text = SENTENCE.repeat(Math.ceil((kilobytes * 1024) / SENTENCE.length)).slice(0, kilobytes * 1024);
    await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': text });
    const pages = { guarded: await guarded.open('block', 'paste'), unguarded: await guarded.open('free', 'paste') };
    const times = { guarded: [] as number[], unguarded: [] as number[] };
    for (let round = 0; round < PASTES; round++) {
      for (const which of ['guarded', 'unguarded'] as const)
        times[which].push(await onePaste(pages[which], text.length));
    }
    const figures = (values: readonly number[]) =>
      `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.95).toFixed(1)}`;
    console.log(
      `${String(kilobytes).padStart(4)} KB                       ${figures(times.guarded).padEnd(24)} ${figures(times.unguarded)}`,
    );
    await Promise.all([pages.guarded.close(), pages.unguarded.close()]);
  }
}

async function onePaste(page: Page, length: number): Promise<number> {
  await page.bringToFront();
  await page.evaluate((wanted) => {
    const field = document.querySelector('#plain') as HTMLTextAreaElement;
    field.value = '';
    const place = globalThis as unknown as { took: Promise<number> };
    place.took = new Promise((resolve) => {
      addEventListener('keydown', ({ key }) => {
        if (key !== 'v') return;
        const started = performance.now();
        const look = () => (field.value.length >= wanted ? resolve(performance.now() - started) : setTimeout(look));
        look();
      });
    });
  }, length);
  await pasteInto(page, '#plain');
  return page.evaluate(() => (globalThis as unknown as { took: Promise<number> }).took);
}

/** A heavy page: 32,000 cells and five frames. The pages take turns, and which of them is first takes turns too. */
async function pageLoad(): Promise<void> {
  const url = `${guarded.server.origin('block.localhost')}/heavy.html`;
  const times = { guarded: [] as number[], plain: [] as number[] };
  const pages = { guarded: await guarded.chromium.browser.newPage(), plain: await plain.newPage() };
  for (let round = 0; round < LOADS; round++) {
    const order = round % 2 === 0 ? (['guarded', 'plain'] as const) : (['plain', 'guarded'] as const);
    for (const which of order) {
      await pages[which].bringToFront();
      await pages[which].goto(url, { waitUntil: 'load' });
      times[which].push(
        await pages[which].evaluate(() => performance.getEntriesByType('navigation')[0]?.duration ?? 0),
      );
    }
  }
  const ratios = times.guarded.map((value, round) => value / (times.plain[round] ?? Number.NaN));
  const spread = (values: readonly number[], digits: number) =>
    [0.1, 0.5, 0.9].map((share) => percentile(values, share).toFixed(digits)).join(' / ');
  console.log(`page load, p10 / p50 / p90: with ${spread(times.guarded, 0)} ms, without ${spread(times.plain, 0)} ms`);
  console.log(`page load, ratio round by round, p10 / p50 / p90: ${spread(ratios, 3)}`);
}
