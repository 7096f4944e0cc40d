import { describe, expect, test } from 'vitest';
import { AI, policy, rule } from '../../test/support/sample-policy.ts';
import { compilePolicy, couldAct, couldActOnAny } from './index.ts';

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

describe('could a rule act on any place', () => {
  const compiled = (rules: readonly object[]) =>
    compilePolicy(
      policy(rules, {
        destinations: [
          { id: 'house', urls: ['https://house.example.org/*'], trust: 'sanctioned' },
          { id: 'upload', urls: ['*://house.example.org/upload/*'], trust: 'unsanctioned' },
          { id: 'ports', urls: ['https://house.example.org:8443/*'], trust: 'unsanctioned' },
        ],
      }),
      '',
    );
  const acts = (when: object, sameOriginAs?: string) =>
    couldActOnAny(
      compiled([rule('a', 'block', { when })]),
      { channel: 'form-submit', user: { roles: [], groups: [] } },
      sameOriginAs,
    );

  test.each([
    ['upload', 'https://house.example.org/home', true],
    ['upload', 'http://house.example.org/', true],
    ['upload', 'https://house.example.org:8443/', false],
    ['ports', 'https://house.example.org/home', false],
    ['house', 'http://house.example.org/', false],
    ['upload', 'https://elsewhere.example/', false],
    ['upload', undefined, true],
  ])('a rule on %s, from %s: %s', (group, from, expected) => {
    expect(acts({ destination: { group: [group] } }, from)).toBe(expected);
  });

  test('what nobody named is possible where no pattern takes every path', () => {
    const unknown = { destination: { trust: ['unknown'] } };
    expect(acts(unknown, 'https://house.example.org/')).toBe(false);
    expect(acts(unknown, 'http://house.example.org/')).toBe(true);
    expect(acts(unknown)).toBe(true);
  });
});

test('a source that is not settled settles no exception', () => {
  const compiled = compilePolicy(policy([rule('a', 'block', { except: [{ source: { group: ['ehr'] } }] })]), '');
  const place = { channel: 'paste', destinationUrl: AI, user: { roles: [], groups: [] } } as const;
  expect(couldAct(compiled, { ...place, sourceUrl: 'open' })).toBe(true);
});
