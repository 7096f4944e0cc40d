/** What is wrong with the protection itself goes on record, once, as a policy's floor demands. */
import { ENGINE_VERSION } from '../../engine/policy/index.ts';
import { browser } from '../platform/browser.ts';
import type { PolicyState } from './policy-store.ts';
import { openLog, whoseRecord } from './record.ts';

const TOLD = 'healthTold';
/** Problems that one record names. */
const MOST = 20;

interface Trouble {
  /** The same trouble is told once, until it is gone. */
  readonly id: string;
  readonly words: readonly string[];
}

export const isExpired = ({ policy }: PolicyState, now: number): boolean =>
  policy.expires !== undefined && Date.parse(policy.expires) <= now;

let last: Promise<void> = Promise.resolve();

/** Records what is new; callers that come at once wait for each other. */
export const noteHealth = (state: PolicyState): Promise<void> => {
  last = last.then(() => tell(state)).catch(() => undefined);
  return last;
};

const tell = async (state: PolicyState): Promise<void> => {
  const now = Date.now();
  const troubles = state.managed ? troublesOf(state, now) : [];
  const told = ((await browser.storage.local.get(TOLD))[TOLD] ?? []) as readonly string[];
  for (const trouble of troubles.filter(({ id }) => !told.includes(id))) await recordTrouble(state, trouble, now);
  await browser.storage.local.set({ [TOLD]: troubles.map(({ id }) => id) });
};

/** Where a problem lies is told; what it says may quote the policy. */
const troublesOf = (state: PolicyState, now: number): Trouble[] => {
  const places = [...new Set(state.problems.map((problem) => problem.split(': ')[0] ?? ''))].sort().slice(0, MOST);
  const refused = { id: `refused ${places.join(' ')}`, words: ['a policy was refused', ...places] };
  const expired = { id: `expired ${state.hash}`, words: ['the policy has expired and stays in force'] };
  return [...(places.length > 0 ? [refused] : []), ...(isExpired(state, now) ? [expired] : [])];
};

const recordTrouble = async (state: PolicyState, { words }: Trouble, time: number): Promise<void> => {
  const log = await openLog();
  const { id, version } = state.policy;
  await log.append({
    channel: 'health',
    time,
    by: 'policy',
    disposition: 'allowed',
    destinationUrl: browser.runtime.getURL(''),
    decision: {
      action: 'log',
      override: 'none',
      severity: 'high',
      obligations: [],
      purposes: [],
      reason: {
        rules: [],
        monitored: [],
        gaps: [],
        errors: words,
        conditions: [],
        policy: { id, version, hash: state.hash },
        engine: ENGINE_VERSION,
        destination: { trust: 'unknown' },
      },
    },
    features: { counts: {}, phi: false, persons: 0, gaps: [], bytes: 0, items: 0 },
    milliseconds: 0,
    ...(await whoseRecord(state)),
  });
};
