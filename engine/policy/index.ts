/** The policy door: schema, match, decide, explain. No detection, no clock; facts are arguments. */
import { canonicalHash, type Digest } from '../canonical.ts';
import type { Channel, Decision, DecisionRequest, Features } from '../types.ts';
import { canaryRules } from './canary-rule.ts';
import { combine, type GapAction, gapActionOf, isStricter } from './combine.ts';
import { type Classify, type Content, classifier, contentOf, type Facts, holds, wordsOf } from './match.ts';
import { CHANNELS, type Policy, type Rule } from './schema.ts';

export { CANARY_RULE } from './canary-rule.ts';
export { type FloorState, floorPolicy } from './floor.ts';
export type { Destination } from './match.ts';
export { type DetectionSettings, type Policy, type PolicyProblem, parsePolicy, type Rule } from './schema.ts';

/** The release of decision and detection together; it stands in every decision. */
export const ENGINE_VERSION = '0.1.0';

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly hash: string;
  readonly classify: Classify;
  /** The rules that speak of a channel, by id. */
  readonly rulesFor: (channel: Channel) => readonly Rule[];
}

/** Makes a valid policy ready to decide. `hash` is `policyHash` of the same document. */
export const compilePolicy = (policy: Policy, hash: string): CompiledPolicy => {
  const rules = [...policy.rules, ...canaryRules(policy)].sort(byId);
  const speaking = new Map<Channel, readonly Rule[]>(
    CHANNELS.map((channel) => [channel, rules.filter(({ when }) => when.channel?.includes(channel) ?? true)]),
  );
  return {
    policy,
    hash,
    classify: classifier(policy.destinations),
    rulesFor: (channel) => speaking.get(channel) ?? [],
  };
};

/** SHA-256 over the RFC 8785 form of the document, in hexadecimal. The digest comes from the host. */
export const policyHash = (policy: Policy, digest: Digest): Promise<string> => canonicalHash(policy, digest);

export interface Place {
  readonly channel: Channel;
  readonly destinationUrl: string;
  /** Absent where nobody knows; `open` where it is not settled yet and could be any. */
  readonly sourceUrl?: string;
  readonly user: DecisionRequest['user'];
  readonly unit?: string;
}

/**
 * False where no rule can act on this channel, source and destination, whatever the content and the
 * purpose: then nothing is touched. Rules that log and rules in monitor mode act, for they record.
 */
export const couldAct = (compiled: CompiledPolicy, place: Place): boolean => {
  const facts = factsOf(compiled, place);
  return compiled.rulesFor(place.channel).some((rule) => couldHold(rule, facts));
};

/**
 * The same, where the address is not settled: could a rule act on content that goes to any place at all,
 * or to any path of the origin of `sameOriginAs`?
 */
export const couldActOnAny = (
  compiled: CompiledPolicy,
  place: Omit<Place, 'destinationUrl'>,
  sameOriginAs?: string,
): boolean =>
  compiled.classify
    .places(sameOriginAs)
    .some((destination) =>
      compiled
        .rulesFor(place.channel)
        .some((rule) => couldHold(rule, { ...factsOf(compiled, { ...place, destinationUrl: '' }), destination })),
    );

/** Name and trust of the place that a URL points to. */
export const classify = (compiled: CompiledPolicy, url: string): ReturnType<Classify> => compiled.classify(url);

/** The decision on what is known. Pure: the same facts give the same decision, with its whole explanation. */
export const decide = (
  compiled: CompiledPolicy,
  request: Omit<DecisionRequest, 'content'> & { readonly content: Features },
): Decision => {
  const { policy, hash } = compiled;
  const content = contentOf(request.content);
  const consent = consentFor(policy, request.purpose, content);
  const facts: Facts = {
    ...factsOf(compiled, {
      channel: request.channel,
      destinationUrl: request.destination.url,
      ...(request.source === undefined ? {} : { sourceUrl: request.source.url }),
      user: request.user,
      ...(request.unit === undefined ? {} : { unit: request.unit }),
    }),
    purpose: request.purpose,
    withoutConsent: consent !== null,
    content,
  };
  const rules = compiled.rulesFor(request.channel);
  const matching = rules.filter((rule) => ruleHolds(rule, facts));
  const enforced = matching.filter(({ mode }) => mode === 'enforce');
  const gaps = gapsOf(policy, rules, facts);
  const { notify, ...outcome } = combine(enforced, gaps);
  const asks = outcome.action === 'justify' || outcome.override !== 'none' || enforced.some(turnsOnPurpose);
  return {
    ...outcome,
    ...(notify === undefined ? {} : { notify }),
    purposes: asks ? policy.purposes.map(({ code, label }) => ({ code, label })) : [],
    reason: {
      rules: enforced.map(({ id }) => id),
      monitored: matching.filter(({ mode }) => mode === 'monitor').map(({ id }) => id),
      gaps: gaps.map(({ reason }) => reason),
      errors: expired(policy, request.now) ? ['the policy has expired and stays in force'] : [],
      conditions: [
        ...new Set(
          enforced.filter(({ then }) => then.action === outcome.action).flatMap(({ when }) => wordsOf(when, facts)),
        ),
        ...gaps.map(({ words }) => words),
        ...(consent === null ? [] : [consent]),
      ],
      policy: { id: policy.id, version: policy.version, hash },
      engine: ENGINE_VERSION,
      destination: {
        trust: facts.destination.trust,
        ...(facts.destination.group === undefined ? {} : { group: facts.destination.group }),
      },
    },
  };
};

/** Why a purpose that asks for consent does not count, or null. */
const consentFor = (
  { purposes }: Policy,
  purpose: string | undefined,
  { persons, datasets }: Content,
): string | null => {
  const asked = purposes.find(({ code }) => code === purpose)?.consent;
  if (asked === undefined) return null;
  const given = datasets[asked] ?? 0;
  return persons <= given
    ? null
    : `purpose ${purpose} needs ${asked}: of ${persons} persons ${given} are known to have it`;
};

const ruleHolds = (rule: Rule, facts: Facts): boolean =>
  holds(rule.when, facts) && !(rule.except ?? []).some((exception) => holds(exception, facts));

/**
 * With content and purpose still open, and the source where it is. An exception that asks for none of
 * them is settled by the place alone.
 */
const couldHold = ({ when, except }: Rule, facts: Facts): boolean =>
  holds(when, facts, true) &&
  !(except ?? []).some(
    (one) =>
      one.content === undefined &&
      one.purpose === undefined &&
      !(one.source !== undefined && facts.source === 'open') &&
      holds(one, facts),
  );

/** What the user says could lift the rule. */
const turnsOnPurpose = ({ except }: Rule): boolean => (except ?? []).some(({ purpose }) => purpose !== undefined);

/**
 * A gap stops content where an enforced rule could have stopped it, had it been read; where rules only
 * record it is recorded; where none could act it is nobody's business.
 */
const gapsOf = (policy: Policy, rules: readonly Rule[], facts: Facts): GapAction[] => {
  if (facts.content === undefined || facts.content.gaps.length === 0) return [];
  const acting = rules.filter((rule) => couldHold(rule, facts));
  if (acting.length === 0) return [];
  const stoppable = acting.some(
    ({ mode, then, except }) =>
      mode === 'enforce' &&
      isStricter(then.action, 'log') &&
      !(except ?? []).some((one) => one.content === undefined && holds(one, facts)),
  );
  const trusted = facts.destination.trust === 'phi-system' || facts.destination.trust === 'sanctioned';
  return [...new Set(facts.content.gaps)].sort().map((reason) => gapActionOf(policy, reason, trusted, stoppable));
};

const expired = ({ expires }: Policy, now: number): boolean => expires !== undefined && Date.parse(expires) <= now;

const factsOf = (compiled: CompiledPolicy, place: Place): Facts => ({
  channel: place.channel,
  destination: compiled.classify(place.destinationUrl),
  source:
    place.sourceUrl === undefined ? null : place.sourceUrl === 'open' ? 'open' : compiled.classify(place.sourceUrl),
  user: place.user,
  unit: place.unit,
});

const byId = (a: Rule, b: Rule): number => (a.id < b.id ? -1 : 1);
