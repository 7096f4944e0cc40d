/** Many rules, one outcome: the strictest matching enforced rule wins, and order never matters. */
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
const SEVERITY: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

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

export const combine = (matching: readonly Rule[], gaps: readonly GapAction[]): Combined => {
  const rules = [...matching].sort(byWeight);
  const action = [...rules.map(({ then }) => then.action), ...gaps.map((gap) => gap.action)].reduce<Action>(
    (strictest, one) => (isStricter(one, strictest) ? one : strictest),
    'allow',
  );
  const deciding = rules.filter(({ then }) => then.action === action);
  const stopping = rules.filter(({ then }) => isStricter(then.action, 'justify'));
  const byGap = gaps.some((gap) => gap.action === action);
  const notify = deciding.find(({ then }) => then.notify !== undefined)?.then.notify;
  return {
    action,
    obligations: action === 'redact' ? obligationsOf(rules) : [],
    // Every rule that keeps the original from leaving must let the user go on; a gap alone never does by itself.
    override:
      stopping.length > 0 && !byGap && stopping.every(({ then }) => then.override === 'justify') ? 'justify' : 'none',
    severity: rules[0]?.then.severity ?? 'medium',
    ...(notify === undefined ? {} : { notify }),
  };
};

/** A class that any rule removes is removed; removing wins over masking. */
const obligationsOf = (rules: readonly Rule[]): Obligation[] => {
  const removing = rules.filter(({ then }) => then.action === 'redact');
  if (removing.length === 0) return [];
  const kind = removing.some(({ then }) => then.style !== 'mask') ? 'redact' : 'mask';
  const all = removing.some(({ then }) => then.infoTypes === undefined);
  const named = new Set<InfoType>(removing.flatMap(({ then }) => then.infoTypes ?? []));
  return [{ kind, infoTypes: all ? [] : [...named].sort() }];
};

const severityOf = ({ then }: Rule): Severity => then.severity ?? 'medium';

const byWeight = (a: Rule, b: Rule): number =>
  SEVERITY.indexOf(severityOf(b)) - SEVERITY.indexOf(severityOf(a)) || (a.id < b.id ? -1 : 1);

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
