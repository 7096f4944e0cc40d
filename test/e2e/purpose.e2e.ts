/** A purpose is asked for where it can change the decision, and nowhere else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { matrixPolicy } from '../support/matrix-policy.ts';
import { textOf } from '../support/page-state.ts';
import { PHI } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  const policy = matrixPolicy() as { rules: { id: string }[] };
  const rules = policy.rules.map((rule) =>
    rule.id === 'block-identifiers' || rule.id === 'redact-identifiers'
      ? { ...rule, except: [{ purpose: ['TREAT'] }] }
      : rule,
  );
  guarded = await launchGuarded({ ...policy, rules });
  await writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), { 'text/plain': PHI.text });
});
afterAll(() => guarded?.close());

test.each(['block', 'redact'] as const)('a purpose with an exception lifts %s; another does not', async (host) => {
  for (const [purpose, arrives] of [
    ['HPAYMT', false],
    ['TREAT', true],
  ] as const) {
    const before = (await guarded.incidents()).length;
    const page = await guarded.open(host, 'paste');
    await pasteInto(page, '#plain');
    const window = await guarded.askWindow();
    await window.waitForSelector('[name=purpose]');
    expect(await window.$('[name=reason]')).toBeNull();
    const closed = new Promise((resolve) => window.once('close', resolve));
    await answer(window, 'original', { purpose });
    await closed;
    const incident = (await guarded.incidentsAfter(before + 1)).at(-1);
    expect(incident).toMatchObject(arrives ? { action_id: 1 } : { action_id: 2, disposition_id: 2 });
    await page.bringToFront();
    expect(await textOf(page, '#plain')).toBe(arrives ? PHI.text : '');
    await page.close();
  }
});

test('where no purpose changes anything none is asked for', async () => {
  const page = await guarded.open('warn', 'paste');
  await pasteInto(page, '#plain');
  const window = await guarded.askWindow();
  await window.waitForSelector('[data-choice]');
  expect(await window.$('[name=purpose]')).toBeNull();
  await answer(window, 'stop');
  await page.close();
});
