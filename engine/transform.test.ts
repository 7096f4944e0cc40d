import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, editsFor } from './transform.ts';
import type { Obligation } from './types.ts';

const REDACT: readonly Obligation[] = [{ kind: 'redact', infoTypes: [] }];
const name = (start: number, end: number) => ({ start, end, infoType: 'PERSON_NAME', hipaa: 'A' }) as const;
const redacted = (text: string, findings: Parameters<typeof editsFor>[1], obligations = REDACT) =>
  applyEdits(text, editsFor(text, findings, obligations));

test('a placeholder stands where the identifier stood, and all else stays', () => {
  expect(redacted('Seen: Orla Finch, again', [name(6, 16)])).toBe('Seen: [PERSON_NAME], again');
});

test('overlapping findings leave no rest of either', () => {
  expect(redacted('0123456789', [name(2, 5), name(4, 8), name(8, 9)])).toBe('01[PERSON_NAME][PERSON_NAME]9');
});

test('a mask keeps the shape and no letter or digit', () => {
  expect(redacted('512-44-8071', [name(0, 11)], [{ kind: 'mask', infoTypes: [] }])).toBe('***-**-****');
});

test('only the named classes are removed, and health context stays', () => {
  const findings = [name(0, 4), { start: 5, end: 11, infoType: 'CONDITION', hipaa: null }] as const;
  expect(redacted('Orla asthma', findings, [{ kind: 'redact', infoTypes: ['US_ITIN'] }])).toBe('Orla asthma');
  expect(redacted('Orla asthma', findings)).toBe('[PERSON_NAME] asthma');
});

test('removing wins over masking where both are asked for', () => {
  expect(redacted('Orla', [name(0, 4)], [{ kind: 'mask', infoTypes: [] }, ...REDACT])).toBe('[PERSON_NAME]');
});

test('nothing that was found is left, and nothing else is lost', () => {
  const spans = fc.array(fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 20 })), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.string({ minLength: 100, maxLength: 100, unit: fc.constantFrom('a', 'b', '7', ' ') }),
      spans,
      (text, given) => {
        const findings = given.map(([start, length]) => name(start, start + length));
        const edits = editsFor(text, findings, REDACT);
        const covered = (index: number, list: readonly { start: number; end: number }[]) =>
          list.some(({ start, end }) => index >= start && index < end);
        for (let i = 0; i < text.length; i++) expect(covered(i, edits)).toBe(covered(i, findings));
        for (let i = 1; i < edits.length; i++) expect(edits[i]?.start).toBeGreaterThanOrEqual(edits[i - 1]?.end ?? 0);
      },
    ),
    { seed: 7 },
  );
});

describe('markup and escapes stay whole', () => {
  const MASK: readonly Obligation[] = [{ kind: 'mask', infoTypes: [] }];
  const over = (text: string, value: string, obligations = REDACT) => {
    const start = text.indexOf(value);
    return redacted(text, [name(start, start + value.length)], obligations);
  };

  test.each([
    ['<p><b>536</b>-22-8841</p>', '536</b>-22-8841', '<p><b>[PERSON_NAME]</b></p>', '<p><b>***</b>-**-****</p>'],
    [
      '<td>12 Elm St<br/>\n<i title="a > b">Apt</i> 4</td>',
      '12 Elm St<br/>\n<i title="a > b">Apt</i> 4',
      '<td>[PERSON_NAME]<br/>\n<i title="a > b"></i></td>',
      '<td>** *** **<br/>\n<i title="a > b">***</i> *</td>',
    ],
    ['<p>Ann<!-- x --> Lee</p>', 'Ann<!-- x --> Lee', '<p>[PERSON_NAME]<!-- x --></p>', '<p>***<!-- x --> ***</p>'],
    ['<p>Zo&euml; M&#252;ller</p>', 'Zo&euml; M&#252;ller', '<p>[PERSON_NAME]</p>', '<p>*** ******</p>'],
    ['{"a":"Zo\\u00eb \\"Z\\" M"}', 'Zo\\u00eb \\"Z\\" M', '{"a":"[PERSON_NAME]"}', '{"a":"*** *** *"}'],
    ['n=Zo%C3%AB+M', 'Zo%C3%AB+M', 'n=[PERSON_NAME]', 'n=****+*'],
    ['a < b and c > d', 'b and c', 'a < [PERSON_NAME] > d', 'a < * *** * > d'],
  ])('%s', (text, value, redacts, masks) => {
    expect(over(text, value)).toBe(redacts);
    expect(over(text, value, MASK)).toBe(masks);
  });

  test('one value is one edit to those who count', () => {
    const edits = editsFor('<b>536</b>-22', [name(3, 13)], REDACT);
    expect(edits.map(({ value }) => value)).toEqual(['536-22', '']);
  });
});
