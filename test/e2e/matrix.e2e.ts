/** Every channel × every action: what got through, what is on record, and what the page saw. */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../support/ask.ts';
import { CHANNEL_ACTS, type ChannelAct } from '../support/channel-acts.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import type { MatrixAction } from '../support/matrix-policy.ts';
import { seenBy } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const HEALTH = 'metformin';
const REASON = { reason: 'Referral agreed by telephone', purpose: 'TREAT' };

interface Case {
  readonly action: string;
  readonly host: MatrixAction | 'free';
  readonly text?: string;
  /** What the user answers in the window; absent where none may appear. */
  readonly says?: 'stop' | 'original' | 'justified' | 'redacted';
  readonly gets: 'all' | 'nothing' | 'placeholders' | 'tokens';
  /** OCSF action and disposition; absent where nothing may be recorded. */
  readonly record?: readonly [action: number, disposition: number];
}

const CASES: readonly Case[] = [
  { action: 'allow', host: 'block', text: 'Rota for Thursday: noon, room 4\n', gets: 'all' },
  { action: 'no rule', host: 'free', gets: 'all' },
  { action: 'log', host: 'log', gets: 'all', record: [3, 17] },
  { action: 'monitor', host: 'monitor', gets: 'all', record: [3, 17] },
  { action: 'warn, stop', host: 'warn', says: 'stop', gets: 'nothing', record: [2, 2] },
  { action: 'warn, go', host: 'warn', says: 'original', gets: 'all', record: [1, 1] },
  { action: 'justify', host: 'justify', says: 'justified', gets: 'all', record: [1, 8] },
  { action: 'redact', host: 'redact', says: 'redacted', gets: 'placeholders', record: [4, 11] },
  { action: 'tokenise', host: 'tokenise', says: 'redacted', gets: 'tokens', record: [4, 11] },
  { action: 'block', host: 'block', gets: 'nothing', record: [2, 2] },
];

const say = async (says: Case['says']): Promise<void> => {
  if (!says) return;
  const window = await guarded.askWindow();
  const closed = new Promise((resolve) => window.once('close', resolve));
  await (says === 'justified' ? answer(window, 'original', REASON) : answer(window, says));
  await closed;
};

/** Paper shows the page's heading and its own line ends; a selection has no line end at its end. */
const asShown = ({ channel }: ChannelAct, text: string): string => {
  if (channel === 'copy') return text.trimEnd();
  if (channel !== 'print') return text;
  return text
    .replace(/^Printed page/, '')
    .replace(/\s+/g, ' ')
    .trim();
};

const check = async (act: ChannelAct, page: Page, { gets, text = PHI.text }: Case): Promise<void> => {
  const arrived = await act.arrived(guarded, page, gets === 'nothing');
  if (gets === 'all') {
    expect(asShown(act, arrived)).toBe(asShown(act, text));
    return;
  }
  if (gets === 'nothing') expect(arrived).toBe('');
  else expect(arrived).toContain(HEALTH);
  if (gets === 'placeholders') expect(arrived).toContain('[MEDICAL_RECORD_NUMBER]');
  if (gets === 'tokens') expect(arrived).toMatch(/\[MEDICAL_RECORD_NUMBER:[bcdfghjkmnpqrstv]{15}\]/);
  for (const value of PHI_VALUES) expect(arrived).not.toContain(value);
  guarded.server.assertNeverArrived(PHI_VALUES);
  // A page knows what stands on it: what is copied or printed is its own.
  if (act.channel === 'copy' || act.channel === 'print' || act.channel === 'form-submit') return;
  const seen = await seenBy(page);
  for (const value of PHI_VALUES) expect(seen).not.toContain(value);
};

describe.each(CHANNEL_ACTS.map((act) => [act.name, act] as const))('%s', (_, act) => {
  test.each(CASES)('$action', async (one) => {
    const before = (await guarded.incidents()).length;
    guarded.server.clear();
    const page = await act.act(guarded, one.host, one.text ?? PHI.text);
    await say(one.says);
    await page.bringToFront();
    if (one.record) await guarded.incidentsAfter(before + 1);
    await page.bringToFront();
    await check(act, page, one);
    await page.close();
    const own = (await guarded.incidents()).slice(before);
    if (!one.record) return expect(own).toEqual([]);
    const [action_id, disposition_id] = one.record;
    expect(own[0]).toMatchObject({ action_id, disposition_id, unmapped: { channel: act.channel } });
    // A page that is asked for its paper again is asked about again.
    if (act.channel !== 'print') expect(own).toHaveLength(1);
    if (one.action === 'tokenise') expect(own[0]?.unmapped.tokens?.jwe.split('.')).toHaveLength(5);
  });
});
