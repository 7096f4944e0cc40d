/** What was found, in classes and counts: all that a page's notice or a window may name. */
import type { Decision, Features } from '../../engine/types.ts';
import type { Summary } from '../messages/attempt.ts';

export const foundOf = (features: Features): Summary['found'] =>
  Object.entries(features.counts).map(([infoType, byLikelihood]) => ({
    infoType: infoType as Summary['found'][number]['infoType'],
    count: Object.values(byLikelihood ?? {}).reduce((sum, count) => sum + count, 0),
  }));

export const summaryOf = (decision: Decision, url: string, features: Features): Summary => ({
  action: decision.action,
  destination: URL.canParse(url) ? new URL(url).origin : '',
  found: foundOf(features),
  gaps: decision.reason.gaps,
  ...(decision.notify === undefined ? {} : { notify: decision.notify }),
});
