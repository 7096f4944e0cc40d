import type { Names, NewFile } from '../new.ts';

/** Every letter and digit becomes an asterisk: deterministic, and its own fixpoint. */
export const transformFiles = ({ kebab, camel }: Names): readonly NewFile[] => [
  {
    path: `engine/transforms/${kebab}.ts`,
    content: `import { defineTransform } from '../define.ts';

/** Say what stands in place of a value afterwards, and what a reader can still use it for. */
export const ${camel} = defineTransform({
  name: '${kebab}',
  shaped: true,
  apply: (value) => value.replace(/[\\p{L}\\p{N}]/gu, '*'),
});
`,
  },
  {
    path: `engine/transforms/${kebab}.test.ts`,
    content: `import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('is deterministic and idempotent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const once = ${camel}.apply(value, 'UNIQUE_ID', '');
      expect(${camel}.apply(value, 'UNIQUE_ID', '')).toBe(once);
      expect(${camel}.apply(once, 'UNIQUE_ID', '')).toBe(once);
    }),
  );
});

test('leaves no letter and no digit', () => {
  expect(${camel}.apply('Zoë 555-0142', 'UNIQUE_ID', '')).toBe('*** ***-****');
});
`,
  },
];
