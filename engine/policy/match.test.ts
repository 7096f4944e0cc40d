import { describe, expect, test } from 'vitest';
import { decideOn, PHI, policy, rule } from '../../test/support/sample-policy.ts';
import type { DecisionRequest } from '../types.ts';
import { classify, compilePolicy, couldAct } from './index.ts';

describe('destinations', () => {
  const compiled = compilePolicy(
    policy([], {
      destinations: [
        { id: 'wide', urls: ['https://*.example.org/*'], trust: 'unsanctioned' },
        { id: 'docs', urls: ['https://docs.example.org/*'], trust: 'unsanctioned' },
        { id: 'ours', name: 'Our pages', urls: ['https://docs.example.org/hospital/*'], trust: 'sanctioned' },
      ],
    }),
    '',
  );
  test.each([
    ['https://docs.example.org/hospital/a', 'ours', 'sanctioned'],
    ['https://docs.example.org/else', 'docs', 'unsanctioned'],
    ['https://a.example.org/', 'wide', 'unsanctioned'],
    ['https://elsewhere.example/', undefined, 'unknown'],
    ['nonsense', undefined, 'unknown'],
  ])('the most specific pattern names %s', (url, group, trust) =>
    expect(classify(compiled, url)).toMatchObject({ trust, ...(group ? { group } : {}) }),
  );
});

describe('conditions', () => {
  const matched = (when: object, more: Partial<DecisionRequest> = {}, content = PHI) =>
    decideOn(policy([rule('a', 'block', { when })]), content, more).action === 'block';

  test.each<[object, boolean]>([
    [{ phi: true }, true],
    [{ phi: false }, false],
    [{ infoType: ['MEDICAL_RECORD_NUMBER'] }, true],
    [{ infoType: ['MEDICAL_RECORD_NUMBER'], minCount: 3 }, true],
    [{ infoType: ['MEDICAL_RECORD_NUMBER'], minCount: 3, minLikelihood: 'LIKELY' }, false],
    [{ infoType: ['US_ITIN'] }, false],
    [{ hipaa: ['H'] }, true],
    [{ hipaa: ['G'] }, false],
    [{ minLikelihood: 'VERY_LIKELY' }, false],
    [{ minCount: 4 }, false],
    [{ minCount: 3 }, true],
    [{ infoType: ['CONDITION'] }, true],
    [{ gap: ['encrypted'] }, false],
    [{ or: [{ hipaa: ['G'] }, { phi: true }] }, true],
    [{ and: [{ hipaa: ['G'] }, { phi: true }] }, false],
    [{ not: { hipaa: ['G'] } }, true],
    [{ phi: true, not: { minCount: 2 } }, false],
  ])('%j holds: %s', (content, expected) => expect(matched({ content })).toBe(expected));

  test('a place nobody named is unsanctioned, unless the rule says unknown', () => {
    const elsewhere = { destination: { url: 'https://elsewhere.example/' } };
    expect(matched({ destination: { trust: ['unsanctioned'] } }, elsewhere)).toBe(true);
    expect(matched({ destination: { trust: ['unknown'] } }, elsewhere)).toBe(true);
    expect(matched({ destination: { trust: ['unknown'] } })).toBe(false);
    expect(matched({ destination: { trust: ['sanctioned'] } }, elsewhere)).toBe(false);
    expect(matched({ destination: { group: ['ai'] } }, elsewhere)).toBe(false);
  });

  test('channel, source, user and unit', () => {
    const user = { roles: ['physician'], groups: ['cardiology'] };
    expect(matched({ channel: ['print'] })).toBe(false);
    expect(matched({ source: { group: ['ehr'] } })).toBe(false);
    expect(matched({ source: { group: ['ehr'] } }, { source: { url: 'https://ehr.example.org/1' } })).toBe(true);
    expect(matched({ user: { roles: ['nurse', 'physician'] } }, { user })).toBe(true);
    expect(matched({ user: { roles: ['physician'], groups: ['billing'] } }, { user })).toBe(false);
    expect(matched({ unit: ['icu'] })).toBe(false);
    expect(matched({ unit: ['icu'] }, { unit: 'icu' })).toBe(true);
  });
});

test('a source that is not settled yet could be any; one that nobody knows is none', () => {
  const rules = [rule('a', 'block', { when: { channel: ['paste'], source: { trust: ['phi-system'] } } })];
  const compiled = compilePolicy(policy(rules), '');
  const place = {
    channel: 'paste',
    destinationUrl: 'https://chat.example.org/',
    user: { roles: [], groups: [] },
  } as const;
  expect(couldAct(compiled, { ...place, sourceUrl: 'open' })).toBe(true);
  expect(couldAct(compiled, place)).toBe(false);
  expect(couldAct(compiled, { ...place, sourceUrl: 'https://elsewhere.example/' })).toBe(false);
});
