/** Patterns of many detectors as one scan. The engine's windows are cut by `detect.ts`. */
import type { Re2, Re2Hit } from './re2.ts';

export interface ScanPattern<Id> {
  readonly id: Id;
  readonly regex: string;
  readonly caseInsensitive?: boolean;
  /** UTF-16 units of the longest match, context in the pattern included. */
  readonly maxLength: number;
}

export interface Hit<Id> extends Omit<Re2Hit, 'pattern'> {
  readonly id: Id;
}

export interface Scanner<Id> {
  /** All matches of each pattern, sorted by start; offsets in UTF-16 units. Linear in the text. */
  scan(text: string): readonly Hit<Id>[];
}

/** Throws where a pattern is not valid RE2: a detector that cannot be compiled is a fault of ours. */
export const createScanner = <Id>(re2: Re2, patterns: readonly ScanPattern<Id>[]): Scanner<Id> => {
  const scanner = re2.scanner(patterns);
  return {
    scan: (text) =>
      scanner.scan(text).flatMap(({ pattern, ...hit }) => {
        const source = patterns[pattern];
        return source ? [{ id: source.id, ...hit }] : [];
      }),
  };
};
