import { expect, test } from 'vitest';
import { followed } from './follows.ts';

const open = () => {
  const forgotten: string[] = [];
  return { follows: followed((id) => forgotten.push(id)), forgotten };
};
const MINUTE = 60_000;

test('parts follow one another in one place, for ten minutes', () => {
  const { follows, forgotten } = open();
  follows.add('1 https://a.example', 'a', 5, 0);
  follows.add('1 https://b.example', 'x', 5, MINUTE);
  follows.add('1 https://a.example', 'b', 5, 2 * MINUTE);
  expect(follows.before('1 https://a.example', 3 * MINUTE)).toEqual(['a', 'b']);
  expect(follows.before('2 https://a.example', 3 * MINUTE)).toEqual([]);
  expect(follows.before('1 https://a.example', 10 * MINUTE)).toEqual(['b']);
  expect(forgotten).toEqual(['a']);
  expect(follows.before('1 https://a.example', 20 * MINUTE)).toEqual([]);
  expect(forgotten).toEqual(['a', 'x', 'b']);
});

test('what did not go, and what the engine lost, is no part', () => {
  const { follows, forgotten } = open();
  follows.add('p', 'a', 5, 0);
  follows.add('p', 'b', 5, 0);
  follows.drop('a');
  expect([follows.has('a'), follows.has('b')]).toEqual([false, true]);
  follows.lost('p');
  expect(follows.before('p', 1)).toEqual([]);
  expect(forgotten).toEqual(['a', 'b']);
});

test('bounded: sixteen parts of a place, 128 of all, sixteen million units', () => {
  const { follows, forgotten } = open();
  for (let index = 0; index < 20; index += 1) follows.add('p', `p${index}`, 1, index);
  expect(follows.before('p', 20)).toHaveLength(16);
  for (let index = 0; index < 200; index += 1) follows.add(`q${index}`, `q${index}`, 1, 100 + index);
  expect(follows.before('p', 400)).toEqual([]);
  expect(forgotten).toHaveLength(20 + 200 - 128);
  follows.add('big', 'big', 16 * 1024 * 1024, 500);
  expect(follows.before('q199', 500)).toEqual([]);
  expect(follows.before('big', 500)).toEqual(['big']);
});
