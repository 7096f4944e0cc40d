/** Many rules, one outcome: the strictest matching enforced rule wins, and order never matters. */

import { strictest, type TransformName } from '../transform-names.ts';
import type { Action, GapReason, InfoType, Obligation, Override, Severity } from '../types.ts';
import type { Policy, Rule } from './schema.ts';

/** Weakest to strictest; redact and tokenise are equally strict. */
const STRICTNESS: Readonly<Record<Action, number>> = {
  allow: 0,
  log: 1,
  warn: 2,
  justify: 3,
  redact: 4,
  tokenise: 4,
  block: 5,
};
const SEVERITY: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2, critical: 3 };

export const isStricter = (a: Action, b: Action): boolean => STRICTNESS[a] > STRICTNESS[b];

export interface Combined {
  readonly action: Action;
  readonly obligations: readonly Obligation[];
  readonly override: Override;
  readonly severity: Severity;
  readonly notify?: string;
}

/** One gap and the action that the policy, or the built-in table, gives it. */
export interface GapAction {
  readonly reason: GapReason;
  readonly action: Action;
  /** For the explanation. */
  readonly words: string;
}

/** `rules` by id. */
export const combine = (rules: readonly Rule[], gaps: readonly GapAction[]): Combined => {
  let action: Action = 'allow';
  for (const { then } of rules) if (isStricter(then.action, action)) action = then.action;
  for (const gap of gaps) if (isStricter(gap.action, action)) action = gap.action;
  const copied = action === 'redact' || action === 'tokenise';
  const obligations = copied ? obligationsOf(rules) : [];
  if (copied) action = obligations[0]?.kind === 'tokenise' ? 'tokenise' : 'redact';
  const stopping = rules.filter(({ then }) => isStricter(then.action, 'justify'));
  const byGap = gaps.some((gap) => gap.action === action);
  const notify = strongest(rules.filter(({ then }) => then.action === action && then.notify !== undefined))?.then
    .notify;
  const gravest = strongest(rules);
  return {
    action,
    obligations,
    // Every rule that keeps the original from leaving must let the user go on; a gap alone never does by itself.
    override:
      stopping.length > 0 && !byGap && stopping.every(({ then }) => then.override === 'justify') ? 'justify' : 'none',
    severity: gravest === undefined ? 'medium' : severityOf(gravest),
    ...(notify === undefined ? {} : { notify }),
  };
};

/** A class that any rule removes is removed; removing wins over masking. */
const obligationsOf = (rules: readonly Rule[]): Obligation[] => {
  const removing = rules.filter(({ then }) => then.action === 'redact' || then.action === 'tokenise');
  if (removing.length === 0) return [];
  const kind = kindOf(removing);
  const all = removing.some(({ then }) => then.infoTypes === undefined);
  const named = new Set<InfoType>(removing.flatMap(({ then }) => then.infoTypes ?? []));
  return [{ kind, infoTypes: all ? [] : [...named].sort() }];
};

const kindOf = (rules: readonly Rule[]): TransformName =>
  strictest(
    rules.map(({ then: { action, style = 'placeholder' } }) =>
      action === 'tokenise' ? 'tokenise' : style === 'placeholder' ? 'redact' : style,
    ),
  );

const severityOf = ({ then }: Rule): Severity => then.severity ?? 'medium';

/** The most severe, then the first by id. */
const strongest = (rules: readonly Rule[]): Rule | undefined => {
  let best: Rule | undefined;
  for (const rule of rules) {
    if (best === undefined || SEVERITY[severityOf(rule)] > SEVERITY[severityOf(best)]) best = rule;
  }
  return best;
};

/**
 * What a gap costs where the policy does not say: read as far as possible but not whole, it asks for a
 * reason, and is only recorded where PHI may go anyway. Without an engine it stops.
 */
export const gapActionOf = (policy: Policy, reason: GapReason, trusted: boolean, stoppable: boolean): GapAction => {
  const said = policy.gaps?.[reason];
  const action = said ?? builtIn(reason, trusted);
  if (!stoppable && isStricter(action, 'log')) {
    return { reason, action: 'log', words: `gap ${reason}: log (no enforced rule could have stopped this)` };
  }
  return { reason, action, words: `gap ${reason}: ${action} (${said === undefined ? 'built in' : 'policy'})` };
};

/** The row "engine dead, late or over budget" of the floor, and what is gentler than it. */
const builtIn = (reason: GapReason, trusted: boolean): Action => {
  if (reason === 'engine-unavailable' || reason === 'timed-out') return trusted ? 'justify' : 'block';
  return trusted ? 'log' : 'justify';
};
