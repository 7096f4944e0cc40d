import { describe, expect, test } from 'vitest';
import { decideOn, PHI, unread } from '../../test/support/sample-policy.ts';
import type { Action, Features } from '../types.ts';
import { type FloorState, floorPolicy } from './index.ts';
import { GAP_REASONS } from './schema.ts';

describe('the floor', () => {
  const of = (state: FloorState, content: Features, url = 'https://elsewhere.example/') =>
    decideOn(floorPolicy(state), content, { destination: { url } }).action;

  test.each<[FloorState, Action, Action, Action]>([
    ['unmanaged', 'warn', 'log', 'log'],
    ['awaiting', 'justify', 'justify', 'block'],
    ['invalid', 'justify', 'justify', 'block'],
  ])('%s: PHI %s, a gap %s, no engine %s', (state, phi, gap, dead) => {
    expect(of(state, PHI)).toBe(phi);
    for (const reason of GAP_REASONS) {
      const late = reason === 'engine-unavailable' || reason === 'timed-out';
      expect([reason, of(state, unread(reason))]).toEqual([reason, late ? dead : gap]);
    }
    expect(of(state, unread())).toBe('allow');
  });
});
