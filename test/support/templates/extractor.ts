import type { Names, NewFile } from '../new.ts';

/** A container with a signature whose content is a gap until it is read: uninspected is not clean. */
export const extractorFiles = ({ kebab, camel }: Names): readonly NewFile[] => [
  {
    path: `engine/extractors/${kebab}.ts`,
    content: `import { defineExtractor } from '../define.ts';

/** First bytes of the format. Cite the specification that says so. */
const SIGNATURE = new TextEncoder().encode('${kebab}\\n');

export const ${camel} = defineExtractor({
  name: '${kebab}',
  accepts: (head) => SIGNATURE.every((byte, index) => head[index] === byte),
  async *extract(_source, { part }) {
    yield { kind: 'gap', part, reason: 'unsupported' };
  },
});
`,
  },
  {
    path: `engine/extractors/${kebab}.test.ts`,
    content: `import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('accepts its signature and nothing else', () => {
  expect(${camel}.accepts(new TextEncoder().encode('${kebab}\\ncontent'))).toBe(true);
  expect(${camel}.accepts(new TextEncoder().encode('other'))).toBe(false);
  expect(${camel}.accepts(new Uint8Array())).toBe(false);
});
`,
  },
];
