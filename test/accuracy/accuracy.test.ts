/** The committed sheet holds: no figure may fall without being committed as fallen. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openEngine } from '../../engine/cli/open-engine.ts';
import { drops, readFigures } from './figures.ts';
import { wilson } from './interval.ts';
import { measure } from './measure.ts';
import { ownCorpus, TEMPLATES, WORDS } from './own-corpus.ts';
import { PAGE, pageOf, RECORDED } from './recorded.ts';
import { add, emptyFigures, type Figures } from './tally.ts';

const recorded = (): Figures => readFigures(readFileSync(RECORDED, 'utf8'));

test('accuracy on the own corpus is not below what is committed', async () => {
  const engine = await openEngine(() => undefined);
  const figures = emptyFigures();
  for (const document of ownCorpus('measuring')) add(figures, await measure(engine, document));
  // Worse on purpose, or another corpus? `npm run accuracy -- --update` commits it where it is seen.
  expect(drops(recorded(), figures)).toEqual([]);
  expect(Object.values(figures.content).reduce((sum, { silent }) => sum + silent, 0)).toBe(0);
}, 60_000);

test('the sheet that people read is the one that is recorded', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(pageOf(recorded()));
});

test('a fallen figure, a lost row and another corpus are each named', () => {
  const now = recorded();
  const [mrn, code] = [now.labels['all · MRN'], now.benign.code];
  if (mrn === undefined || code === undefined) throw new Error('the recorded sheet lacks rows');
  mrn.typed--;
  mrn.wrong++;
  mrn.gold++;
  code.identifiers = 1e6;
  delete now.content.all;
  expect(drops(recorded(), now).map((one) => one.replaceAll(/\d+/g, 'n'))).toEqual([
    'content, all: is measured no longer',
    'labels, all · MRN: gold is n, was n',
    'labels, all · MRN: typed is n, was n',
    'labels, all · MRN: wrong is n, was n',
    'benign, code: identifiers is n, was n',
  ]);
  expect(drops(recorded(), recorded())).toEqual([]);
});

test('what is measured shares no line of text and no word of health with what is tuned', () => {
  const linesOf = (half: 'measuring' | 'tuning') =>
    TEMPLATES[half]
      .flatMap(({ head = [], each, foot = [] }) => [...head, ...each, ...foot])
      .filter((line) => /\w{4}/.test(line));
  expect(linesOf('measuring').filter((line) => linesOf('tuning').includes(line))).toEqual([]);
  for (const kind of ['conditions', 'drugs', 'codes'] as const)
    expect(WORDS.measuring[kind].filter((word) => WORDS.tuning[kind].includes(word))).toEqual([]);
});

test('intervals are Wilson’s', () => {
  // Newcombe 1998, table I: 81 of 263 and 0 of 20.
  expect(wilson(81, 263).low).toBeCloseTo(0.2553, 4);
  expect(wilson(81, 263).high).toBeCloseTo(0.3662, 4);
  expect(wilson(0, 20).low).toBe(0);
  expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
});
