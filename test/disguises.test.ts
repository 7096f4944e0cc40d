/** Disguised identifiers are found, and found where they stand. What is out of reach is named in docs/limits.md. */
import { expect, test } from 'vitest';
import { detectors } from '../engine/detectors/index.ts';
import { detectionOf, findingsIn } from './support/accept-detector.ts';
import { type DisguiseCase, disguiseCases } from './support/disguises.ts';

const detection = detectionOf(...detectors);
const CASES = 5_400;

const isFound = ({ text, infoType, start, end }: DisguiseCase): boolean =>
  findingsIn(detection, text).some(
    (finding) => finding.infoType === infoType && finding.start >= start && finding.end <= end,
  );

test(`of ${CASES} disguised identifiers at least 99 % are found in their place, of each disguise at least 95 %`, () => {
  const all = new Map<string, { found: number; of: number; lost: string }>();
  for (const one of disguiseCases(CASES)) {
    const tally = all.get(one.disguise) ?? { found: 0, of: 0, lost: '' };
    tally.of += 1;
    if (isFound(one)) tally.found += 1;
    else tally.lost ||= `${one.infoType} ${JSON.stringify(one.text)}`;
    all.set(one.disguise, tally);
  }
  const tallies = [...all].map(([disguise, { found, of, lost }]) => ({ disguise, recall: found / of, lost }));
  expect(tallies.filter(({ recall }) => recall < 0.95)).toEqual([]);
  const found = [...all.values()].reduce((sum, tally) => sum + tally.found, 0);
  expect(found / CASES).toBeGreaterThanOrEqual(0.99);
});
