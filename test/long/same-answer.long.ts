/** Same input, same output, byte for byte: whatever the engine was asked before. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openEngine } from '../../engine/cli/open-engine.ts';
import { ownCorpus } from '../accuracy/own-corpus.ts';
import { figuresOf } from './figures.ts';

const ROUNDS = 40;

const figures = figuresOf('same-answer', 'The generated corpus, inspected again and again by one engine.');

test(`${ROUNDS} rounds over the corpus give one answer`, async () => {
  const engine = await openEngine(() => undefined);
  const documents = [...ownCorpus('measuring')].filter(({ benign, bytes }) => benign === undefined || bytes < 20_000);
  const answers = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const hash = createHash('sha256');
    // Forwards and backwards, so that each document follows two others.
    for (const { item } of round % 2 === 0 ? documents : documents.toReversed()) {
      const { findings, gaps, features } = await engine.inspect({ id: 'again', items: [item] });
      hash.update(JSON.stringify({ findings, gaps, features }));
      if (round % 2 === 1) continue;
      await engine.forget('again');
    }
    answers.add(`${round % 2} ${hash.digest('hex')}`);
  }
  expect(answers.size).toBe(2);
  figures.note('documents, times inspected each', `${documents.length}, ${ROUNDS}`);
});
