import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AI, decideOn, PHI, policy, rule, unread } from '../../test/support/sample-policy.ts';
import type { Action, GapReason } from '../types.ts';
import { compilePolicy, couldAct } from './index.ts';

describe('one outcome', () => {
  test('the strictest matching enforced rule wins; monitored ones are recorded', () => {
    const decision = decideOn(
      policy([
        rule('a', 'warn'),
        rule('b', 'justify', {}, { severity: 'critical' }),
        rule('c', 'block', { mode: 'monitor' }),
      ]),
    );
    expect(decision).toMatchObject({
      action: 'justify',
      severity: 'critical',
      reason: { rules: ['a', 'b'], monitored: ['c'] },
    });
  });

  test('an exception lifts its own rule only', () => {
    const rules = [rule('a', 'block', { except: [{ purpose: ['ETREAT'] }] }), rule('b', 'log')];
    expect(decideOn(policy(rules)).action).toBe('block');
    expect(decideOn(policy(rules), PHI, { purpose: 'TREAT' }).action).toBe('block');
    expect(decideOn(policy(rules), PHI, { purpose: 'ETREAT' })).toMatchObject({
      action: 'log',
      reason: { rules: ['b'] },
    });
  });

  test('an override holds only where every rule that stops the original grants it', () => {
    const soft = rule('soft', 'block', {}, { override: 'justify' });
    expect(decideOn(policy([soft])).override).toBe('justify');
    expect(decideOn(policy([soft, rule('warns', 'warn')])).override).toBe('justify');
    expect(decideOn(policy([soft, rule('hard', 'block')])).override).toBe('none');
    expect(decideOn(policy([soft, rule('redacts', 'redact')])).override).toBe('none');
    expect(decideOn(policy([soft], { gaps: { encrypted: 'block' } }), { ...PHI, gaps: ['encrypted'] }).override).toBe(
      'none',
    );
  });

  test('what any rule removes is removed; a placeholder wins over a mask', () => {
    const some = (id: string, infoTypes: string[], style: string) => rule(id, 'redact', {}, { infoTypes, style });
    const of = (...rules: object[]) => decideOn(policy(rules)).obligations;
    expect(of(some('a', ['US_ITIN'], 'mask'), some('b', ['PERSON_NAME'], 'mask'))).toEqual([
      { kind: 'mask', infoTypes: ['PERSON_NAME', 'US_ITIN'] },
    ]);
    expect(of(some('a', ['US_ITIN'], 'mask'), rule('b', 'redact'))).toEqual([{ kind: 'redact', infoTypes: [] }]);
    expect(of(rule('a', 'redact'), rule('b', 'block'))).toEqual([]);
  });

  test('removing wins over tokens, and tokens over masks', () => {
    const evidenceKey = { kid: 'office', x: 'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo' };
    const of = (...rules: object[]) => decideOn(policy(rules, { evidenceKey }));
    const mask = rule('m', 'redact', {}, { style: 'mask' });
    expect(of(rule('a', 'tokenise'))).toMatchObject({
      action: 'tokenise',
      obligations: [{ kind: 'tokenise', infoTypes: [] }],
    });
    expect(of(rule('a', 'tokenise'), rule('b', 'redact'))).toMatchObject({
      action: 'redact',
      obligations: [{ kind: 'redact', infoTypes: [] }],
    });
    expect(of(rule('a', 'tokenise'), mask)).toMatchObject({ action: 'tokenise' });
    expect(of(mask, rule('n', 'tokenise', {}, { infoTypes: ['US_ITIN'] }))).toMatchObject({
      action: 'tokenise',
      obligations: [{ kind: 'tokenise', infoTypes: [] }],
    });
  });

  test('purposes are offered only where a purpose matters', () => {
    const offered = (...rules: object[]) => decideOn(policy(rules)).purposes.length;
    expect(offered(rule('a', 'block'))).toBe(0);
    expect(offered(rule('a', 'warn'))).toBe(0);
    expect(offered(rule('a', 'justify'))).toBe(2);
    expect(offered(rule('a', 'block', {}, { override: 'justify' }))).toBe(2);
    expect(offered(rule('a', 'block', { except: [{ purpose: ['ETREAT'] }] }))).toBe(2);
  });

  test('the decision explains itself', () => {
    const when = { channel: ['paste'], destination: { trust: ['unsanctioned'] }, content: { phi: true } };
    const old = policy([rule('a', 'block', { when })], { expires: '2020-01-01T00:00:00Z' });
    expect(decideOn(old, { ...PHI, gaps: ['needs-ocr'] }, { now: Date.UTC(2026, 0) }).reason).toMatchObject({
      rules: ['a'],
      gaps: ['needs-ocr'],
      errors: ['the policy has expired and stays in force'],
      conditions: [
        'channel is paste',
        'destination is ai (unsanctioned)',
        'content is PHI',
        'gap needs-ocr: justify (built in)',
      ],
      policy: { id: 'test', version: 1, hash: 'hash' },
      destination: { group: 'ai', trust: 'unsanctioned' },
    });
  });
});

describe('gaps', () => {
  const at = (url: string, rules: readonly object[], gap: GapReason, gaps: object = {}) =>
    decideOn(policy(rules, { gaps }), unread(gap), { destination: { url } }).action;

  test.each<[GapReason, string, Action]>([
    ['engine-unavailable', AI, 'block'],
    ['timed-out', 'https://elsewhere.example/', 'block'],
    ['engine-unavailable', 'https://partner.example.org/', 'justify'],
    ['timed-out', 'https://ehr.example.org/', 'justify'],
    ['encrypted', AI, 'justify'],
    ['encrypted', 'https://partner.example.org/', 'log'],
  ])('%s to %s is %s where the policy does not say', (gap, url, action) =>
    expect(at(url, [rule('a', 'block')], gap)).toBe(action),
  );

  test('the policy decides where it says something', () => {
    expect(at(AI, [rule('a', 'block')], 'encrypted', { encrypted: 'block' })).toBe('block');
    expect(at(AI, [rule('a', 'block')], 'engine-unavailable', { 'engine-unavailable': 'allow' })).toBe('allow');
  });

  test('where rules only record, a gap is recorded; where none could act, it is nobody’s business', () => {
    const all = { encrypted: 'block' };
    expect(at(AI, [rule('a', 'log')], 'encrypted', all)).toBe('log');
    expect(at(AI, [rule('a', 'block', { mode: 'monitor' })], 'encrypted', all)).toBe('log');
    expect(at(AI, [rule('a', 'block', { when: { channel: ['print'] } })], 'encrypted', all)).toBe('allow');
    expect(at(AI, [rule('a', 'block', { except: [{ destination: { group: ['ai'] } }] })], 'encrypted', all)).toBe(
      'allow',
    );
  });
});

describe('properties', () => {
  const action = fc.constantFrom<Action>('log', 'warn', 'justify', 'redact', 'block');
  const when = fc.record(
    {
      channel: fc.constantFrom(['paste'], ['print', 'paste'], ['print']),
      destination: fc.constantFrom(
        { trust: ['unsanctioned'] },
        { group: ['partner'] },
        { trust: ['unknown', 'sanctioned'] },
      ),
      content: fc.constantFrom<object>({ phi: true }, { hipaa: ['H'], minCount: 3 }, { not: { phi: true } }),
    },
    { requiredKeys: [] },
  );
  const rules = fc.array(
    fc.tuple(
      fc.constantFrom('enforce', 'monitor'),
      when,
      action,
      fc.constantFrom('none', 'justify'),
      fc.constantFrom('low', 'critical'),
      fc.constantFrom([], [{ purpose: ['ETREAT'] }], [{ destination: { group: ['ai'] } }]),
    ),
    { maxLength: 8 },
  );
  const built = rules.map((list) =>
    list.map(([mode, condition, act, override, severity, except], index) =>
      rule(`r${index}`, act, { mode, when: condition, except }, { override, severity, notify: `n${index}` }),
    ),
  );
  const url = fc.constantFrom(AI, 'https://partner.example.org/', 'https://elsewhere.example/');
  const content = fc.constantFrom(PHI, unread(), unread('encrypted'), {
    ...PHI,
    gaps: ['timed-out', 'partial'] as const,
  });
  const purpose = fc.constantFrom('TREAT', 'ETREAT');

  test('the order of rules never matters', () => {
    const shuffled = built.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, url, content, purpose, ([one, other], to, seen, why) => {
        const more = { destination: { url: to }, purpose: why };
        expect(decideOn(policy(other), seen, more)).toEqual(decideOn(policy(one), seen, more));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('where no rule could act, every decision is to allow, and nothing is recorded', () => {
    fc.assert(
      fc.property(built, url, content, purpose, (list, to, seen, why) => {
        const place = { channel: 'paste', destinationUrl: to, user: { roles: [], groups: [] } } as const;
        if (couldAct(compilePolicy(policy(list), ''), place)) return;
        const { action: done, reason } = decideOn(policy(list), seen, { destination: { url: to }, purpose: why });
        expect([done, reason.rules, reason.monitored]).toEqual(['allow', [], []]);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  test('one more enforced rule never makes a decision weaker', () => {
    const order: readonly Action[] = ['allow', 'log', 'warn', 'justify', 'redact', 'block'];
    fc.assert(
      fc.property(built, action, url, content, (list, more, to, seen) => {
        const strictness = (of: readonly object[]) =>
          order.indexOf(decideOn(policy(of), seen, { destination: { url: to } }).action);
        const extra = rule('extra', more);
        expect(strictness([...list, extra])).toBeGreaterThanOrEqual(strictness(list));
      }),
      { seed: 13, numRuns: 300 },
    );
  });
});
