import { describe, expect, test } from 'vitest';
import { AI, policy, rule } from '../../test/support/sample-policy.ts';
import { compilePolicy, couldAct } from './index.ts';

describe('could a rule act here', () => {
  const acts = (rules: readonly object[], more: Partial<Parameters<typeof couldAct>[1]> = {}) =>
    couldAct(compilePolicy(policy(rules, { gaps: { encrypted: 'block' } }), ''), {
      channel: 'paste',
      destinationUrl: AI,
      user: { roles: ['physician'], groups: [] },
      ...more,
    });

  test('no rule, no touch; rules that record do act', () => {
    expect(acts([])).toBe(false);
    expect(acts([rule('a', 'log')])).toBe(true);
    expect(acts([rule('a', 'block', { mode: 'monitor' })])).toBe(true);
    expect(acts([rule('a', 'block', { when: { channel: ['print'] } })])).toBe(false);
    expect(acts([rule('a', 'block', { when: { source: { group: ['ehr'] } } })])).toBe(false);
  });

  test('an exception counts where the place alone settles it', () => {
    expect(acts([rule('a', 'block', { except: [{ user: { roles: ['physician'] } }] })])).toBe(false);
    expect(acts([rule('a', 'block', { except: [{ user: { roles: ['nurse'] } }] })])).toBe(true);
    expect(acts([rule('a', 'block', { except: [{ purpose: ['ETREAT'] }] })])).toBe(true);
    expect(
      acts([rule('a', 'block', { except: [{ user: { roles: ['physician'] }, content: { hipaa: ['G'] } }] })]),
    ).toBe(true);
  });
});
