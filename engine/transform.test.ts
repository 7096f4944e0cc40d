import fc from 'fast-check';
import { expect, test } from 'vitest';
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
