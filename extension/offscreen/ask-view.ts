/** What the decision window shows; null where there is nothing to ask. */

import type { Policy } from '../../engine/policy/schema.ts';
import type { Decision, Endpoint, Features, Inspection, Preview, Transformed } from '../../engine/types.ts';
import type { AskChoice, AskView } from '../messages/ask.ts';
import type { AttemptUp } from '../messages/attempt.ts';
import { readFormText } from '../messages/form-text.ts';
import type { EngineHost } from './engine-host.ts';
import { foundOf } from './summary.ts';

interface Asked {
  readonly question: Extract<AttemptUp, { type: 'inspect' }>;
  readonly destination: Endpoint;
  readonly decision: Decision;
  readonly features: Features;
  readonly content: Inspection | Features;
  readonly copy: Transformed | null;
  readonly policy: Policy;
  /** Some purpose lifts what stops the original. */
  readonly liftable: boolean;
}

const PREVIEW_LIMIT = 30_000;

export const viewOf = async (engine: EngineHost, attempt: string, asked: Asked): Promise<AskView | null> => {
  const { question, destination, decision, features, content, copy, policy, liftable } = asked;
  const group = policy.destinations.find(({ id }) => id === decision.reason.destination.group);
  const choices = choicesOf(decision, copy, liftable);
  if (choices.length === 1) return null;
  const preview = copy && 'features' in content ? await previewOf(engine, content, decision, copy) : null;
  return {
    attempt,
    channel: question.channel,
    action: decision.action,
    destination: new URL(destination.url).origin,
    ...(group === undefined ? {} : { destinationName: group.name ?? group.id }),
    found: foundOf(features),
    persons: features.persons,
    gaps: decision.reason.gaps,
    ...(decision.notify === undefined ? {} : { notify: decision.notify }),
    ruleNames: decision.reason.rules.map((id) => policy.rules.find((rule) => rule.id === id)?.name ?? id),
    purposes: decision.purposes,
    asks: {
      reason: decision.action === 'justify' || decision.override === 'justify',
      purpose: decision.purposes.length > 0 && decision.action !== 'warn',
    },
    choices,
    ...(preview ? { preview } : {}),
    ...fieldsOf(question, copy),
  };
};

/** Stopping is always possible; the rest is what the action, the override and the content leave. */
const choicesOf = (decision: Decision, copy: Transformed | null, liftable: boolean): readonly AskChoice[] => {
  const { action, override } = decision;
  const original = action === 'warn' || action === 'justify' || override === 'justify' || liftable;
  return ['stop', ...(copy ? (['redacted'] as const) : []), ...(original ? (['original'] as const) : [])];
};

/** Forms that are left out of the copy are not shown. */
/** What a person filled in, field by field: no reader of JSON is asked to decide. */
const fieldsOf = ({ channel, items }: Asked['question'], copy: Transformed | null): Pick<AskView, 'fields'> => {
  const text = items[0]?.content;
  const edits = copy?.items[0]?.edits;
  const fields = channel === 'form-submit' && typeof text === 'string' && edits ? readFormText(text, edits) : null;
  return fields ? { fields: fields.filter(({ before }) => before !== '') } : {};
};

const previewOf = async (
  engine: EngineHost,
  inspection: Inspection,
  decision: Decision,
  copy: Transformed,
): Promise<Preview | null> => {
  const obligations =
    decision.obligations.length > 0 ? decision.obligations : ([{ kind: 'redact', infoTypes: [] }] as const);
  const run = await engine.run((remote) => remote.preview(inspection.id, obligations), PREVIEW_LIMIT);
  return run.ok ? { items: run.value.items.filter((_, index) => copy.items[index] !== null) } : null;
};
