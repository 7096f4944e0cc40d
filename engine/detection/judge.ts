/** From a scanner's hit to a candidate: edges → validator → context → exclusion. */
import { AFTER, BEFORE, isWord, type PhraseFinder, phraseFinder } from '../context.ts';
import type { Detector, Pattern } from '../define.ts';
import type { ScanPattern } from '../scan.ts';
import type { Likelihood, Role, Span } from '../types.ts';
import { type Candidate, signature, stronger } from './candidate.ts';
import { jsRegex } from './js-regex.ts';

export interface Judge {
  readonly patterns: readonly ScanPattern[];
  /** `pattern` is an index into `patterns`. */
  judge(text: string, pattern: number, hit: Hit): Candidate | null;
}

export const createJudge = (detectors: readonly Detector[]): Judge => {
  const entries = detectors
    .flatMap(entriesOf)
    .filter(({ detector, pattern }) => pattern.first === undefined && !isAnnounced(detector, pattern));
  return {
    patterns: entries.map(({ detector, pattern }) => ({
      regex: pattern.regex,
      maxLength: detector.maxLength + LABEL,
    })),
    judge: (text, pattern, hit) => {
      const entry = entries[pattern];
      return entry === undefined ? null : judgeHit(entry, text, hit);
    },
  };
};

/** True where the pattern counts beside a hotword only, so that it is tried there only (`nearby.ts`). */
export const isAnnounced = (detector: Detector, pattern: Pattern): boolean =>
  pattern.needsHotword === true && detector.untrusted !== true;

/** Where a pattern matched, and the group `value` in it or the whole match. */
export interface Hit extends Span {
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** UTF-16 units that a label and what stands between it and its value may add to a match. */
export const LABEL = 128;

export interface Entry {
  readonly detector: Detector;
  readonly pattern: Pattern;
  readonly lead: RegExp | null;
  readonly tail: RegExp | null;
}

export const entriesOf = (detector: Detector): Entry[] =>
  detector.patterns.map((pattern) => ({
    detector,
    pattern,
    lead: pattern.lead === undefined ? null : jsRegex(`(?:${pattern.lead})$`, 'd'),
    tail: pattern.tail === undefined ? null : jsRegex(`(?:${pattern.tail})`, 'y'),
  }));

export const judgeHit = ({ detector, pattern, lead, tail }: Entry, text: string, hit: Hit): Candidate | null => {
  const led = lead === null ? undefined : ledBy(lead, detector, text, hit.valueStart);
  const end = tail === null ? hit.valueEnd : tailEnd(tail, text, hit.valueEnd);
  if (led === null || end < 0) return null;
  const start = led?.start ?? hit.valueStart;
  // What the pattern itself demands beside the value needs no further look.
  const outer = { start: Math.min(hit.start, start), end: Math.max(hit.end, end) };
  return judgeValue({ detector, pattern, outer }, text, led?.value?.start ?? start, led?.value?.end ?? end);
};

/** What is claimed of a value: by which pattern, and by which of the detector's labels. */
export interface Claim {
  readonly detector: Detector;
  readonly pattern: Pattern;
  readonly label?: string;
  /** In place of the detector's own. */
  readonly withPatient?: Likelihood;
  /** The stretch that the pattern vouches for. */
  readonly outer?: Span;
}

export const judgeValue = (
  { detector, pattern, label, outer, withPatient = detector.withPatient }: Claim,
  text: string,
  first: number,
  last: number,
): Candidate | null => {
  if (last - first > detector.maxLength) return null;
  const { start, end, validated } = fitted(detector, text, first, last);
  const unchecked = pattern.declares === true || (label !== undefined && detector.checksLabelled !== true);
  if (detector.validate !== undefined && !validated && !unchecked) return null;
  const trimmed = start !== first || end !== last;
  if (!hasEdges(detector, text, trimmed || outer === undefined ? { start, end } : outer)) return null;
  const declared = pattern.declares === true || label !== undefined;
  const before = text.slice(Math.max(0, start - BEFORE), start).toLowerCase();
  let likelihood = validated ? (pattern.validated ?? pattern.likelihood) : pattern.likelihood;
  let hotword = label;
  if (!declared) {
    const after = text.slice(end, end + AFTER).toLowerCase();
    if (isExcluded(detector, before, after)) return null;
    const { hotwords } = findersOf(detector);
    hotword = hotwords(before) ?? hotwords(after);
    if (hotword === undefined && pattern.needsHotword === true) return null;
    if (hotword !== undefined) likelihood = stronger(likelihood, detector.withHotword);
  }
  return {
    start,
    end,
    infoType: detector.infoType,
    hipaa: detector.hipaa,
    role: pattern.role ?? detector.role ?? ownerOf(detector, before) ?? 'unknown',
    likelihood,
    detector: signature(detector),
    evidence: { pattern: pattern.name, validated, ...(hotword === undefined ? {} : { hotword }) },
    declared,
    ...(withPatient === undefined ? {} : { withPatient }),
    value: text.slice(start, end),
  };
};

/** What stands before a match: where it begins, and where its own group `value` lies; null where it does not. */
const ledBy = (
  lead: RegExp,
  detector: Detector,
  text: string,
  at: number,
): { readonly start: number; readonly value?: Span } | null => {
  const from = Math.max(0, at - detector.maxLength);
  const match = lead.exec(text.slice(from, at));
  if (match === null) return null;
  const value = match.indices?.groups?.value;
  const start = from + match.index;
  return value === undefined ? { start } : { start, value: { start: from + value[0], end: from + value[1] } };
};

/** Where the value ends that a match begins; -1 where what must follow it does not. */
const tailEnd = (tail: RegExp, text: string, at: number): number => {
  tail.lastIndex = at;
  const match = tail.exec(text);
  return match === null ? -1 : at + match[0].length;
};

/** The value, or what is left of it when words at its ends are dropped until it passes. */
const fitted = (
  detector: Detector,
  text: string,
  start: number,
  end: number,
): Span & { readonly validated: boolean } => {
  const { validate } = detector;
  if (validate === undefined) return { start, end, validated: false };
  const value = text.slice(start, end);
  if (validate(value)) return { start, end, validated: true };
  if (detector.trims !== true) return { start, end, validated: false };
  const words = [...value.matchAll(/[^\s,]+/g)].slice(0, MOST_WORDS);
  for (let length = words.length - 1; length > 0; length -= 1) {
    for (const from of [0, words.length - length]) {
      const head = words[from];
      const tail = words[from + length - 1];
      if (head === undefined || tail === undefined) continue;
      const [left, right] = [head.index, tail.index + tail[0].length];
      if (length + from > 1 && validate(value.slice(left, right)))
        return { start: start + left, end: start + right, validated: true };
    }
  }
  return { start, end, validated: false };
};

const MOST_WORDS = 8;

/** RE2's \b knows ASCII only and has no look-around: what touches the value is looked at here. */
const hasEdges = (detector: Detector, text: string, { start, end }: Span): boolean => {
  if (isWord(text.charCodeAt(start - 1)) && isWord(text.charCodeAt(start))) return false;
  if (isWord(text.charCodeAt(end)) && isWord(text.charCodeAt(end - 1))) return false;
  if (detector.edges !== 'number') return true;
  const own = /[-./]/.exec(text.slice(start, end))?.[0];
  const joins = (mark: string | undefined): boolean => mark !== undefined && (own === undefined || own === mark);
  return (
    !joins(/\d([-./])$/.exec(text.slice(Math.max(0, start - 2), start))?.[1]) &&
    !joins(/^([-./])\d/.exec(text.slice(end, end + 2))?.[1])
  );
};

const isExcluded = (detector: Detector, before: string, after: string): boolean => {
  if (detector.exclusions.length === 0) return false;
  const { exclusions } = findersOf(detector);
  const line = before.slice(Math.max(before.lastIndexOf('\n') + 1, before.length - 28));
  return exclusions(line) !== undefined || exclusions(sameLine(after).slice(0, 16)) !== undefined;
};

const sameLine = (text: string): string => {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
};

interface Finders {
  readonly hotwords: PhraseFinder;
  readonly exclusions: PhraseFinder;
}

/** Compiled once per detector; the key keeps it alive. */
const finders = new WeakMap<Detector, Finders>();

const findersOf = (detector: Detector): Finders => {
  const known = finders.get(detector);
  if (known !== undefined) return known;
  const made = { hotwords: phraseFinder(detector.hotwords), exclusions: phraseFinder(detector.exclusions) };
  finders.set(detector, made);
  return made;
};

/** Whose telephone, mail address or street: only a word of ownership that stands right before it counts. */
const ownerOf = (detector: Detector, before: string): Role | undefined => {
  if (!CONTACT.has(detector.hipaa ?? '')) return undefined;
  if (PROVIDER_CONTACT.test(before) || OF_PROVIDER.test(before)) return 'provider';
  return PATIENT_CONTACT.test(before) ? 'patient' : undefined;
};

const CONTACT: ReadonlySet<string> = new Set(['B', 'D', 'E', 'F', 'N']);

const KIND =
  "(?:'s)?[ ]{0,2}(?:main |direct |contact )?(?:phone|tel|telephone|cell|mobile|number|no|fax|e-?mail|address|line|desk)?[ :#.(]{0,4}$";
const PROVIDER_CONTACT = new RegExp(
  `\\b(?:clinic|office|hospital|pharmacy|doctor|physician|provider|practice|laboratory|lab|front desk|customer service|help ?desk|hotline|toll[- ]free|department)${KIND}`,
);
/**
 * `PCP: John Wu MD 415-555-0199, 12 Main Street`: on one line, and nothing but a name and numbers between.
 * A verb or a word of ownership means that somebody else is spoken of.
 */
const NAME_PART =
  "(?!(?:at|her|his|he|she|the|for|on|of|to|in|is|was|has|had|and|or|lives?|home|cell|mobile|from|called|calls|call|patient|pt|saw|sees|seen|rx|who|whose|by|with|dob|mrn|says|said|advised|wants|asked)\\b)(?:\\b[a-z]\\.|\\b[a-zà-ɏ][a-zà-ɏ'’-]{0,20})";
const CREDENTIALS =
  '(?:,? (?:m\\.?d|d\\.?o|n\\.?p|r\\.?n|p\\.?a(?:-c)?|fnp|aprn|ph\\.?d|facc|facs|mph)\\b(?:(?<=\\.[a-z])\\.)?)';
const OF_PROVIDER = new RegExp(
  `(?:\\b(?:dr|doctor)\\.? (?:${NAME_PART} ?){1,3}${CREDENTIALS}{0,2}|\\b(?:pcp|primary care (?:provider|physician)|attending(?: physician)?|referring(?: physician| provider)?|physician|provider|surgeon|cardiologist)[:=] ?(?:${NAME_PART} ?){1,4}(?:,? )?${CREDENTIALS}{0,2}|[a-zà-ɏ]${CREDENTIALS}{1,2})[,;]?[ ]{0,2}(?:\\(?\\d{3}\\)?[-. ]?\\d{3}[-.]\\d{4}[,;]? {0,2})?(?:(?:office |clinic )?(?:phone|tel|telephone|ph|fax|address|office)[ :#.(]{0,3}|[ (]{0,2})$`,
);
const PATIENT_CONTACT = new RegExp(`\\b(?:patient|pt|home|cell|mobile|her|his)${KIND}`);
