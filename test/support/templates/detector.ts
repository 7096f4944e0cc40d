import type { Names, NewFile } from '../new.ts';

/** A wristband number, as an example that works: eight digits behind two letters. */
export const detectorFiles = ({ kebab, camel }: Names): readonly NewFile[] => [
  {
    path: `engine/detectors/${kebab}.ts`,
    content: `import { defineDetector } from '../define.ts';

/**
 * Say in one sentence what the number is, who issues it and what it looks like; then cite where that
 * is published. Worked example: \`WB-40017725\`.
 */
export const ${camel} = defineDetector({
  name: '${kebab}',
  version: 1,
  infoType: 'UNIQUE_ID',
  hipaa: 'R',
  source: '45 CFR 164.514(b)(2)(i)(R)',
  maxLength: 11,
  patterns: [{ name: 'two letters and eight digits', regex: 'WB-[0-9]{8}', likelihood: 'POSSIBLE' }],
  hotwords: ['wristband'],
  withHotword: 'LIKELY',
  labels: ['wristband number'],
  labelled: 'WB-[0-9]{8}',
  exclusions: [],
  stage: 'canary',
});
`,
  },
  {
    path: `engine/detectors/${kebab}.test.ts`,
    content: `import { acceptDetector } from '../../test/support/accept-detector.ts';
import { ${camel} } from './${kebab}.ts';

acceptDetector(${camel}, {
  finds: ['WB-40017725', 'WB-90313348'],
  ignores: ['WB-4001772', 'WX-40017725'],
});
`,
  },
];
