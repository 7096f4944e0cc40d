/**
 * Detection: readable text in, findings out. One session per part of an item takes its chunks in order
 * and scans them in windows that overlap by more than the longest match, so that nothing is lost where
 * text was cut; memory is bounded by a window and the chunk at hand.
 */
import { createKnowledge, createLabels } from './context.ts';
import { type DecodeLimits, FULL_LIMITS } from './decode.ts';
import type { Detector } from './define.ts';
import { besideCanaries } from './detection/canaries.ts';
import { type Candidate, type Detected, nameWords, valueKey } from './detection/candidate.ts';
import { createDatasetReader, type LoadedDataset, withoutDays } from './detection/datasets.ts';
import { createFieldReader } from './detection/fields.ts';
import { readFormPairs } from './detection/form-pairs.ts';
import { createJudge, LABEL } from './detection/judge.ts';
import { createListedReader, type ListedValue } from './detection/listed-values.ts';
import { continued } from './detection/lists.ts';
import { createNameReader, createNameVeto } from './detection/names.ts';
import { resolveOverlaps } from './detection/overlaps.ts';
import { withPatientContext } from './detection/patient-context.ts';
import { createKnownValues, type KnownValues } from './detection/repeats.ts';
import { createTextScan } from './detection/text-scan.ts';
import { createTextTables, type TextTables } from './detection/text-tables.ts';
import { createWindows, type Window } from './detection/windows.ts';
import { createTermTest, createWordReaders } from './detection/words.ts';
import type { KnowsLabel } from './layout.ts';
import type { Lexicon } from './lexicon.ts';
import type { Normalised } from './normalize.ts';
import type { ScanLists, Scanner, ScanPattern } from './scan.ts';
import type { Terms } from './terms.ts';
import type { Field, TextChunk } from './types.ts';

export type { Detected } from './detection/candidate.ts';

export interface DetectionOptions {
  readonly scanner: (patterns: readonly ScanPattern[], lists: ScanLists) => Scanner;
  readonly normalise: (text: string) => Normalised;
  readonly detectors: readonly Detector[];
  readonly terms?: Terms;
  readonly limits?: DecodeLimits;
  /** Values that are a finding wherever they stand. */
  readonly listed?: readonly ListedValue[];
  /** Names of people and ordinary words. */
  readonly lexicon?: Lexicon;
  readonly datasets?: readonly LoadedDataset[];
}

export interface DetectionSession {
  /** Findings that are settled by this chunk, in order of offset, in offsets of the part's text. */
  push(chunk: TextChunk): Detected[];
}

interface Inspected {
  readonly candidates: Candidate[];
  readonly fields: readonly Field[];
}

export interface Detection {
  /** What the labels of tables and forms mean. */
  readonly knows: KnowsLabel;
  /** `item` is the index into `Transfer.items`; one session per part. */
  open(item: number, part: string): DetectionSession;
}

export const createDetection = (options: DetectionOptions): Detection => {
  const { detectors } = options;
  const carry = Math.max(...detectors.map((detector) => detector.maxLength), 64) + 2 * LABEL;
  const canaries = detectors.filter(({ stage }) => stage === 'canary');
  const live = detectionOf({ ...options, carry, detectors: detectors.filter(({ stage }) => stage === undefined) });
  return canaries.length === 0
    ? live
    : besideCanaries(live, detectionOf({ ...options, carry, detectors: canaries, listed: [], datasets: [] }));
};

const detectionOf = ({
  scanner: compile,
  normalise,
  detectors,
  terms,
  limits = FULL_LIMITS,
  listed = [],
  lexicon,
  datasets = [],
  carry,
}: DetectionOptions & { readonly carry: number }): Detection => {
  const judge = createJudge(detectors);
  const seeksNames = detectors.some(({ infoType }) => infoType === 'PERSON_NAME');
  const names = lexicon === undefined || !seeksNames ? undefined : createNameReader(lexicon);
  const words = createWordReaders(detectors, terms, names);
  const isName = lexicon === undefined ? () => true : createNameVeto(lexicon, createTermTest(detectors, terms));
  const scanner = compile(judge.patterns, words.lists);
  const lookUp = createLabels(detectors);
  const knows = createKnowledge(detectors, lookUp);
  const fields = createFieldReader(detectors, lookUp);

  const readListed = createListedReader(listed);
  const scanText = createTextScan({ scanner, judge, words, normalise, limits, isName });
  const entries = createDatasetReader(datasets);

  const inspect = (window: Window, known: KnownValues, tables: TextTables): Inspected => {
    const { text, found, heads, back } = scanText(window.text);
    const folded = text.length === window.text.length ? text : window.text;
    const inText = tables.read(folded, window, text.length === folded.length ? heads : null);
    found.push(...fields.read(window.fields, folded), ...fields.read(inText, folded));
    found.push(...continued(folded, found));
    const forms = readFormPairs(folded, fields);
    found.push(...forms.found);
    known.learn(found);
    found.push(...known.find(text).map(back), ...readListed(text, scanner).map(back));
    const matches = [...entries.inText(text).map(back), ...entries.among(found)];
    found.push(...withoutDays(matches, found));
    return {
      candidates: withPatientContext(resolveOverlaps(found), folded),
      fields: [...window.fields, ...inText, ...forms.fields],
    };
  };

  return {
    knows,
    open: (item, part) => {
      const windows = createWindows(carry);
      const known = createKnownValues(scanner, lexicon);
      const tables = createTextTables(knows);
      return {
        push: (chunk) => {
          const settled: Detected[] = [];
          for (const window of windows.push(chunk)) {
            const inspected = inspect(window, known, tables);
            const records = recordFinder(inspected.fields);
            for (const candidate of inspected.candidates) {
              if (candidate.start < window.from || candidate.start >= window.until) continue;
              const { start, end } = window.toPart(candidate.start, candidate.end);
              const { infoType, hipaa, role, likelihood, detector, evidence, value, subject } = candidate;
              const { datasets: tags } = candidate;
              const record = candidate.record ?? records(candidate.start);
              settled.push({
                finding: {
                  ...{ item, part, start, end, infoType, hipaa, role, likelihood, detector, evidence },
                  ...(tags === undefined ? {} : { datasets: tags }),
                },
                key: valueKey(infoType, value),
                partial: infoType === 'PERSON_NAME' && nameWords(value).length < 2,
                ...(record === undefined ? {} : { record }),
                ...(subject === undefined ? {} : { subject }),
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
const recordFinder = (fields: readonly Field[]): ((at: number) => number | undefined) => {
  const ordered = fields.filter((field) => field.record !== undefined).sort((a, b) => a.start - b.start);
  let next = 0;
  return (at) => {
    while (next < ordered.length && (ordered[next]?.end ?? 0) <= at) next += 1;
    const field = ordered[next];
    return field !== undefined && field.start <= at ? field.record : undefined;
  };
};
