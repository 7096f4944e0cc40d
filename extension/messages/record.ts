/** The shape of a decision and of what is recorded of it, bounded: words of a closed list, ids, counts; no content. */
import * as v from 'valibot';
import type { TransformName } from '../../engine/transform-names.ts';
import type {
  Action,
  Channel,
  DatasetTag,
  Decision,
  DecisionReason,
  Disposition,
  Features,
  GapReason,
  InfoType,
  Likelihood,
  Override,
  Severity,
  Trust,
} from '../../engine/types.ts';

/** A record names each of its values once: each must be here, and nothing else can be. */
const oneOf = <T extends string>(names: Readonly<Record<T, true>>) => v.picklist(Object.keys(names) as T[]);

export const channel = oneOf<Channel>({
  paste: true,
  copy: true,
  typing: true,
  'file-picker': true,
  'drag-drop': true,
  'form-submit': true,
  print: true,
  navigation: true,
  network: true,
  download: true,
});
export const disposition = oneOf<Disposition>({
  allowed: true,
  modified: true,
  blocked: true,
  overridden: true,
  'timed-out': true,
});
const action = oneOf<Action>({
  allow: true,
  log: true,
  warn: true,
  justify: true,
  redact: true,
  tokenise: true,
  block: true,
});
const override = oneOf<Override>({ none: true, justify: true, 'step-up': true, approval: true, 'break-glass': true });
const severity = oneOf<Severity>({ low: true, medium: true, high: true, critical: true });
const trust = oneOf<Trust>({ 'phi-system': true, sanctioned: true, unsanctioned: true, unknown: true });
const likelihood = oneOf<Likelihood>({
  VERY_UNLIKELY: true,
  UNLIKELY: true,
  POSSIBLE: true,
  LIKELY: true,
  VERY_LIKELY: true,
});
const tag = oneOf<DatasetTag>({ patient: true, 'research-consent': true, staff: true, canary: true });
const gap = oneOf<GapReason>({
  encrypted: true,
  'too-large': true,
  'too-deep': true,
  unsupported: true,
  malformed: true,
  partial: true,
  'needs-ocr': true,
  'timed-out': true,
  opaque: true,
  'not-replayable': true,
  'engine-unavailable': true,
  'model-loading': true,
  'history-lost': true,
});

/** The engine's registry says which there are: here it is a word and nothing that could hold content. */
const transform = v.custom<TransformName>((name) => typeof name === 'string' && /^[a-z][a-z-]{0,62}$/.test(name));

/** Each field of a thing, optional ones too: one that is new there and not here does not compile. */
export type Fields<T> = Readonly<Record<keyof T, v.GenericSchema>>;

/** UTF-16 units: of a name or code, of a sentence of the policy, of an address. */
const word = v.pipe(v.string(), v.maxLength(1024));
const sentence = v.pipe(v.string(), v.maxLength(10_000));
export const url = v.pipe(v.string(), v.maxLength(2_000_000));
const words = v.pipe(v.array(sentence), v.maxLength(10_000));
const count = v.pipe(v.number(), v.minValue(0));
/** The names of infoTypes are the engine's; a policy cannot bring others than these letters can spell. */
const infoType = v.custom<InfoType>((name) => typeof name === 'string' && /^[A-Z0-9_]{1,64}$/.test(name));
const gaps = v.pipe(v.array(gap), v.maxLength(100));
export const short = word;

export const features = v.strictObject({
  counts: v.record(infoType, v.record(likelihood, count)),
  phi: v.boolean(),
  persons: count,
  gaps,
  bytes: count,
  items: count,
  datasets: v.exactOptional(v.record(tag, count)),
} satisfies Fields<Features>);

export const decision = v.strictObject({
  action,
  obligations: v.pipe(
    v.array(v.strictObject({ kind: transform, infoTypes: v.pipe(v.array(infoType), v.maxLength(1000)) })),
    v.maxLength(100),
  ),
  override,
  severity,
  notify: v.exactOptional(sentence),
  purposes: v.pipe(v.array(v.strictObject({ code: short, label: sentence })), v.maxLength(1000)),
  reason: v.strictObject({
    rules: words,
    monitored: words,
    gaps,
    errors: words,
    conditions: words,
    policy: v.strictObject({ id: sentence, version: v.number(), hash: word }),
    engine: word,
    destination: v.strictObject({ group: v.exactOptional(sentence), trust } satisfies Fields<
      DecisionReason['destination']
    >),
  } satisfies Fields<DecisionReason>),
} satisfies Fields<Decision>);
