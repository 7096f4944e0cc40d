/** Does what was decided, and tells the user where something was stopped. */
import type { Done } from '../messages/attempt.ts';
import { showBlocked, showRefused } from './dialogs/notices.ts';
import type { Outcome } from './inspect.ts';
import type { Attempt } from './interceptor.ts';

export const enforce = async (attempt: Attempt, outcome: Outcome): Promise<Done> => {
  if (outcome.outcome === 'release') {
    await attempt.release(outcome.asked);
    return 'released';
  }
  const replacing = outcome.outcome === 'replace' && outcome.items;
  if (replacing && (await attempt.replace(replacing))) return 'replaced';
  await attempt.drop(outcome.asked);
  if (replacing) showRefused(outcome.summary);
  else if (outcome.by === 'policy') showBlocked({ channel: attempt.channel, summary: outcome.summary });
  return replacing ? 'refused' : 'dropped';
};
