/** Files that failed once, and new ones from a seed that is printed: no crash, no hang, no silence, true offsets. */
import { afterAll, describe, expect, test } from 'vitest';
import { campaign, openBench } from './campaign.ts';
import { acceptedBy, keptOf, names, samplesOf } from './corpus.ts';
import { mutate, randomOf } from './mutate.ts';

const FRESH_MS = 2_000;
const PATIENCE_MS = 180_000;

const seed = Math.floor(Math.random() * 1e9);
console.log(`fuzz: seed ${seed}; again with npm run test:fuzz -- EXTRACTOR --seed ${seed}`);

const bench = openBench();
afterAll(() => bench.close());

describe.each(names)('%s', (name) => {
  test('its samples and what failed once are read', { timeout: PATIENCE_MS }, async () => {
    expect(samplesOf(name).filter((sample) => acceptedBy(name, sample)).length).toBeGreaterThan(0);
    for (const kept of keptOf(name)) expect(await bench.try(kept.file), kept.name).toEqual([]);
  });

  test('new changes are survived', { timeout: PATIENCE_MS }, async () => {
    const { tried, accepted, failures } = await campaign(name, seed, FRESH_MS, 3);
    expect(failures).toEqual([]);
    expect(tried).toBeGreaterThan(0);
    expect(accepted).toBeGreaterThan(0);
  });
});

test('the same seed makes the same files', () => {
  const samples = samplesOf('json');
  const made = (from: number): Uint8Array[] => {
    const random = randomOf(from);
    return Array.from({ length: 50 }, () => mutate(samples, random));
  };
  expect(made(7)).toEqual(made(7));
  expect(made(8)).not.toEqual(made(7));
});
