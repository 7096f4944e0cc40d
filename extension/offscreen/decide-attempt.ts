/** The decision on one attempt: by the engine where one stands, else by the policy alone. */
import type { Decision, DecisionRequest, Features, GapReason } from '../../engine/types.ts';
import type { DecideRequest, EngineConfig } from '../messages/engine.ts';
import type { EngineHost } from './engine-host.ts';

/** Decisions on what is already read, in ms. */
const QUICK = 30_000;

export interface Deciders {
  readonly engine: EngineHost;
  /** The service worker, which has the policy and no engine. */
  readonly decideWithout: (request: DecideRequest['request']) => Promise<Decision>;
}

/** Never rejects: where nobody can decide, nothing passes. */
export const decideAttempt = async (
  { engine, decideWithout }: Deciders,
  request: DecisionRequest,
  config: EngineConfig,
): Promise<Decision> => {
  const run = await engine.run((remote) => remote.decide(request), QUICK);
  if (run.ok) return run.value;
  const content = typeof request.content === 'string' ? unread(run.why, 0, 1) : request.content;
  try {
    return await decideWithout({ ...request, content: { ...content, gaps: [...content.gaps, 'engine-unavailable'] } });
  } catch {
    return nobody(config);
  }
};

/** Content that nobody has read. */
export const unread = (why: GapReason, bytes: number, items: number): Features => ({
  counts: {},
  phi: false,
  persons: 0,
  gaps: [why],
  bytes,
  items,
});

const nobody = ({ policy: { id, version } }: EngineConfig): Decision => ({
  action: 'block',
  obligations: [],
  override: 'none',
  severity: 'high',
  purposes: [],
  reason: {
    rules: [],
    monitored: [],
    gaps: ['engine-unavailable'],
    errors: ['neither engine nor policy could be asked'],
    conditions: [],
    policy: { id, version, hash: '' },
    engine: '',
    destination: { trust: 'unknown' },
  },
});
