import fc from 'fast-check';
import { expect, test } from 'vitest';
import { growingText } from './growing-text.ts';

test('it is the string that was written, at every offset', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 6000 }), { maxLength: 12 }),
      fc.nat(40_000),
      fc.nat(9000),
      (written, start, length) => {
        const text = growingText();
        for (const piece of written) text.write(piece);
        const whole = written.join('');
        expect(text.length).toBe(whole.length);
        expect(text.slice(start, start + length)).toBe(whole.slice(start, start + length));
        expect(text.slice(start)).toBe(whole.slice(start));
        expect(text.endsWith(whole.at(-1) ?? 'x')).toBe(whole !== '');
        if (whole !== '') text.dropLast();
        expect(text.take()).toBe(whole.slice(0, -1));
        expect(text.length).toBe(0);
      },
    ),
  );
});

test('ten times as much takes about ten times as long', () => {
  const write = (count: number): number => {
    const text = growingText();
    const begun = process.hrtime.bigint();
    for (let i = 0; i < count; i++) {
      text.write('MRN 0012345');
      if (!text.endsWith('\n')) text.write('\n');
    }
    expect(text.take()).toHaveLength(12 * count);
    return Number(process.hrtime.bigint() - begun);
  };
  write(20_000);
  const ratio = write(400_000) / write(40_000);
  expect(ratio).toBeLessThan(40);
});
