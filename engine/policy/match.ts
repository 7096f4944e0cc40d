/** Does a condition hold? Conditions speak of facts that the host states; none of them reads a clock. */

import { HIPAA_CLASSES } from '../hipaa.ts';
import type { Channel, DatasetTag, DecisionRequest, Features, InfoType, Likelihood, Trust } from '../types.ts';
import { type ContentCondition, LIKELIHOODS, type Policy, type Rule } from './schema.ts';
import { matchesUrl, parseUrlPattern, specificity, urlParts } from './url-pattern.ts';

/** An exception may also ask for a purpose. */
export type Condition = Rule['when'] & { readonly purpose?: readonly string[] };

export interface Destination {
  readonly group?: string;
  readonly name?: string;
  readonly trust: Trust;
}

/** Facts of one attempt, as far as they are known: content is absent while only the place is. */
export interface Facts {
  readonly channel: Channel;
  readonly destination: Destination;
  /** Null where nobody knows; `open` where it is not settled yet and could be any. */
  readonly source: Destination | null | 'open';
  readonly user: DecisionRequest['user'];
  readonly unit?: string | undefined;
  readonly purpose?: string | undefined;
  /** Set where the purpose asks for a consent that not everybody is known to have given. */
  readonly withoutConsent?: boolean;
  readonly content?: Content;
}

/** Features, with the counts laid out once for all rules. */
export interface Content {
  readonly phi: boolean;
  readonly gaps: Features['gaps'];
  readonly persons: number;
  readonly datasets: Partial<Record<DatasetTag, number>>;
  readonly found: readonly {
    readonly type: InfoType;
    /** Index into LIKELIHOODS. */
    readonly level: number;
    readonly count: number;
  }[];
}

export const contentOf = ({ phi, gaps, counts, persons, datasets = {} }: Features): Content => ({
  phi,
  gaps,
  persons,
  datasets,
  found: Object.entries(counts).flatMap(([type, byLikelihood]) =>
    Object.entries(byLikelihood ?? {}).map(([likelihood, count]) => ({
      type: type as InfoType,
      level: LIKELIHOODS.indexOf(likelihood as Likelihood),
      count,
    })),
  ),
});

export interface Classify {
  (url: string): Destination;
  /** Every place that a URL could turn out to be; with an address, that one of the same scheme, host and port could. */
  places(sameOriginAs?: string): readonly Destination[];
}

/** The most specific pattern wins, then the id. A URL that no group names is `unknown`. */
export const classifier = (destinations: Policy['destinations']): Classify => {
  const entries = destinations
    .flatMap(({ id, name, urls, trust }) =>
      urls.flatMap((text) => {
        const parsed = parseUrlPattern(text);
        const place: Destination = { group: id, trust, ...(name === undefined ? {} : { name }) };
        return parsed.ok ? [{ pattern: parsed.pattern, weight: specificity(parsed.pattern), place }] : [];
      }),
    )
    .sort((a, b) => byWeight(b.weight, a.weight) || ((a.place.group ?? '') < (b.place.group ?? '') ? -1 : 1));
  // An exact host is more specific than any other pattern, so its own entries are asked first.
  const exact = new Map<string, typeof entries>();
  const wide: typeof entries = [];
  for (const entry of entries) {
    const { hosts, host } = entry.pattern;
    const list = hosts === 'exact' ? (exact.get(host) ?? []) : wide;
    list.push(entry);
    if (hosts === 'exact') exact.set(host, list);
  }
  const placeOf = (url: string): Destination => {
    const parts = urlParts(url);
    if (parts === null) return { trust: 'unknown' };
    const fits = ({ pattern }: (typeof entries)[number]) => matchesUrl(pattern, parts);
    return (exact.get(parts.host)?.find(fits) ?? wide.find(fits))?.place ?? { trust: 'unknown' };
  };
  const places = (sameOriginAs?: string): readonly Destination[] => {
    const parts = sameOriginAs === undefined ? undefined : urlParts(sameOriginAs);
    if (parts === null) return [{ trust: 'unknown' }];
    // Any path is any pattern's path: what is asked is the origin alone.
    const near = entries.filter(({ pattern }) => !parts || matchesUrl({ ...pattern, path: '/*' }, parts));
    // The first pattern that takes every path leaves nothing to those after it, nor to what is not named.
    const taken = parts ? near.findIndex(({ pattern }) => pattern.path === '/*') : -1;
    const possible = (taken < 0 ? near : near.slice(0, taken + 1)).map(({ place }) => place);
    return taken < 0 ? [...possible, { trust: 'unknown' }] : possible;
  };
  return Object.assign(placeOf, { places });
};

const byWeight = (a: readonly number[], b: readonly number[]): number =>
  a.map((weight, index) => weight - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

/**
 * Each part that the condition names must hold. With `unknown: true` parts that depend on content or
 * purpose are taken to hold, which answers "could this ever act here?".
 */
export const holds = (condition: Condition, facts: Facts, unknown = false): boolean =>
  includes(condition.channel, facts.channel) &&
  atPlace(condition.destination, facts.destination) &&
  fromPlace(condition.source, facts.source) &&
  overlaps(condition.user?.roles, facts.user.roles) &&
  overlaps(condition.user?.groups, facts.user.groups) &&
  (condition.unit === undefined || (facts.unit !== undefined && condition.unit.includes(facts.unit))) &&
  (unknown ||
    condition.purpose === undefined ||
    (facts.withoutConsent !== true && condition.purpose.some((code) => code === facts.purpose))) &&
  (unknown ||
    condition.content === undefined ||
    (facts.content !== undefined && contentHolds(condition.content, facts.content)));

/** The parts of a condition, in words, for the explanation. */
export const wordsOf = (condition: Condition, facts: Facts): string[] => [
  ...(condition.channel ? [`channel is ${facts.channel}`] : []),
  ...(condition.destination
    ? [`destination is ${facts.destination.group ?? 'not named'} (${facts.destination.trust})`]
    : []),
  ...(condition.source ? [`source is ${sourceWords(facts.source)}`] : []),
  ...(condition.user ? [`user is ${userWords(condition.user, facts.user).join(', ')}`] : []),
  ...(condition.unit ? [`unit is ${facts.unit ?? 'not stated'}`] : []),
  ...(condition.purpose ? [`purpose is ${facts.purpose ?? 'not stated'}`] : []),
  ...(condition.content ? [`content ${contentWords(condition.content)}`] : []),
];

const sourceWords = (source: Facts['source']): string =>
  source === null || source === 'open' ? 'not known' : `${source.group ?? 'not named'} (${source.trust})`;

/** The roles and groups asked for that this user has. */
const userWords = (asked: NonNullable<Condition['user']>, user: Facts['user']): string[] => [
  ...(asked.roles ?? []).filter((role) => user.roles.includes(role)),
  ...(asked.groups ?? []).filter((group) => user.groups.includes(group)),
];

export const contentHolds = (condition: ContentCondition, content: Content): boolean => {
  const { phi, dataset, gap, and, or, not, infoType, hipaa, minCount, minLikelihood } = condition;
  const counts =
    dataset === undefined &&
    (infoType !== undefined || hipaa !== undefined || minCount !== undefined || minLikelihood !== undefined);
  return (
    (phi === undefined || content.phi === phi) &&
    (dataset === undefined || entriesOf(dataset, content) >= (minCount ?? 1)) &&
    (gap === undefined || gap.some((reason) => content.gaps.includes(reason))) &&
    (!counts || countOf(condition, content) >= (minCount ?? 1)) &&
    (and === undefined || and.every((part) => contentHolds(part, content))) &&
    (or === undefined || or.some((part) => contentHolds(part, content))) &&
    (not === undefined || !contentHolds(not, content))
  );
};

const entriesOf = (tags: readonly DatasetTag[], { datasets }: Content): number =>
  tags.reduce((sum, tag) => sum + (datasets[tag] ?? 0), 0);

const countOf = (condition: ContentCondition, { found }: Content): number => {
  const least = LIKELIHOODS.indexOf(condition.minLikelihood ?? 'POSSIBLE');
  let sum = 0;
  for (const { type, level, count } of found) if (level >= least && wanted(condition, type)) sum += count;
  return sum;
};

const wanted = ({ infoType, hipaa }: ContentCondition, type: InfoType): boolean => {
  const hipaaClass = HIPAA_CLASSES[type];
  if (infoType === undefined && hipaa === undefined) return hipaaClass !== null;
  return (
    (infoType?.includes(type) ?? true) && (hipaa === undefined || (hipaaClass !== null && hipaa.includes(hipaaClass)))
  );
};

/** The sentence of a condition never changes; hundreds of rules may explain one decision. */
const sentences = new WeakMap<ContentCondition, string>();

const contentWords = (condition: ContentCondition): string => {
  const sentence = sentences.get(condition) ?? sentenceOf(condition);
  sentences.set(condition, sentence);
  return sentence;
};

const sentenceOf = (condition: ContentCondition): string =>
  [
    condition.phi === undefined ? '' : condition.phi ? 'is PHI' : 'is not PHI',
    condition.infoType ? `has ${condition.minCount ?? 1} or more of ${condition.infoType.join(', ')}` : '',
    condition.hipaa ? `has ${condition.minCount ?? 1} or more of class ${condition.hipaa.join(', ')}` : '',
    condition.dataset ? `has ${condition.minCount ?? 1} or more of the datasets ${condition.dataset.join(', ')}` : '',
    !condition.dataset &&
    !condition.infoType &&
    !condition.hipaa &&
    (condition.minCount ?? condition.minLikelihood) !== undefined
      ? `has ${condition.minCount ?? 1} or more identifiers`
      : '',
    condition.minLikelihood ? `at ${condition.minLikelihood} or above` : '',
    condition.gap ? `was not read whole (${condition.gap.join(', ')})` : '',
    condition.and ? `(${condition.and.map(contentWords).join(' and ')})` : '',
    condition.or ? `(${condition.or.map(contentWords).join(' or ')})` : '',
    condition.not ? `not (${contentWords(condition.not)})` : '',
  ]
    .filter(Boolean)
    .join(' and ');

const fromPlace = (wantedPlace: Condition['source'], source: Facts['source']): boolean =>
  wantedPlace === undefined || source === 'open' || (source !== null && atPlace(wantedPlace, source));

const includes = <T>(allowed: readonly T[] | undefined, value: T): boolean =>
  allowed === undefined || allowed.includes(value);
const overlaps = (wantedOnes: readonly string[] | undefined, given: readonly string[]): boolean =>
  wantedOnes === undefined || wantedOnes.some((one) => given.includes(one));

/** A destination that nobody named is treated as unsanctioned, unless the rule itself says `unknown`. */
const atPlace = (wantedPlace: Condition['destination'], place: Destination): boolean => {
  if (wantedPlace === undefined) return true;
  const { trust, group } = wantedPlace;
  const trusted =
    trust === undefined || trust.includes(place.trust) || (place.trust === 'unknown' && trust.includes('unsanctioned'));
  return trusted && (group === undefined || (place.group !== undefined && group.includes(place.group)));
};
