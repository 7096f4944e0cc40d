/** Files that failed once, and new ones from a fixed seed: no crash, no hang, no silence, true offsets. */
import { afterAll, describe, expect, test } from 'vitest';
import { campaign, openBench } from './campaign.ts';
import { acceptedBy, keptOf, names, samplesOf } from './corpus.ts';
import { mutate, randomOf } from './mutate.ts';

const FRESH_MS = 2_000;
const PATIENCE_MS = 180_000;

/** The same files on every machine, as many as it has time for; `npm run test:fuzz` goes further afield. */
const SEED = 20_261_125;
const FILES = 250;

const bench = openBench();
afterAll(() => bench.close());

describe.each(names)('%s', (name) => {
  test('its samples and what failed once are read', { timeout: PATIENCE_MS }, async () => {
    expect(samplesOf(name).filter((sample) => acceptedBy(name, sample)).length).toBeGreaterThan(0);
    for (const kept of keptOf(name)) expect(await bench.try(kept.file), kept.name).toEqual([]);
  });

  test('new changes are survived', { timeout: PATIENCE_MS }, async () => {
    const { tried, accepted, failures } = await campaign(name, SEED, FRESH_MS, { most: 3, files: FILES });
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
