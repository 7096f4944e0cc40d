import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildMedicalTerms, isMedicalTerm } from './cli/medical-terms.ts';
import { createTerms, type Terms } from './terms.ts';

describe('terms', () => {
  let list: string;
  let terms: Terms;
  beforeAll(async () => {
    list = await readFile(await buildMedicalTerms(), 'utf8');
    terms = createTerms(list);
  });

  test('the list begins with its licence, and the licence is no term', () => {
    expect(list.split('\n', 1)[0]).toMatch(/^# .*GPL-3\.0/);
    expect(terms.has('license')).toBe(false);
  });

  test('holds drugs and conditions by the thousand', () => {
    expect(terms.size).toBeGreaterThan(3_000);
    expect(terms.get('appendicitis')).toBe('CONDITION');
    expect(terms.get('atenolol')).toBe('DRUG_NAME');
  });

  test.each(['patient', 'history', 'school', 'machine', 'protocol', 'economy', 'after', 'Atlanta', 'concept'])(
    'holds no ordinary word such as %s',
    (word) => {
      expect(terms.has(word)).toBe(false);
      expect(isMedicalTerm(word)).toBe(false);
    },
  );

  test('reads bytes like text, skips what is no word', () => {
    const bytes = new TextEncoder().encode('# licence\nNephritis\nab\nx1-y\n\n');
    expect([...createTerms(bytes).keys()]).toEqual(['nephritis']);
  });
});
