/** The compact form of an incident, as it is stored: classes, counts and places, no content. */

import { isPurpose } from '../policy/purposes.ts';
import type {
  Action,
  Channel,
  Decision,
  Disposition,
  Features,
  GapReason,
  InfoType,
  Likelihood,
  SealedEvidence,
  Severity,
  Trust,
} from '../types.ts';
import routeWords from './route-words.json' with { type: 'json' };

/** What was done; `health` is what is wrong with the protection itself. */
export type RecordedChannel = Channel | 'health';

export interface IncidentInput {
  /** ULID, the idempotency key everywhere. */
  readonly uid: string;
  /** Counts up by one per device. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly channel: RecordedChannel;
  readonly decision: Decision;
  readonly disposition: Disposition;
  readonly by: 'policy' | 'user';
  readonly features: Features;
  readonly destinationUrl: string;
  readonly sourceUrl?: string;
  readonly user?: string;
  readonly device?: string;
  readonly unit?: string;
  /** An HL7 code; anything else is somebody's own text and is not kept. */
  readonly purpose?: string;
  /** The words are not kept: they may name a patient. Only how many UTF-16 units they were. */
  readonly justification?: { readonly code?: string; readonly length: number };
  /** What each token stands for, sealed: nothing in this browser can open it. */
  readonly tokens?: SealedEvidence;
  /** From the user's action to the decision. */
  readonly milliseconds: number;
}

/** One record; member names are short because a device keeps many. */
export interface IncidentRecord {
  readonly uid: string;
  readonly sequence: number;
  readonly time: number;
  readonly channel: RecordedChannel;
  readonly action: Action;
  readonly disposition: Disposition;
  readonly by: 'policy' | 'user';
  readonly severity: Severity;
  readonly rules: readonly string[];
  readonly monitored: readonly string[];
  readonly gaps: readonly GapReason[];
  readonly errors: readonly string[];
  readonly counts: Partial<Record<InfoType, number>>;
  readonly likelihood: Likelihood;
  readonly phi: boolean;
  readonly persons: number;
  readonly items: number;
  readonly bytes: number;
  readonly policy: Decision['reason']['policy'];
  readonly engine: string;
  readonly destination: { readonly place: string; readonly group?: string; readonly trust: Trust };
  readonly source?: string;
  readonly user?: string;
  readonly device?: string;
  readonly unit?: string;
  readonly purpose?: string;
  readonly justification?: { readonly length: number };
  readonly tokens?: SealedEvidence;
  readonly milliseconds: number;
}

const LIKELIHOODS: readonly Likelihood[] = ['VERY_UNLIKELY', 'UNLIKELY', 'POSSIBLE', 'LIKELY', 'VERY_LIKELY'];

export const makeIncident = (input: IncidentInput): IncidentRecord => {
  const { decision, features } = input;
  const counted = Object.entries(features.counts).map(([type, byLikelihood]) => ({
    type: type as InfoType,
    count: Object.values(byLikelihood ?? {}).reduce((sum, count) => sum + count, 0),
    best: Math.max(-1, ...Object.keys(byLikelihood ?? {}).map((one) => LIKELIHOODS.indexOf(one as Likelihood))),
  }));
  return {
    uid: input.uid,
    sequence: input.sequence,
    time: input.time,
    channel: input.channel,
    action: decision.action,
    disposition: input.disposition,
    by: input.by,
    severity: decision.severity,
    rules: decision.reason.rules,
    monitored: decision.reason.monitored,
    gaps: [...new Set(features.gaps)].sort(),
    errors: decision.reason.errors,
    counts: Object.fromEntries(counted.map(({ type, count }) => [type, count])),
    likelihood: LIKELIHOODS[Math.max(-1, ...counted.map(({ best }) => best))] ?? 'VERY_UNLIKELY',
    phi: features.phi,
    persons: features.persons,
    items: features.items,
    bytes: features.bytes,
    policy: decision.reason.policy,
    engine: decision.reason.engine,
    destination: { place: placeShape(input.destinationUrl), ...decision.reason.destination },
    ...optional('source', input.sourceUrl === undefined ? undefined : placeShape(input.sourceUrl)),
    ...optional('user', input.user),
    ...optional('device', input.device),
    ...optional('unit', input.unit),
    ...optional('purpose', input.purpose !== undefined && isPurpose(input.purpose) ? input.purpose : undefined),
    ...optional('justification', input.justification && { length: input.justification.length }),
    ...optional('tokens', input.tokens),
    milliseconds: input.milliseconds,
  };
};

/** Words that programs put into paths. A list, because no pattern tells `/users/notes` from `/users/quennell`. */
const ROUTE_WORDS: ReadonlySet<string> = new Set(routeWords);
const VERSION_SEGMENT = /^v\d{1,2}$/;
/** A host label may carry a record number too; addresses have at most three digits in a row. */
const NUMBERED_LABEL = /\d{4}|[^.]{41}/;
const MOST_SEGMENTS = 6;

/**
 * Origin and the shape of the path: no query, no fragment, no user name; every segment that is not a
 * known word of a program becomes `:x`, and so does a host label that could be a number or a key.
 */
export const placeShape = (url: string): string => {
  if (!URL.canParse(url)) return 'unknown:';
  const { protocol, hostname, port, pathname } = new URL(url);
  if (!/^(?:https?|ftp|wss?):$/.test(protocol)) return protocol;
  const segments = pathname.split('/').filter(Boolean);
  const shape = segments
    .slice(0, MOST_SEGMENTS)
    .map((segment) => (ROUTE_WORDS.has(segment) || VERSION_SEGMENT.test(segment) ? segment : ':x'));
  const labels = hostname.split('.').map((label) => (NUMBERED_LABEL.test(label) ? 'x' : label));
  const host = hostname.startsWith('[') ? hostname : labels.join('.');
  return `${protocol}//${host}${port === '' ? '' : `:${port}`}/${shape.join('/')}${segments.length > MOST_SEGMENTS ? '/…' : ''}`;
};

const optional = <K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
