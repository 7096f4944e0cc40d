/** What a policy says of detection, through the whole engine. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { parsePolicy } from '../policy/index.ts';
import { buildRe2 } from '../re2/build.ts';
import type { Engine, Finding, PolicyStatus } from '../types.ts';

const POLICY = JSON.parse(readFileSync('test/policies/research-hospital/policy.json', 'utf8')) as {
  readonly detection: { readonly custom: readonly [object] };
};
const [SUBJECT] = POLICY.detection.custom;

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ re2: new WebAssembly.Module(readFileSync((await buildRe2()).path)) });
});

const load = async (detection: object = POLICY.detection): Promise<PolicyStatus> => {
  const parsed = parsePolicy({ ...POLICY, detection });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return engine.load(parsed.policy);
};

/** `UNIQUE_ID: ABC-12-3456`, in order. */
const found = async (content: string, mediaType = 'text/plain'): Promise<string[]> => {
  const { findings } = await engine.inspect({ id: 'text', items: [{ mediaType, content }] });
  return findings.map(({ infoType, start, end }: Finding) => `${infoType}: ${content.slice(start, end)}`);
};

const detector = (change: object) => ({ custom: [{ ...SUBJECT, ...change }] });

describe('detectors of a policy', () => {
  test('find what their patterns say, with hotwords, exclusions, role and a name of their own', async () => {
    expect((await load()).problems).toEqual([]);
    const content = 'Notes. The subject ABC-12-3456 came back.';
    const { findings } = await engine.inspect({ id: 'x', items: [{ mediaType: 'text/plain', content }] });
    expect(findings).toMatchObject([
      {
        start: 19,
        end: 30,
        infoType: 'UNIQUE_ID',
        hipaa: 'R',
        role: 'patient',
        likelihood: 'VERY_LIKELY',
        detector: 'custom.study-subject@1',
        evidence: { pattern: 'custom-1', hotword: 'subject' },
      },
    ]);
    expect(await found('the catalogue lists ABC-12-3456 for the study')).toEqual([]);
    expect(await found('😀 éé subject # 0417 and SUBJECT #\u00a00418')).toEqual(['UNIQUE_ID: 0417', 'UNIQUE_ID: 0418']);
    expect(await found('screening number,site\nXK 7,north\nXK 9,south\n', 'text/csv')).toEqual([
      'UNIQUE_ID: XK 7',
      'UNIQUE_ID: XK 9',
    ]);
  });

  test('a policy that drops them drops what they found', async () => {
    await load({ off: ['URL'] });
    expect(await found('The subject ABC-12-3456 came back.')).toEqual([]);
  });

  test.each([
    ['a value that is not found', { finds: ['Study «AB-1»'] }, 'finds[0]', 'is not found'],
    ['a value found elsewhere', { finds: ['Study ABC-12-3456 «subject»'] }, 'finds[0]', 'is at 6-17'],
    ['a text that is not left alone', { ignores: ['x', 'subject ABC-12-3456'] }, 'ignores[1]', 'found at 8-19'],
    ['a pattern that is no RE2', { patterns: [{ regex: '(?=look)ahead' }] }, 'patterns[0].regex', 'invalid'],
    ['a pattern that is open', { patterns: [{ regex: 'a(b' }] }, 'patterns[0].regex', 'missing'],
    ['a pattern that is too large', { patterns: [{ regex: '((a{100}){100})' }] }, 'patterns[0].regex', 'here'],
    ['a pattern that matches nothing at all', { patterns: [{ regex: 'q*' }] }, 'finds[0]', 'not found'],
  ])('%s: refused by its place, without the text, and the policy before stays', async (_, change, path, words) => {
    await load();
    const { problems } = await load(detector(change));
    const problem = problems.find((one) => one.path === `detection.custom[0].${path}`);
    expect(problem?.message).toContain(words);
    expect(JSON.stringify(problems)).not.toContain('ABC-12');
    expect(await found('The subject ABC-12-3456 came back.')).toEqual(['UNIQUE_ID: ABC-12-3456']);
  });

  test('a hostile pattern costs time in step with the text', async () => {
    const hostile = { patterns: [{ regex: '(?:a+)+b' }], finds: ['x «aaab»'], ignores: ['aaa'] };
    expect((await load(detector(hostile))).problems).toEqual([]);
    const time = async (length: number): Promise<number> => {
      const started = performance.now();
      expect(await found('a'.repeat(length))).toEqual([]);
      return performance.now() - started;
    };
    await time(10_000);
    const [short, long] = [await time(100_000), await time(1_000_000)];
    expect(long / Math.max(short, 5)).toBeLessThan(40);
  });
});

describe('lists of a policy', () => {
  test('always found, in any case and over any blanks, as whole words, whatever stands around', async () => {
    await load();
    expect(await found('about project  bluebird: PROJECT\nBLUEBIRD, not Project Bluebirds')).toEqual([
      'UNIQUE_ID: project  bluebird',
      'UNIQUE_ID: PROJECT\nBLUEBIRD',
    ]);
    const content = 'orla q. finch called';
    const { findings } = await engine.inspect({ id: 'x', items: [{ mediaType: 'text/plain', content }] });
    expect(findings).toMatchObject([
      {
        start: 0,
        end: 13,
        infoType: 'PERSON_NAME',
        role: 'patient',
        likelihood: 'VERY_LIKELY',
        detector: 'always-find@1',
      },
    ]);
  });

  test('a value of the allow list is nobody’s, however it is written', async () => {
    await load();
    const text = 'Patient’s phone: (212) 555-0100, cell phone: 212-555-0187';
    expect(await found(text)).toEqual(['PHONE_NUMBER: 212-555-0187']);
  });

  test('findings below the threshold of their infoType are set aside', async () => {
    const text = 'Patient: Orla Finch. It was 212-555-0187 again.';
    await load({ thresholds: { URL: 'LIKELY' } });
    const before = await found(text);
    expect(before).toContain('PHONE_NUMBER: 212-555-0187');
    await load({ thresholds: { PHONE_NUMBER: 'VERY_LIKELY' } });
    expect(await found(text)).toEqual(before.filter((one) => !one.startsWith('PHONE_NUMBER:')));
  });
});

test.each([
  ['an infoType that is off', { off: ['UNIQUE_ID'], custom: [SUBJECT] }, 'detection.custom[0].infoType'],
  [
    'a list value that is off',
    { off: ['URL'], alwaysFind: [{ value: 'x', infoType: 'URL' }] },
    'detection.alwaysFind[0].infoType',
  ],
  ['a threshold that is off', { off: ['URL'], thresholds: { URL: 'LIKELY' } }, 'detection.thresholds.URL'],
  ['a threshold of no infoType', { thresholds: { SHOE_SIZE: 'LIKELY' } }, 'detection.thresholds.SHOE_SIZE'],
  ['no examples', { custom: [{ ...SUBJECT, finds: [] }] }, 'detection.custom[0].finds'],
  ['two marks', { custom: [{ ...SUBJECT, finds: ['«a» «b»'] }] }, 'detection.custom[0].finds[0]'],
  ['two of one id', { custom: [SUBJECT, SUBJECT] }, 'detection.custom'],
  [
    'a pattern of a megabyte',
    { custom: [{ ...SUBJECT, patterns: [{ regex: 'a'.repeat(1e6) }] }] },
    'detection.custom[0].patterns[0].regex',
  ],
  ['a value without letters', { alwaysFind: [{ value: '--', infoType: 'URL' }] }, 'detection.alwaysFind[0].value'],
])('%s: refused by its path', (_, detection, path) => {
  const parsed = parsePolicy({ ...POLICY, detection });
  expect(parsed.ok ? [] : parsed.problems.map((one) => one.path)).toContain(path);
});
