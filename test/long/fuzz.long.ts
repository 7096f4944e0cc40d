/** Changed files for each extractor, for a minute each: no crash, no hang, no silence, true offsets. */
import { expect, test } from 'vitest';
import { campaign } from '../fuzz/campaign.ts';
import { names } from '../fuzz/corpus.ts';
import { figuresOf } from './figures.ts';

const MINUTES = 1;

const seed = Date.now() % 1e9;
const figures = figuresOf(
  'fuzz',
  `Files changed from the samples of \`test/corpus/fuzz/\`, ${MINUTES} min for each extractor, seed ${seed}. What failed is kept there and mended before this page is written.`,
);

test.each(names)('%s', async (name) => {
  const { tried, accepted, slowestMs, failures } = await campaign(name, seed, MINUTES * 60_000);
  figures.note(
    `${name}: files, of its format, slowest, failed`,
    `${tried}, ${accepted}, ${Math.round(slowestMs)} ms, ${failures.length}`,
  );
  expect(failures).toEqual([]);
  expect(tried).toBeGreaterThan(0);
});
