/** Patterns and words of many detectors as one scan. The engine's windows are cut by `detect.ts`. */
import type { Re2, Re2Lists, Re2Pattern, Re2Scanner } from './re2.ts';

export { type Encoded, runHash, SIEVE_BITS } from './re2.ts';

export type ScanPattern = Re2Pattern;
export type ScanLists = Re2Lists;
/** Linear in the text. */
export type Scanner = Pick<Re2Scanner, 'scan' | 'mentions'>;

/** Throws where a pattern is not valid RE2: a detector that cannot be compiled is a fault of ours. */
export const createScanner = (re2: Re2, patterns: readonly ScanPattern[], lists: ScanLists): Scanner =>
  re2.scanner(patterns, lists);
