/**
 * What is found word by word rather than by a pattern: listed words, word endings, and the labels that
 * declare a value. The scanner finds the words in its one pass over the text; here they are read. As
 * automata these thousands of alternatives would multiply with every other pattern.
 */
import { isWord, labelMatchers } from '../context.ts';
import type { Detector } from '../define.ts';
import type { ScanLists } from '../scan.ts';
import type { Terms } from '../terms.ts';
import type { Candidate } from './candidate.ts';
import { type Entry, entriesOf, judgeHit, judgeValue } from './judge.ts';

export interface WordReaders {
  readonly lists: ScanLists;
  /** For one text, in order: what the listed words of the scanner begin or are. */
  begin(text: string): (index: number, start: number, end: number, found: (candidate: Candidate) => void) => void;
}

/** What a word may begin or be; `at` is its first unit, `end` one past its last. */
type Reader = (text: string, at: number, end: number) => Candidate | null;

export const createWordReaders = (detectors: readonly Detector[], terms: Terms | undefined): WordReaders => {
  const words = new Map<string, Reader[]>();
  const labels = new Map<string, Reader[]>();
  const endings = new Map<string, Reader[]>();
  const add = (to: Map<string, Reader[]>, key: string, reader: Reader): void => {
    const known = to.get(key);
    if (known === undefined) to.set(key, [reader]);
    else known.push(reader);
  };
  for (const detector of detectors) {
    const ended: Reader = (text, at, end) => judgeValue({ detector, pattern: ENDING }, text, at, end);
    for (const ending of detector.endings ?? []) endings.set(ending, [ended]);
    for (const phrase of detector.words ?? []) {
      const [first = ''] = /^[a-z]+/.exec(phrase) ?? [];
      add(words, first, listedReader(detector, phrase, first.length));
    }
    for (const entry of entriesOf(detector)) {
      const reader = patternReader(entry);
      for (const first of entry.pattern.first ?? []) add(words, first, reader);
    }
    for (const { keys, read } of labelMatchers(detector)) {
      const reader: Reader = (text, at) => {
        const value = read(text, at);
        if (value === null) return null;
        return judgeValue({ detector, pattern: LABELLED, label: value.label }, text, value.start, value.end);
      };
      for (const key of keys) add(labels, key, reader);
    }
  }
  const byType = new Map(detectors.map((detector) => [detector.infoType, detector] as const));
  for (const [word, infoType] of terms ?? []) {
    const detector = byType.get(infoType);
    if (detector !== undefined && !words.has(word))
      words.set(word, [(text, at, end) => judgeValue({ detector, pattern: TERM }, text, at, end)]);
  }
  const readers = [...words.values(), ...labels.values(), ...endings.values()];
  return {
    lists: { words: [...words.keys()], labels: [...labels.keys()], endings: [...endings.keys()] },
    begin: (text) => {
      // A label that another continues (`patient`, `patient id`) is told twice; its readers look once.
      const read = new Map<Reader, number>();
      const isLabel = (index: number): boolean => index >= words.size && index < words.size + labels.size;
      return (index, start, end, found) => {
        for (const reader of readers[index] ?? []) {
          if (isLabel(index)) {
            if (read.get(reader) === start) continue;
            read.set(reader, start);
          }
          const candidate = reader(text, start, end);
          if (candidate !== null) found(candidate);
        }
      };
    },
  };
};

const LABELLED = { name: 'label', regex: '', likelihood: 'LIKELY', validated: 'VERY_LIKELY' } as const;
const LISTED = { name: 'listed', regex: '', likelihood: 'LIKELY', validated: 'LIKELY' } as const;
const TERM = { name: 'term', regex: '', likelihood: 'POSSIBLE', validated: 'POSSIBLE' } as const;
const ENDING = { name: 'ending', regex: '', likelihood: 'LIKELY', validated: 'LIKELY' } as const;

/** A pattern that begins at a known word, tried at that word only. */
const patternReader = (entry: Entry): Reader => {
  const regex = new RegExp(entry.pattern.regex.replace('(?P<', '(?<'), 'dy');
  return (text, at) => {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (match === null) return null;
    const [valueStart, valueEnd] = match.indices?.groups?.value ?? [at, at + match[0].length];
    return judgeHit(entry, text, { start: at, end: at + match[0].length, valueStart, valueEnd });
  };
};

const listedReader = (detector: Detector, phrase: string, first: number): Reader => {
  const rest = phrase.slice(first);
  return (text, at, end) => {
    const last = end + rest.length;
    if (rest !== '' && text.slice(end, last).toLowerCase().replaceAll(/\s/g, ' ') !== rest) return null;
    return isWord(text.charCodeAt(last)) ? null : judgeValue({ detector, pattern: LISTED }, text, at, last);
  };
};
