/** One text through normalisation, scanner and judges, and through what it says once decoded. */
import { type DecodeLimits, type OtherReading, otherReadings, regroupedReadings, visualReadings } from '../decode.ts';
import type { Normalised } from '../normalize.ts';
import { mapSpan } from '../offsets.ts';
import type { Encoded, Scanner } from '../scan.ts';
import type { Candidate } from './candidate.ts';
import type { Judge } from './judge.ts';
import type { WordReaders } from './words.ts';

export interface TextScan {
  /** As it is scanned. */
  readonly text: string;
  /** In offsets of the raw text. */
  readonly found: Candidate[];
  /** Where words end that headings and labels end with, in offsets of `text`, ascending. */
  readonly heads: readonly number[];
  /** A candidate in offsets of `text`, in those of the raw text. */
  back(candidate: Candidate): Candidate;
}

export interface TextScanOptions {
  readonly scanner: Scanner;
  readonly judge: Judge;
  readonly words: WordReaders;
  readonly normalise: (text: string) => Normalised;
  readonly limits: DecodeLimits;
  /** False for a "name" that is none. */
  readonly isName: (candidate: Candidate, text: string) => boolean;
}

export const createTextScan = ({ scanner, judge, words, normalise, limits, isName }: TextScanOptions) => {
  const scanOnce = (raw: string): TextScan & { readonly encoded: readonly Encoded[]; readonly labels: number[] } => {
    const { text, map } = normalise(raw);
    const back = (candidate: Candidate): Candidate =>
      map === null ? candidate : { ...candidate, ...mapSpan(map, candidate.start, candidate.end, text.length) };
    const found: Candidate[] = [];
    const labels: number[] = [];
    const heads: number[] = [];
    const add = (candidate: Candidate): void => {
      if (isName(candidate, text)) found.push(back(candidate));
    };
    const read = words.begin(text);
    const encoded = scanner.scan(text, {
      hit: (pattern, start, end, valueStart, valueEnd) => {
        const candidate = judge.judge(text, pattern, { start, end, valueStart, valueEnd });
        if (candidate !== null) add(candidate);
      },
      listed: (index, start, end) => {
        if (words.isLabel(index)) labels.push(end);
        else if (words.isHeading(index)) heads.push(end);
        read(index, start, end, add);
      },
    });
    return { text, found, heads, back, encoded, labels };
  };

  /** What another reading says that the text itself, in offsets of the text that it is a reading of. */
  const scanReading = (reading: OtherReading): Candidate[] => {
    const last = reading.text.length - (reading.cutAfter ? EDGE : 0);
    const first = reading.cutBefore ? EDGE : 0;
    return scanOnce(reading.text)
      .found.filter(
        ({ start, end, declared, evidence }) =>
          start >= first && end <= last && (!reading.doubtful || declared || evidence.hotword !== undefined),
      )
      .map((candidate) => ({
        ...candidate,
        start: reading.starts[candidate.start] ?? 0,
        end: reading.ends[candidate.end - 1] ?? 0,
      }));
  };

  return (raw: string): TextScan => {
    const { text, found, heads, back, encoded, labels } = scanOnce(raw);
    for (const reading of otherReadings(text, encoded, limits)) found.push(...scanReading(reading).map(back));
    for (const at of new Set(labels))
      for (const reading of regroupedReadings(text, at)) found.push(...scanReading(reading).map(back));
    if (raw.includes('\u202e')) for (const reading of visualReadings(raw)) found.push(...scanReading(reading));
    return { text, found, heads, back };
  };
};

/** Units at the cut ends of a reading that only give context. */
const EDGE = 96;
