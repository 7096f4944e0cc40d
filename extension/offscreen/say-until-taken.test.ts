import { expect, test } from 'vitest';
import { sayUntilTaken } from './say-until-taken.ts';

test('an hour without anybody who takes it is waited out, at most half a minute at a time', async () => {
  let passed = 0;
  const pauses: number[] = [];
  const wait = async (milliseconds: number) => {
    pauses.push(milliseconds);
    passed += milliseconds;
  };
  let said = 0;
  const say = async () => {
    said += 1;
    if (said % 2 === 0) throw new Error('nobody is there');
    return passed >= 3_600_000 ? true : undefined;
  };
  await sayUntilTaken(say, { type: 'record' }, wait);
  expect(passed).toBeGreaterThanOrEqual(3_600_000);
  expect(Math.max(...pauses)).toBe(30_000);
  expect(said).toBe(pauses.length + 1);
});

test('what is taken at once is said once', async () => {
  const said: object[] = [];
  await sayUntilTaken(async (message) => said.push(message) > 0, { type: 'record' });
  expect(said).toEqual([{ type: 'record' }]);
});
