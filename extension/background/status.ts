/** What the popup and the options page show. */
import { GUARDED } from '../messages/guards.ts';
import type { PolicyViewReply, StatusReply } from '../messages/status.ts';
import { browser } from '../platform/browser.ts';
import { guardsFor } from './guards.ts';
import { isExpired } from './health.ts';
import { type PolicyState, policyState } from './policy-store.ts';
import { openLog } from './record.ts';

type EngineState = StatusReply['engine'];

const RECENT = 10;
const ENGINE = 'engineState';

/** Kept for the session, because this worker's memory ends with it. */
export const noteEngine = async (state: EngineState): Promise<true> => {
  await browser.storage.session.set({ [ENGINE]: state });
  return true;
};

export const status = async (tabId: number): Promise<StatusReply> => {
  const [state, log, session, tab, live] = await Promise.all([
    policyState(),
    openLog(),
    browser.storage.session.get(ENGINE),
    browser.tabs.get(tabId).catch(() => null),
    browser.tabs.sendMessage(tabId, { type: 'guards-live' }, { frameId: 0 }).catch(() => false),
  ]);
  const engine = (session[ENGINE] as EngineState | undefined) ?? 'starting';
  const ruled = tab?.url && /^(?:https?|file):/.test(tab.url) ? (await guardsFor(tab.url)).channels : [];
  const recent = await log.page({ limit: RECENT });
  return {
    protection: protectionOf(state, engine),
    policy: {
      id: state.policy.id,
      version: state.policy.version,
      hash: state.hash,
      activated: state.activated,
    },
    problems: state.problems,
    guards: GUARDED.map((channel) => ({ channel, live: live === true, ruled: ruled.includes(channel) })),
    engine,
    recent: recent.map(({ time, channel, destination, action, disposition }) => ({
      time,
      channel,
      destination: destination.place,
      action,
      disposition,
    })),
  };
};

export const policyView = async (): Promise<PolicyViewReply> => {
  const { source, policy, problems } = await policyState();
  return { document: source === 'floor' ? null : JSON.stringify(policy, null, 2), source, problems };
};

const protectionOf = (state: PolicyState, engine: EngineState): StatusReply['protection'] => {
  if (!state.managed) return 'unmanaged';
  if (engine === 'unavailable') return 'impaired';
  if (state.source === 'floor') return 'floor';
  return state.source === 'last-good' || isExpired(state, Date.now()) ? 'outdated' : 'protected';
};
