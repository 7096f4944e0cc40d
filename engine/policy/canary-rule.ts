/** A value that nobody has any business with: whatever else the policy says, seeing it is an alert. */
import { CHANNELS, type Policy, type Rule } from './schema.ts';

/** Stands among the rules of a decision that met a canary. */
export const CANARY_RULE = 'chartward.canary';

/** One built-in rule where the policy has canaries; it records, so that no other rule's action is changed. */
export const canaryRules = ({ detection }: Policy): Rule[] =>
  detection?.datasets?.some(({ tag }) => tag === 'canary') !== true
    ? []
    : [
        {
          id: CANARY_RULE,
          name: 'A canary was met',
          mode: 'enforce',
          // What is typed is looked at only where the policy's own rules ask for it.
          when: { channel: CHANNELS.filter((channel) => channel !== 'typing'), content: { dataset: ['canary'] } },
          then: { action: 'log', severity: 'critical' },
        },
      ];
