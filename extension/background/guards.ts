/** Which guards a document needs, by the policy in force. Where no rule can act, nothing is touched. */
import { classify, couldAct, couldActOnAny } from '../../engine/policy/index.ts';
import type { Channel } from '../../engine/types.ts';
import { GUARDED, type Guards } from '../messages/guards.ts';
import { browser } from '../platform/browser.ts';
import { type PolicyState, policyState } from './policy-store.ts';

export const guardsFor = async (url: string): Promise<Omit<Guards, 'handover'>> => {
  const state = await policyState();
  return {
    channels: GUARDED.filter((channel) =>
      channel === 'form-submit'
        ? couldActOnAny(state.compiled, placeOf(state, channel, url), url)
        : couldAct(state.compiled, {
            ...placeOf(state, channel, ARRIVING.includes(channel) ? 'open' : url),
            destinationUrl: url,
          }),
    ),
    marks: classify(state.compiled, url).trust === 'phi-system',
    formsElsewhere: couldActOnAny(state.compiled, placeOf(state, 'form-submit', url)),
  };
};

/** For a document of which nobody can say where it belongs. */
export const HOLD_ALL: Omit<Guards, 'handover'> = { channels: GUARDED, marks: false, formsElsewhere: true };

/** Channels whose content comes from somewhere else than the document: where from is known when it is there. */
const ARRIVING: readonly Channel[] = ['paste', 'drag-drop', 'file-picker'];

/** Every content script asks again, without a reload. */
export const announceGuards = async (): Promise<void> => {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.map((tab) => (tab.id === undefined ? null : browser.tabs.sendMessage(tab.id, { type: 'guards-changed' }))),
  );
};

const placeOf = ({ config }: PolicyState, channel: Channel, sourceUrl: string) => ({
  channel,
  sourceUrl,
  user: userOf(config),
  ...(config.unit === undefined ? {} : { unit: config.unit }),
});

export const userOf = (config: PolicyState['config']) => ({
  ...(config.user?.id === undefined ? {} : { id: config.user.id }),
  roles: config.user?.roles ?? [],
  groups: config.user?.groups ?? [],
});
