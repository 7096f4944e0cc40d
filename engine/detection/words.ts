/**
 * What is found word by word rather than by a pattern: listed words, word endings, and the labels that
 * declare a value. The scanner finds the words in its one pass over the text; here they are read. As
 * automata these thousands of alternatives would multiply with every other pattern.
 */
import { headWords, isWord, labelMatchers } from '../context.ts';
import type { Detector } from '../define.ts';
import type { ScanLists } from '../scan.ts';
import type { Terms } from '../terms.ts';
import type { Candidate } from './candidate.ts';
import { jsRegex } from './js-regex.ts';
import { type Claim, type Entry, entriesOf, judgeHit, judgeValue } from './judge.ts';
import type { NameReader } from './names.ts';
import { nearby } from './nearby.ts';

export interface WordReaders {
  readonly lists: ScanLists;
  isLabel(index: number): boolean;
  /** True for a word with which the heading of a column may end. */
  isHeading(index: number): boolean;
  /** For one text, in order: what the listed words of the scanner begin or are. */
  begin(text: string): (index: number, start: number, end: number, found: Found) => void;
}

/** What a word may begin, be or announce; `at` is its first unit, `end` one past its last. */
type Reader = (text: string, at: number, end: number, found: Found) => void;

type Found = (candidate: Candidate) => void;

export const createWordReaders = (
  detectors: readonly Detector[],
  terms: Terms | undefined,
  names: NameReader | undefined,
): WordReaders => {
  const words = new Map<string, Reader[]>();
  const labels = new Map<string, Reader[]>();
  const endings = new Map<string, Reader[]>();
  const add = (to: Map<string, Reader[]>, key: string, reader: Reader): void => {
    const known = to.get(key);
    if (known === undefined) to.set(key, [reader]);
    else known.push(reader);
  };
  for (const detector of detectors) {
    const ended = claimer({ detector, pattern: ENDING });
    for (const ending of detector.endings ?? []) endings.set(ending, [ended]);
    for (const [phrases, pattern] of [
      [detector.words, LISTED],
      [detector.everyday, EVERYDAY],
    ] as const) {
      for (const phrase of phrases ?? []) {
        const [first = ''] = /^[a-z]+/.exec(phrase) ?? [];
        add(words, first, listedReader({ detector, pattern }, phrase, first.length));
      }
    }
    for (const entry of entriesOf(detector)) {
      const { first: beginnings = [] } = entry.pattern;
      if (beginnings.length === 0) continue;
      const reader = patternReader(entry);
      for (const first of beginnings) add(words, first, reader);
    }
    const { firsts, read: readNear } = nearby(detector);
    for (const first of firsts) add(words, first, readNear);
    const { whenDeclared } = detector;
    const labelled =
      whenDeclared === undefined ? LABELLED : { ...LABELLED, likelihood: whenDeclared, validated: whenDeclared };
    for (const { keys, read } of labelMatchers(detector)) {
      const reader: Reader = (text, at, _, found) => {
        const value = read(text, at);
        if (value === null) return;
        // The label vouches for what touches it: `MRN0048291`.
        const claim = { detector, label: value.label, outer: { start: at, end: value.end } };
        const strength = value.weak ? { pattern: WEAKLY, withPatient: 'LIKELY' as const } : { pattern: labelled };
        const candidate = judgeValue({ ...claim, ...strength }, text, value.start, value.end);
        if (candidate !== null) found(candidate);
      };
      for (const key of keys) add(labels, key, reader);
    }
  }
  // The first of a type, as with fields: those that a policy brings along stand last.
  const byType = new Map(detectors.toReversed().map((detector) => [detector.infoType, detector] as const));
  for (const [word, infoType] of terms ?? []) {
    const detector = byType.get(infoType);
    if (detector !== undefined && !words.has(word)) words.set(word, [claimer({ detector, pattern: TERM })]);
  }
  const heads = new Set(
    detectors.flatMap(({ labels: own, weakLabels = [] }) => [...own, ...weakLabels].flatMap(headWords)),
  );
  for (const head of heads) if (!words.has(head)) words.set(head, []);
  for (const word of names?.words ?? []) add(words, word, names?.read ?? (() => undefined));
  const isHead = [...words.keys()].map((word) => heads.has(word));
  const readers = [...words.values(), ...labels.values(), ...endings.values()];
  const isLabel = (index: number): boolean => index >= words.size && index < words.size + labels.size;
  return {
    isLabel,
    isHeading: (index) => isHead[index] === true,
    lists: { words: [...words.keys()], labels: [...labels.keys()], endings: [...endings.keys()] },
    begin: (text) => {
      // A label that another continues (`patient`, `patient id`) is told twice; its readers look once.
      const read = new Map<Reader, number>();
      return (index, start, end, found) => {
        for (const reader of readers[index] ?? []) {
          if (isLabel(index)) {
            if (read.get(reader) === start) continue;
            read.set(reader, start);
          }
          reader(text, start, end, found);
        }
      };
    },
  };
};

const LABELLED = { name: 'label', regex: '', likelihood: 'LIKELY', validated: 'VERY_LIKELY' } as const;
const WEAKLY = { name: 'weak-label', regex: '', likelihood: 'UNLIKELY', validated: 'UNLIKELY' } as const;
const LISTED = { name: 'listed', regex: '', likelihood: 'LIKELY', validated: 'LIKELY' } as const;
const EVERYDAY = { name: 'everyday', regex: '', likelihood: 'POSSIBLE', validated: 'POSSIBLE' } as const;
const TERM = { name: 'term', regex: '', likelihood: 'POSSIBLE', validated: 'POSSIBLE' } as const;
const ENDING = { name: 'ending', regex: '', likelihood: 'LIKELY', validated: 'LIKELY' } as const;

/** The word itself is the value. */
const claimer =
  (claim: Claim): Reader =>
  (text, at, end, found) => {
    const candidate = judgeValue(claim, text, at, end);
    if (candidate !== null) found(candidate);
  };

/** A pattern that begins at a known word, tried at that word only. */
const patternReader = (entry: Entry): Reader => {
  const regex = jsRegex(entry.pattern.regex, 'dy');
  return (text, at, _, found) => {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (match === null) return;
    const [valueStart, valueEnd] = match.indices?.groups?.value ?? [at, at + match[0].length];
    const candidate = judgeHit(entry, text, { start: at, end: at + match[0].length, valueStart, valueEnd });
    if (candidate !== null) found(candidate);
  };
};

const listedReader = (listed: Claim, phrase: string, first: number): Reader => {
  const rest = phrase.slice(first);
  const claim = claimer(listed);
  return (text, at, end, found) => {
    const last = end + rest.length;
    if (rest !== '' && text.slice(end, last).toLowerCase().replaceAll(/\s/g, ' ') !== rest) return;
    if (!isWord(text.charCodeAt(last))) claim(text, at, last, found);
  };
};

/** True for a word that is a drug or a condition by itself. */
export const createTermTest = (
  detectors: readonly Detector[],
  terms: Terms | undefined,
): ((word: string) => boolean) => {
  const words = new Set(
    detectors
      .filter(({ hipaa }) => hipaa === null)
      .flatMap((detector) => [...(detector.words ?? []), ...(detector.everyday ?? [])]),
  );
  const endings = detectors.flatMap((detector) => detector.endings ?? []).filter((ending) => ending.length >= 4);
  return (word) =>
    words.has(word) || terms?.has(word) === true || (word.length > 7 && endings.some((one) => word.endsWith(one)));
};
