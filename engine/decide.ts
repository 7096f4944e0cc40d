/** The stage between detection and enforcement: the policy door, and what to do where content cannot be changed. */
import type { Decision } from './types.ts';

export { compilePolicy, decide } from './policy/index.ts';

/** A copy was asked for and none can be made: the stricter outcome, with the cause. */
export const withoutCopy = (decision: Decision): Decision => ({
  ...decision,
  action: 'block',
  obligations: [],
  reason: { ...decision.reason, errors: [...decision.reason.errors, 'no redacted copy can be made of this content'] },
});
