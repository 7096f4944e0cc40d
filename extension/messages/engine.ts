/** What the service worker and the offscreen document say to each other, by `runtime.sendMessage`. */
import * as v from 'valibot';
import type { Policy } from '../../engine/policy/schema.ts';
import type {
  Channel,
  Decision,
  DecisionRequest,
  Disposition,
  Features,
  Purpose,
  SealedEvidence,
  UserContext,
} from '../../engine/types.ts';
import { channel, decision, disposition, type Fields, features, short, url } from './record.ts';

/** UTF-16 units of the sealed list of what tokens stand for; a message may hold 64 MiB. */
const LONGEST_EVIDENCE = 60_000_000;

/** What the engine decides with. Sent whole, on request, so that a new document needs no history. */
export interface EngineConfig {
  readonly policy: Policy;
  readonly user: UserContext;
  readonly unit?: string;
  /** The centre's secret for tokens. */
  readonly pseudonymKey?: string;
  /** What was copied out of which system, as this browser session remembers it. */
  readonly sources: Sources;
}

/** True for a policy of which only the engine can say whether it can be used: it brings detectors or datasets. */
export const needsTrial = ({ detection }: Policy): boolean =>
  detection?.custom !== undefined || detection?.datasets !== undefined;

/** Texts that left a PHI system by clipboard or drag: keyed hashes, never the texts. Newest last. */
export interface Sources {
  /** Secret of this browser session, hexadecimal. */
  readonly key: string;
  readonly marks: readonly SourceMark[];
}

export interface SourceMark {
  /** HMAC-SHA-256 of the text, hexadecimal. */
  readonly digest: string;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** Everything that the record of one attempt holds; counts and classes, no content. */
export interface RecordRequest {
  /** `record-ahead`: what is about to be told to the page, on record as it stands should its `record` never come. */
  readonly type: 'record' | 'record-ahead';
  /** Of the attempt: however often it is said, it is one record. */
  readonly id: string;
  readonly channel: Channel;
  readonly destinationUrl: string;
  readonly sourceUrl?: string;
  readonly decision: Decision;
  readonly disposition: Disposition;
  readonly by: 'policy' | 'user';
  readonly features: Features;
  readonly purpose?: Purpose;
  /** What each token stands for, sealed to the privacy office. */
  readonly tokens?: SealedEvidence;
  /** Length of the user's own words, which are not kept. */
  readonly justification?: { readonly code?: string; readonly length: number };
  readonly time: number;
  readonly milliseconds: number;
}

const recordAs = <Type extends RecordRequest['type']>(type: Type) =>
  v.strictObject({
    type: v.literal(type),
    id: v.pipe(v.string(), v.uuid()),
    channel,
    destinationUrl: url,
    sourceUrl: v.exactOptional(url),
    decision,
    disposition,
    by: v.picklist(['policy', 'user']),
    features,
    purpose: v.exactOptional(short),
    tokens: v.exactOptional(v.strictObject({ kid: short, jwe: v.pipe(v.string(), v.maxLength(LONGEST_EVIDENCE)) })),
    justification: v.exactOptional(
      v.strictObject({ code: v.exactOptional(short), length: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    ),
    time: v.number(),
    milliseconds: v.number(),
  } satisfies Fields<Omit<RecordRequest, 'type'> & { type: Type }>);

/** Offscreen document → service worker. */
export const engineRequest = v.variant('type', [
  v.strictObject({ type: v.literal('engine-config') }),
  v.strictObject({ type: v.literal('engine-state'), state: v.picklist(['ready', 'starting', 'unavailable']) }),
  /** What the engine says of the detectors that a policy brings; no problems where they do what they should. */
  v.strictObject({
    type: v.literal('policy-tried'),
    hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    problems: v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(10_000)),
  }),
  v.strictObject({ type: v.literal('open-ask'), attempt: v.pipe(v.string(), v.maxLength(64)) }),
  /** Where a document without an address of its own belongs. Answered with the address, or null. */
  v.strictObject({
    type: v.literal('frame-address'),
    tab: v.pipe(v.number(), v.integer()),
    frame: v.pipe(v.number(), v.integer()),
  }),
  v.strictObject({
    type: v.literal('source-mark'),
    digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    url: v.pipe(v.string(), v.maxLength(65_536)),
    time: v.number(),
  }),
  /** Decided where no engine stands: the policy alone can say what a gap costs. */
  v.strictObject({
    type: v.literal('decide'),
    request: v.strictObject({
      channel,
      destination: v.strictObject({ url }),
      source: v.exactOptional(v.strictObject({ url })),
      user: v.strictObject({
        id: v.exactOptional(short),
        roles: v.array(short),
        groups: v.array(short),
      }),
      unit: v.exactOptional(short),
      now: v.number(),
      purpose: v.exactOptional(short),
      content: features,
    } satisfies Fields<DecideRequest['request']>),
  }),
  recordAs('record'),
  recordAs('record-ahead'),
  /** A new document: what an earlier one held has no other end any more. */
  v.strictObject({ type: v.literal('started') }),
]);

/** What is asked of the policy without an engine. */
export interface DecideRequest {
  readonly type: 'decide';
  readonly request: Omit<DecisionRequest, 'content'> & { readonly content: Features };
}

/** Service worker → offscreen document: the configuration changed; is an attempt held? */
export const engineNotice = v.strictObject({
  target: v.literal('offscreen'),
  type: v.picklist(['config-changed', 'busy']),
});
export type EngineNotice = v.InferOutput<typeof engineNotice>;
