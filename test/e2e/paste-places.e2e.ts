/** Places that take a paste in ways of their own, on a page that lets no script write markup (Trusted Types). */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answer } from '../support/ask.ts';
import { copyAsPage } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import type { MatrixAction } from '../support/matrix-policy.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

/** How long a change of the page is waited for, in ms. */
const CHANGES = 1500;

interface Places {
  readonly places: readonly string[];
  goTo(name: string): void;
  read(name: string): string;
  sendToServer(path: string, body: string): Promise<unknown>;
}

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const copy = (flavours: Readonly<Record<string, string>>) =>
  copyAsPage(guarded.chromium.browser, guarded.server.origin('free.localhost'), flavours);

const read = (page: Page, name: string) => page.evaluate((of) => (globalThis as unknown as Places).read(of), name);

async function chord(page: Page, key: 'KeyV' | 'KeyZ'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

async function open(
  action: MatrixAction | 'free',
): Promise<{ readonly page: Page; readonly names: readonly string[] }> {
  const page = await guarded.open(action, 'paste/places');
  await page.waitForFunction(() => 'places' in globalThis);
  return { page, names: await page.evaluate(() => (globalThis as unknown as Places).places) };
}

/** Each place after the paste, after a key, after one step back and after two. */
async function courses(
  action: MatrixAction | 'free',
  decide: () => Promise<unknown> = async () => undefined,
  which: (name: string) => boolean = () => true,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { page, names } = await open(action);
  const all = new Map<string, readonly string[]>();
  for (const name of names.filter(which)) {
    await page.bringToFront();
    await page.evaluate((where) => (globalThis as unknown as Places).goTo(where), name);
    const steps = [await read(page, name)];
    const next = async (act: () => Promise<unknown>) => {
      await act();
      // Where nothing more fits in, nothing changes.
      const changed = async () => expect(await read(page, name)).not.toBe(steps.at(-1));
      await vi.waitFor(changed, { timeout: CHANGES }).catch(() => undefined);
      steps.push(await read(page, name));
    };
    await next(async () => {
      await chord(page, 'KeyV');
      await decide();
    });
    await page.evaluate((of) => {
      const { read, sendToServer } = globalThis as unknown as Places;
      return sendToServer('/collect', read(of));
    }, name);
    await next(() => page.keyboard.type('X'));
    await next(() => chord(page, 'KeyZ'));
    await next(() => chord(page, 'KeyZ'));
    all.set(name, steps);
  }
  await page.close();
  return all;
}

test('what is clean arrives as without the extension, in one step that can be undone', async () => {
  await copy({
    'text/plain': 'Rota of ward B\nmeets at noon',
    'text/html': '<p><b>Rota</b> of ward B</p><p>meets at noon<img src="x" onerror="document.title = \'ran\'"></p>',
  });
  const unguarded = await courses('free');
  expect(unguarded.size).toBe(10);
  for (const steps of unguarded.values()) expect(steps[1]).toContain('ota');
  expect(await courses('block')).toEqual(unguarded);
});

test('the redacted copy arrives, in one step that can be undone', async () => {
  await copy({
    'text/plain': PHI.text.trim(),
    'text/html': PHI.text.trim().replace(/^.*$/gm, (line) => `<p>${line}</p>`),
  });
  guarded.server.clear();
  const redacted = await courses(
    'redact',
    async () => answer(await guarded.askWindow(), 'redacted'),
    (name) => /closed|alone|short|address|design/.test(name),
  );
  expect(redacted.size).toBe(6);
  for (const [name, [start, pasted, typed, ...undone]] of redacted) {
    expect(start, name).toBe('one');
    expect(pasted, name).toContain(name === 'a short field' ? 'onePati' : 'metformin');
    for (const value of PHI_VALUES) expect(pasted, name).not.toContain(value);
    if (name !== 'a short field') expect(typed, name).toMatch(/X(?:one)?(?:<\/(?:p|div)>)*$/);
    expect(undone, name).toContain('one');
  }
  expect(guarded.server.submissions('/collect')).toHaveLength(redacted.size);
  guarded.server.assertNeverArrived(PHI_VALUES);
});
