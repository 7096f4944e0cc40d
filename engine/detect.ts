/**
 * Detection: readable text in, findings out. One session per part of an item takes its chunks in order
 * and scans them in windows that overlap by more than the longest match, so that nothing is lost where
 * text was cut; memory is bounded by a window and the chunk at hand.
 */
import { createLabels } from './context.ts';
import type { Detector } from './define.ts';
import { type Candidate, type Detected, nameWords, valueKey } from './detection/candidate.ts';
import { createFieldReader } from './detection/fields.ts';
import { createJudge, LABEL } from './detection/judge.ts';
import { resolveOverlaps } from './detection/overlaps.ts';
import { withPatientContext } from './detection/patient-context.ts';
import { createKnownValues, type KnownValues } from './detection/repeats.ts';
import { createWindows, type Window } from './detection/windows.ts';
import { createWordReaders } from './detection/words.ts';
import type { Normalised } from './normalize.ts';
import { mapSpan } from './offsets.ts';
import type { ScanLists, Scanner, ScanPattern } from './scan.ts';
import type { Terms } from './terms.ts';
import type { TextChunk } from './types.ts';

export type { Detected } from './detection/candidate.ts';

export interface DetectionOptions {
  readonly scanner: (patterns: readonly ScanPattern[], lists: ScanLists) => Scanner;
  readonly normalise: (text: string) => Normalised;
  readonly detectors: readonly Detector[];
  readonly terms?: Terms;
}

export interface DetectionSession {
  /** Findings that are settled by this chunk, in order of offset, in offsets of the part's text. */
  push(chunk: TextChunk): Detected[];
}

export interface Detection {
  /** `item` is the index into `Transfer.items`; one session per part. */
  open(item: number, part: string): DetectionSession;
}

export const createDetection = ({ scanner: compile, normalise, detectors, terms }: DetectionOptions): Detection => {
  const judge = createJudge(detectors);
  const words = createWordReaders(detectors, terms);
  const scanner = compile(judge.patterns, words.lists);
  const fields = createFieldReader(detectors, createLabels(detectors));
  const carry = Math.max(...detectors.map((detector) => detector.maxLength), 64) + 2 * LABEL;

  const inspect = (window: Window, known: KnownValues): Candidate[] => {
    const { text, map } = normalise(window.text);
    const raw = (candidate: Candidate): Candidate =>
      map === null ? candidate : { ...candidate, ...mapSpan(map, candidate.start, candidate.end, text.length) };
    const found: Candidate[] = [];
    const add = (candidate: Candidate): void => void found.push(raw(candidate));
    const read = words.begin(text);
    scanner.scan(text, {
      hit: (pattern, start, end, valueStart, valueEnd) => {
        const candidate = judge.judge(text, pattern, { start, end, valueStart, valueEnd });
        if (candidate !== null) add(candidate);
      },
      listed: (index, start, end) => read(index, start, end, add),
    });
    found.push(...fields.read(window.fields, window.text));
    known.learn(found);
    found.push(...known.find(text).map(raw));
    return withPatientContext(resolveOverlaps(found));
  };

  return {
    open: (item, part) => {
      const windows = createWindows(carry);
      const known = createKnownValues();
      return {
        push: (chunk) => {
          const settled: Detected[] = [];
          for (const window of windows.push(chunk)) {
            const records = recordFinder(window);
            for (const candidate of inspect(window, known)) {
              if (candidate.start < window.from || candidate.start >= window.until) continue;
              const { start, end } = window.toPart(candidate.start, candidate.end);
              const { infoType, hipaa, role, likelihood, detector, evidence, value } = candidate;
              const record = candidate.record ?? records(candidate.start);
              settled.push({
                finding: { item, part, start, end, infoType, hipaa, role, likelihood, detector, evidence },
                key: valueKey(infoType, value),
                partial: infoType === 'PERSON_NAME' && nameWords(value).length < 2,
                ...(record === undefined ? {} : { record }),
              });
            }
          }
          return settled;
        },
      };
    },
  };
};

/** The record of the field in which an offset lies; asked in ascending order. */
const recordFinder = ({ fields }: Window): ((at: number) => number | undefined) => {
  let next = 0;
  return (at) => {
    while (next < fields.length && ((fields[next]?.end ?? 0) <= at || fields[next]?.record === undefined)) next += 1;
    const field = fields[next];
    return field !== undefined && field.start <= at ? field.record : undefined;
  };
};
