import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { thirdPartyNotices } from './notices.ts';

test('THIRD_PARTY_NOTICES names what the lock file ships (else: npm run update)', () => {
  expect(readFileSync('THIRD_PARTY_NOTICES', 'utf8')).toBe(thirdPartyNotices());
});
