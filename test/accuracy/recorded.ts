/** Where the figures of the repository's own corpus are kept, and the page that shows them. */
import { fileURLToPath } from 'node:url';
import { sheetOf } from './sheet.ts';
import type { Figures } from './tally.ts';

export const RECORDED = fileURLToPath(new URL('figures.ndjson', import.meta.url));
export const PAGE = fileURLToPath(new URL('../../docs/accuracy.md', import.meta.url));

export const pageOf = (figures: Figures): string => `# What is read and found

Measured through the product's own engine on documents that this repository generates from a seed (invented
people, templates that nothing was tuned to, and files of npm packages as text that is nobody's). Printed by
\`npm run accuracy\`; \`npm run accuracy -- --corpus DIR\` measures a folder of yours. A figure that falls fails
a test until it is committed as fallen.

${sheetOf(figures)}
`;
