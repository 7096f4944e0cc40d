/**
 * Exact data match: what of a text stands in the centre's own lists of identifiers. Found values are
 * looked up as they are, and so is every number with what a dot, dash, slash or blank parts it from the next.
 */
import { isWord } from '../context.ts';
import { type Dataset, mayHold } from '../dataset/file.ts';
import { kindOf, LONGEST_VALUE, spell } from '../dataset/spelling.ts';
import { HIPAA_CLASSES } from '../hipaa.ts';
import type { DatasetTag, InfoType, Role } from '../types.ts';
import { type Candidate, rankOf } from './candidate.ts';

/** One dataset of the policy, opened. */
export interface LoadedDataset {
  readonly id: string;
  readonly infoType: InfoType;
  readonly tag: DatasetTag;
  readonly dataset: Dataset;
}

export interface DatasetReader {
  /** Numbers of the text, in its own offsets. */
  inText(text: string): Candidate[];
  /** What was found and is an entry, with its tags. */
  among(candidates: readonly Candidate[]): Candidate[];
}

/** Runs of letters and digits that may be one number together, and the units they may have. */
const MOST_RUNS = 4;
const LONGEST = 40;

export const createDatasetReader = (datasets: readonly LoadedDataset[]): DatasetReader => {
  const numbers = datasets.filter(({ dataset: { header } }) => header.kind === 'id' || header.kind === 'phone');
  const shapes = new Set(numbers.flatMap(({ dataset: { header } }) => header.shapes));
  const lengths = new Set([...shapes].map((shape) => Number(shape.slice(1))));

  /** Entries of all datasets that this value is, as one candidate. */
  const match = (text: string, start: number, end: number, found: Candidate | null): Candidate | null => {
    const value = found?.value ?? text.slice(start, end);
    const hits = (found === null ? numbers : datasets).filter(({ dataset }) => {
      const { kind } = dataset.header;
      if (found !== null && !isAsked(kind, found)) return false;
      const spelled = spell(kind, value);
      return spelled !== null && mayHold(dataset, spelled, found !== null) && dataset.has(spelled);
    });
    return hits.length === 0 ? null : taggedAs(hits, { start, end, value }, found);
  };

  const inText = (text: string): Candidate[] => {
    if (numbers.length === 0) return [];
    const found: Candidate[] = [];
    let starts: number[] = [];
    let digits: boolean[] = [];
    let sizes: number[] = [];
    const close = (end: number): void => {
      // The run that ends here, alone and with those before it that one sign parts it from.
      let [length, digit] = [0, false];
      for (let at = starts.length - 1; at >= 0; at -= 1) {
        length += sizes[at] ?? 0;
        digit ||= digits[at] === true;
        const start = starts[at] ?? 0;
        if (length > LONGEST) return;
        if (!digit || !(lengths.has(length) || (length === 11 && lengths.has(10)))) continue;
        const candidate = match(text, start, end, null);
        if (candidate !== null) found.push(candidate);
      }
    };
    let at = 0;
    while (at < text.length) {
      if (!isAlnum(text.charCodeAt(at))) {
        at += 1;
        continue;
      }
      const start = at;
      let digit = false;
      for (; at < text.length && isAlnum(text.charCodeAt(at)); at += 1) digit ||= isDigit(text.charCodeAt(at));
      const size = at - start;
      const isNext = starts.length > 0 && isSeparated(text, start);
      if (!isNext) [starts, digits, sizes] = [[], [], []];
      if (size > LONGEST) {
        [starts, digits, sizes] = [[], [], []];
        continue;
      }
      if (starts.length === MOST_RUNS) {
        starts.shift();
        digits.shift();
        sizes.shift();
      }
      starts.push(start);
      digits.push(digit);
      sizes.push(size);
      close(at);
    }
    return found;
  };

  return {
    inText,
    among: (candidates) =>
      datasets.length === 0
        ? []
        : candidates.flatMap((one) => {
            if (one.value.length > LONGEST_VALUE || one.datasets !== undefined) return [];
            return match('', one.start, one.end, one) ?? [];
          }),
  };
};

/** A name is no number, a day is nobody's, and links hold whatever they like. */
const isAsked = (kind: Dataset['header']['kind'], { infoType, hipaa }: Candidate): boolean => {
  if (hipaa === null || hipaa === 'C' || hipaa === 'N') return false;
  const own = kindOf(infoType);
  return kind === 'name' || kind === 'email' ? own === kind : own === 'id' || own === 'phone';
};

/** The gravest first: its infoType is the finding's. */
const GRAVEST: readonly DatasetTag[] = ['canary', 'patient', 'research-consent', 'staff'];

const taggedAs = (
  hits: readonly LoadedDataset[],
  span: Pick<Candidate, 'start' | 'end' | 'value'>,
  found: Candidate | null,
): Candidate => {
  const tags = GRAVEST.filter((tag) => hits.some((one) => one.tag === tag));
  const [first] = hits.toSorted((a, b) => GRAVEST.indexOf(a.tag) - GRAVEST.indexOf(b.tag));
  const infoType = first?.infoType ?? found?.infoType ?? 'UNIQUE_ID';
  // Whoever is on a list of patients is one, in whatever place the name stands.
  const role: Role = tags.every((tag) => tag === 'staff') ? 'staff' : 'patient';
  return {
    ...span,
    infoType,
    hipaa: HIPAA_CLASSES[infoType],
    role,
    likelihood: 'VERY_LIKELY',
    detector: `dataset.${first?.id ?? ''}@1`,
    evidence: { pattern: 'dataset', validated: true },
    declared: true,
    datasets: tags,
    ...(found?.record === undefined ? {} : { record: found.record }),
  };
};

/** True where exactly one sign that groups digits stands before. */
const isSeparated = (text: string, start: number): boolean =>
  SEPARATORS.has(text.charAt(start - 1)) && isAlnum(text.charCodeAt(start - 2));

const SEPARATORS: ReadonlySet<string> = new Set(['-', '.', '/', ' ', '_', '\u00a0']);

const isAlnum = (unit: number): boolean => unit !== 95 && isWord(unit);
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** What is no number of anybody's though it is written like one: a day that was found as such. */
export const withoutDays = (matches: readonly Candidate[], found: readonly Candidate[]): Candidate[] => {
  if (matches.length === 0) return [];
  const days = found.filter(({ hipaa, likelihood }) => hipaa === 'C' && rankOf(likelihood) >= rankOf('POSSIBLE'));
  return matches.filter(
    (one) =>
      one.datasets?.includes('canary') === true || !days.some((day) => day.start < one.end && one.start < day.end),
  );
};
