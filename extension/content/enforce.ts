/** Does what was decided, and tells the user where something was stopped. */
import { showBlocked } from './dialogs/notices.ts';
import type { Outcome } from './inspect.ts';
import type { Attempt } from './interceptor.ts';

export const enforce = async (attempt: Attempt, outcome: Outcome): Promise<'released' | 'replaced' | 'dropped'> => {
  if (outcome.outcome === 'release') {
    await attempt.release();
    return 'released';
  }
  if (outcome.outcome === 'replace' && outcome.items && (await attempt.replace(outcome.items))) return 'replaced';
  await attempt.drop();
  if (outcome.by === 'policy' || outcome.outcome === 'replace')
    showBlocked({ channel: attempt.channel, summary: outcome.summary });
  return 'dropped';
};
