/** Small policies and attempts for tests of the policy engine. */
import { compilePolicy, decide, type Policy, parsePolicy } from '../../engine/policy/index.ts';
import type { Action, Decision, DecisionRequest, Features, GapReason } from '../../engine/types.ts';

/** A document without rules: a PHI system, a partner, an AI site. */
export const BASE = {
  schema: 1,
  id: 'test',
  version: 1,
  purposes: [
    { code: 'TREAT', label: 'Treating a patient' },
    { code: 'ETREAT', label: 'An emergency' },
  ],
  destinations: [
    { id: 'ehr', urls: ['https://ehr.example.org/*'], trust: 'phi-system' },
    { id: 'partner', urls: ['https://partner.example.org/*'], trust: 'sanctioned' },
    { id: 'ai', urls: ['https://ai.example.org/*'], trust: 'unsanctioned' },
  ],
  rules: [],
};
export const AI = 'https://ai.example.org/chat';

/** Throws where the rules are not valid. */
export const policy = (rules: readonly object[], more: object = {}): Policy => {
  const parsed = parsePolicy({ ...BASE, rules, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
};
export const rule = (id: string, action: Action, more: object = {}, then: object = {}): object => ({
  id,
  name: id,
  mode: 'enforce',
  when: { content: { phi: true } },
  then: { action, ...then },
  ...more,
});
export const PHI: Features = {
  counts: { MEDICAL_RECORD_NUMBER: { LIKELY: 2, POSSIBLE: 1 }, CONDITION: { LIKELY: 1 } },
  phi: true,
  persons: 1,
  gaps: [],
  bytes: 10,
  items: 1,
};
/** Content of which nothing is known but why. */
export const unread = (...gaps: GapReason[]): Features => ({ ...PHI, counts: {}, phi: false, persons: 0, gaps });
export const decideOn = (of: Policy, content: Features = PHI, more: Partial<DecisionRequest> = {}): Decision =>
  decide(compilePolicy(of, 'hash'), {
    channel: 'paste',
    destination: { url: AI },
    user: { roles: [], groups: [] },
    now: 0,
    ...more,
    content,
  });
