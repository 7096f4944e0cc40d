/** Does what was decided, and tells the user where something was stopped. */
import type { Done } from '../messages/attempt.ts';
import { showBlocked, showLost, showRefused } from './dialogs/notices.ts';
import type { Outcome } from './inspect.ts';
import type { Attempt } from './interceptor.ts';

export const enforce = async (attempt: Attempt, outcome: Outcome): Promise<Done> => {
  const { channel } = attempt;
  const { summary } = outcome;
  try {
    if (outcome.outcome === 'release') {
      if ((await attempt.release(outcome.asked)) === false) showLost();
      return 'released';
    }
    const replacing = outcome.outcome === 'replace' && outcome.items;
    if (replacing && (await attempt.replace(replacing))) return 'replaced';
    await attempt.drop(outcome.asked);
    if (replacing) showRefused(summary);
    else if (outcome.by === 'policy') showBlocked({ channel, summary });
    return replacing ? 'refused' : 'dropped';
  } catch {
    // The page has changed under it: what cannot be handed over does not leave, and the user is told.
    showBlocked({ channel, summary: { ...summary, gaps: [...summary.gaps, 'not-replayable'] } });
    return 'dropped';
  }
};
