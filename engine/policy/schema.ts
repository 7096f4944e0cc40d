/** The policy document: one schema gives the types and the validation. Unknown fields are errors. */
import { HIPAA_CLASSES as HIPAA_OF, INFO_TYPES } from '../hipaa.ts';
import { TRANSFORMS } from '../transform-names.ts';
import type {
  Channel,
  DatasetTag,
  GapReason,
  HipaaClass,
  InfoType,
  Likelihood,
  Override,
  Severity,
  Trust,
} from '../types.ts';
import { DATASET_TAGS, detection, findsNothing } from './detection-schema.ts';
import { asking, count, id, LIKELIHOODS, name, type PolicyProblem, someOf, uniqueIds, v, words } from './fields.ts';
import { isPurpose } from './purposes.ts';
import { parseUrlPattern } from './url-pattern.ts';

export type { CustomDetector, DetectionSettings } from './detection-schema.ts';
export { LIKELIHOODS, type PolicyProblem } from './fields.ts';

export const CHANNELS = [
  'paste',
  'copy',
  'typing',
  'file-picker',
  'drag-drop',
  'form-submit',
  'print',
  'navigation',
  'network',
  'download',
] as const satisfies readonly Channel[];

export const GAP_REASONS = [
  'encrypted',
  'too-large',
  'too-deep',
  'unsupported',
  'malformed',
  'partial',
  'needs-ocr',
  'timed-out',
  'opaque',
  'not-replayable',
  'engine-unavailable',
  'model-loading',
  'history-lost',
] as const satisfies readonly GapReason[];

export const TRUSTS = ['phi-system', 'sanctioned', 'unsanctioned', 'unknown'] as const satisfies readonly Trust[];
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];
const OVERRIDES = ['none', 'justify'] as const satisfies readonly Override[];
const RULE_ACTIONS = ['log', 'warn', 'justify', 'redact', 'tokenise', 'block'] as const;
/** What was not read cannot be redacted. */
const GAP_ACTIONS = ['allow', 'log', 'warn', 'justify', 'block'] as const;
const HIPAA_CLASSES = [...new Set(Object.values(HIPAA_OF))].filter((one): one is HipaaClass => one !== null);

/** All fields that are given must hold; `{}` is refused. */
export interface ContentCondition {
  /** An identifier of a person together with health context. */
  readonly phi?: boolean;
  /** Counted: distinct values that are entries of datasets with any of these tags. */
  readonly dataset?: readonly DatasetTag[];
  /** Counted: findings of any of these types … */
  readonly infoType?: readonly InfoType[];
  /** … and of any of these HIPAA classes. With neither, every identifier counts. */
  readonly hipaa?: readonly HipaaClass[];
  /** At least this many; 1 where it is left out. */
  readonly minCount?: number;
  /** Findings below do not count; POSSIBLE where it is left out. */
  readonly minLikelihood?: Likelihood;
  /** Any of these could not be inspected. */
  readonly gap?: readonly GapReason[];
  readonly and?: readonly ContentCondition[];
  readonly or?: readonly ContentCondition[];
  readonly not?: ContentCondition;
}

const instant = v.pipe(v.string(), v.isoTimestamp('a time is written as 2027-03-31T00:00:00Z'));
const purpose = v.pipe(v.string(), v.check(isPurpose, 'is no HL7 PurposeOfUse code'));
const nested = v.lazy((): v.GenericSchema<ContentCondition> => content);
const content: v.GenericSchema<ContentCondition> = v.pipe(
  v.strictObject({
    phi: v.exactOptional(v.boolean()),
    dataset: v.exactOptional(someOf(DATASET_TAGS)),
    infoType: v.exactOptional(someOf(INFO_TYPES)),
    hipaa: v.exactOptional(someOf(HIPAA_CLASSES)),
    minCount: v.exactOptional(count),
    minLikelihood: v.exactOptional(v.picklist(LIKELIHOODS)),
    gap: v.exactOptional(someOf(GAP_REASONS)),
    and: v.exactOptional(v.pipe(v.array(nested), v.nonEmpty(), v.maxLength(100))),
    or: v.exactOptional(v.pipe(v.array(nested), v.nonEmpty(), v.maxLength(100))),
    not: v.exactOptional(nested),
  }),
  v.check(asking, 'asks for nothing: leave it out'),
  v.check(
    ({ dataset, infoType, hipaa, minLikelihood }) =>
      dataset === undefined || (infoType === undefined && hipaa === undefined && minLikelihood === undefined),
    'dataset counts its own values: put what is asked of infoTypes beside it, in "and"',
  ),
);

const place = v.pipe(
  v.strictObject({ trust: v.exactOptional(someOf(TRUSTS)), group: v.exactOptional(words) }),
  v.check(asking, 'asks for nothing: leave it out'),
);
const user = v.pipe(
  v.strictObject({ roles: v.exactOptional(words), groups: v.exactOptional(words) }),
  v.check(asking, 'asks for nothing: leave it out'),
);

const conditions = {
  channel: v.exactOptional(someOf(CHANNELS)),
  destination: v.exactOptional(place),
  source: v.exactOptional(place),
  user: v.exactOptional(user),
  unit: v.exactOptional(words),
  content: v.exactOptional(content),
};

/** The copy of `redact` is a placeholder; tokens are an action of their own. */
const STYLES = ['placeholder', ...TRANSFORMS.filter((one) => one !== 'redact' && one !== 'tokenise')] as const;

const rule = v.strictObject({
  id,
  name,
  mode: v.picklist(['enforce', 'monitor']),
  when: v.strictObject(conditions),
  /** Where any of these holds the rule does not. */
  except: v.exactOptional(
    v.array(
      v.pipe(
        v.strictObject({
          ...conditions,
          purpose: v.exactOptional(v.pipe(v.array(purpose), v.nonEmpty('lists nothing: leave it out'))),
        }),
        v.check(asking, 'would always hold: an exception needs a condition'),
      ),
    ),
  ),
  then: v.pipe(
    v.strictObject({
      action: v.picklist(RULE_ACTIONS),
      override: v.exactOptional(v.picklist(OVERRIDES)),
      severity: v.exactOptional(v.picklist(SEVERITIES)),
      /** Shown to the user as plain text. */
      notify: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(500))),
      /** Removes every identifier; the only profile, and the one that holds where none is named. */
      profile: v.exactOptional(v.literal('safe-harbor')),
      /** Removes these only. */
      infoTypes: v.exactOptional(someOf(INFO_TYPES)),
      /** `placeholder`: `[MEDICAL_RECORD_NUMBER]`; `mask`: `********`; or what another transform writes. */
      style: v.exactOptional(v.picklist(STYLES)),
      evidence: v.exactOptional(v.literal('none')),
    }),
    v.check(
      (then) =>
        then.action === 'redact' ||
        (then.action === 'tokenise' && then.style === undefined) ||
        (then.profile === undefined && then.infoTypes === undefined && then.style === undefined),
      'profile and infoTypes belong to redact and tokenise, style to redact',
    ),
    v.check(({ profile, infoTypes }) => profile === undefined || infoTypes === undefined, 'takes profile or infoTypes'),
  ),
});

const destination = v.strictObject({
  id,
  urls: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.maxLength(2048),
        v.rawCheck(({ dataset, addIssue }) => {
          const parsed = dataset.typed ? parseUrlPattern(dataset.value) : null;
          if (parsed?.ok === false) addIssue({ message: parsed.problem });
        }),
      ),
    ),
    v.nonEmpty(),
    v.maxLength(1000),
  ),
  trust: v.picklist(['phi-system', 'sanctioned', 'unsanctioned']),
  owner: v.exactOptional(name),
  name: v.exactOptional(name),
});

export const policySchema = v.strictObject({
  schema: v.literal(1),
  id,
  version: count,
  issued: v.exactOptional(instant),
  expires: v.exactOptional(instant),
  /** What a user may give as the purpose of a disclosure. */
  purposes: v.optional(
    v.pipe(
      /** No profile: what is disclosed for the purpose is not cut down. */
      v.array(
        v.strictObject({
          code: purpose,
          label: name,
          profile: v.exactOptional(v.null()),
          /** The purpose lifts a rule only where everybody concerned is an entry of a dataset with this tag. */
          consent: v.exactOptional(v.literal('research-consent')),
        }),
      ),
      v.maxLength(100),
    ),
    [],
  ),
  destinations: v.optional(
    v.pipe(
      v.array(destination),
      v.maxLength(5000),
      v.check((list) => uniqueIds(list), 'two destinations share an id'),
    ),
    [],
  ),
  detection: v.exactOptional(detection),
  rules: v.optional(
    v.pipe(
      v.array(rule),
      v.maxLength(5000),
      v.check((list) => uniqueIds(list), 'two rules share an id'),
    ),
    [],
  ),
  /** The privacy office's X25519 public key (RFC 8037): only its holder can turn tokens back. */
  evidenceKey: v.exactOptional(
    v.strictObject({
      kid: v.pipe(v.string(), v.nonEmpty(), v.maxLength(128)),
      x: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'is no X25519 public key in base64url')),
    }),
  ),
  /** What happens to content that could not be inspected, wherever an enforced rule could have acted on it. */
  gaps: v.exactOptional(
    v.strictObject(
      Object.fromEntries(GAP_REASONS.map((reason) => [reason, v.exactOptional(v.picklist(GAP_ACTIONS))])) as Record<
        GapReason,
        v.ExactOptionalSchema<v.PicklistSchema<typeof GAP_ACTIONS, undefined>, undefined>
      >,
    ),
  ),
  /** Limits on the work that one item may cost; above them is the gap `too-large` or `too-deep`. */
  limits: v.exactOptional(
    v.strictObject({
      bytes: v.exactOptional(count),
      expandedBytes: v.exactOptional(count),
      /** Unpacked bytes for one packed byte. */
      ratio: v.exactOptional(count),
      depth: v.exactOptional(count),
      entries: v.exactOptional(count),
      pages: v.exactOptional(count),
      pixels: v.exactOptional(count),
      parts: v.exactOptional(count),
      findings: v.exactOptional(count),
    }),
  ),
});

export type Policy = v.InferOutput<typeof policySchema>;
export type Rule = Policy['rules'][number];
export type Destination = Policy['destinations'][number];

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Shape first, then the names that rules use for things defined elsewhere. Never throws on any value. */
export const parsePolicy = (value: unknown): ParsedPolicy => {
  if (isDeeperThan(value, DEEPEST)) {
    return { ok: false, problems: [{ path: '', message: `is nested deeper than ${DEEPEST} levels` }] };
  }
  const parsed = v.safeParse(policySchema, value);
  if (!parsed.success) return { ok: false, problems: parsed.issues.map(problemOf) };
  const problems = [
    ...danglingNames(parsed.output),
    ...withoutKey(parsed.output),
    ...unknownTags(parsed.output),
    ...findsNothing(parsed.output.detection),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy: parsed.output };
};

/** Levels of objects and lists; validation recurses, so a hostile document must not choose how deep. */
const DEEPEST = 64;

const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1)));

/** A group or purpose that no list defines would never match: a typing error that must not pass as a rule. */
const danglingNames = ({ rules, destinations, purposes }: Policy): PolicyProblem[] => {
  const groups = new Set(destinations.map((one) => one.id));
  const codes = new Set(purposes.map((one) => one.code));
  const unknown = (path: string, names: readonly string[] | undefined, known: ReadonlySet<string>, what: string) =>
    (names ?? []).flatMap((one, at) =>
      known.has(one) ? [] : [{ path: `${path}[${at}]`, message: `"${one}" is not the ${what} of this policy` }],
    );
  return rules.flatMap((one, r) =>
    [one.when, ...(one.except ?? [])].flatMap((condition, c) => {
      const path = c === 0 ? `rules[${r}].when` : `rules[${r}].except[${c - 1}]`;
      return [
        ...unknown(`${path}.destination.group`, condition.destination?.group, groups, 'id of a destination'),
        ...unknown(`${path}.source.group`, condition.source?.group, groups, 'id of a destination'),
        ...unknown(`${path}.purpose`, purposeOf(condition), codes, 'code of a purpose'),
      ];
    }),
  );
};

/** A tag that no dataset has is never met. */
const unknownTags = ({ rules, purposes, detection: settings }: Policy): PolicyProblem[] => {
  const known = new Set<string>((settings?.datasets ?? []).map(({ tag }) => tag));
  const never = (path: string, tag: string): PolicyProblem[] =>
    known.has(tag) ? [] : [{ path, message: `"${tag}" is the tag of no dataset of this policy` }];
  const inContent = (path: string, one: ContentCondition | undefined): PolicyProblem[] =>
    one === undefined
      ? []
      : [
          ...(one.dataset ?? []).flatMap((tag, at) => never(`${path}.dataset[${at}]`, tag)),
          ...(one.and ?? []).flatMap((part, at) => inContent(`${path}.and[${at}]`, part)),
          ...(one.or ?? []).flatMap((part, at) => inContent(`${path}.or[${at}]`, part)),
          ...inContent(`${path}.not`, one.not),
        ];
  return [
    ...purposes.flatMap(({ consent }, at) => (consent === undefined ? [] : never(`purposes[${at}].consent`, consent))),
    ...rules.flatMap(({ when, except }, r) => [
      ...inContent(`rules[${r}].when.content`, when.content),
      ...(except ?? []).flatMap((one, at) => inContent(`rules[${r}].except[${at}].content`, one.content)),
    ]),
  ];
};

/** Tokens are sealed to the privacy office: without its key nobody could ever turn one back. */
const withoutKey = ({ rules, evidenceKey }: Policy): PolicyProblem[] =>
  evidenceKey !== undefined
    ? []
    : rules.flatMap(({ then }, r) =>
        then.action === 'tokenise'
          ? [{ path: `rules[${r}].then.action`, message: 'tokenise needs an evidenceKey in this policy' }]
          : [],
      );

/** Only an exception may ask for a purpose. */
const purposeOf = (condition: object): readonly string[] | undefined =>
  (condition as { readonly purpose?: readonly string[] }).purpose;

const problemOf = (issue: v.BaseIssue<unknown>): PolicyProblem => {
  const path = (issue.path ?? []).reduce(
    (before, { key }) => (typeof key === 'number' ? `${before}[${key}]` : before ? `${before}.${key}` : String(key)),
    '',
  );
  if (issue.type === 'strict_object' && issue.expected === 'never') return { path, message: 'unknown field' };
  if (issue.type === 'strict_object' && issue.received === 'undefined') return { path, message: 'is missing' };
  return { path, message: issue.message };
};
