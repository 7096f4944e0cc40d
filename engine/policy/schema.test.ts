import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BASE, policy, rule } from '../../test/support/sample-policy.ts';
import { type Policy, parsePolicy, policyHash } from './index.ts';

describe('the document', () => {
  test('unknown fields, missing fields and wrong words are errors with their path', () => {
    const parsed = parsePolicy({
      ...BASE,
      colour: 1,
      rules: [{ id: 'x', name: 'x', when: {}, then: { action: 'allow' } }],
    });
    expect(parsed).toMatchObject({
      ok: false,
      problems: [
        { path: 'rules[0].mode', message: 'is missing' },
        { path: 'rules[0].then.action', message: expect.stringContaining('"block"') },
        { path: 'colour', message: 'unknown field' },
      ],
    });
  });

  test.each([
    ['two rules with one id', { rules: [rule('a', 'log'), rule('a', 'block')] }, 'rules'],
    [
      'a group that is not defined',
      { rules: [rule('a', 'log', { when: { destination: { group: ['aii'] } } })] },
      'rules[0].when.destination.group[0]',
    ],
    [
      'a purpose that is not offered',
      { rules: [rule('a', 'log', { except: [{ purpose: ['BTG'] }] })] },
      'rules[0].except[0].purpose[0]',
    ],
    ['tokens that nobody could turn back', { rules: [rule('a', 'tokenise')] }, 'rules[0].then.action'],
    ['a purpose that HL7 does not know', { purposes: [{ code: 'FUN', label: 'x' }] }, 'purposes[0].code'],
    ['an exception that always holds', { rules: [rule('a', 'block', { except: [{}] })] }, 'rules[0].except[0]'],
    [
      'content that asks for nothing',
      { rules: [rule('a', 'block', { when: { content: {} } })] },
      'rules[0].when.content',
    ],
    [
      'a pattern that is none',
      { destinations: [{ id: 'x', urls: ['example.org'], trust: 'sanctioned' }] },
      'destinations[0].urls[0]',
    ],
    ['a gap that is redacted', { gaps: { encrypted: 'redact' } }, 'gaps.encrypted'],
    ['a profile on a block', { rules: [rule('a', 'block', {}, { profile: 'safe-harbor' })] }, 'rules[0].then'],
    ['a version that is no number', { version: '3' }, 'version'],
  ])('%s is refused', (_, change, path) => {
    const parsed = parsePolicy({ ...BASE, ...change });
    expect(parsed.ok ? [] : parsed.problems.map((one) => one.path)).toContain(path);
  });

  test('what a policy leaves out is empty: one that only says what is looked for is whole', () => {
    const parsed = parsePolicy({ schema: 1, id: 'scan', version: 1, detection: { off: ['URL'] } });
    expect(parsed).toEqual({
      ok: true,
      policy: {
        schema: 1,
        id: 'scan',
        version: 1,
        purposes: [],
        destinations: [],
        rules: [],
        detection: { off: ['URL'] },
      },
    });
  });

  test('a purpose without a profile may say so; profiles that nothing acts on are refused by their path', () => {
    const problems = (purpose: object) => {
      const parsed = parsePolicy({ ...BASE, purposes: [{ code: 'TREAT', label: 'Treating', ...purpose }] });
      return parsed.ok ? [] : parsed.problems.map(({ path }) => path);
    };
    expect(problems({ profile: null })).toEqual([]);
    expect(problems({ profile: 'limited-data-set' })).toEqual(['purposes[0].profile']);
    expect(problems({ consent: 'research' })).toEqual(['purposes[0].consent']);
  });

  test('no value makes it throw, however deep', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parsePolicy(value).ok).toBe(false);
      }),
      { seed: 3 },
    );
    const deep = Array.from({ length: 20_000 }).reduce<object>((inner) => ({ not: inner }), { phi: true });
    expect(parsePolicy({ ...BASE, rules: [rule('a', 'log', { when: { content: deep } })] }).ok).toBe(false);
  });

  test('the hash does not depend on the order of fields', async () => {
    const digest = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
    const one = policy([rule('a', 'log')]);
    const turned = Object.fromEntries(Object.entries(one).reverse()) as unknown as Policy;
    expect(await policyHash(turned, digest)).toBe(await policyHash(one, digest));
    expect(await policyHash({ ...one, version: 2 }, digest)).not.toBe(await policyHash(one, digest));
  });
});
