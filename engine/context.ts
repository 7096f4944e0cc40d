/**
 * What stands around a value: labels, field names, hotwords and exclusions, always whole tokens.
 * (Short words that match as substrings fire everywhere.)
 */
import type { Detector } from './define.ts';
import { jsRegex } from './detection/js-regex.ts';
import { createLabelSieve } from './label-sieve.ts';
import { isHeading, type KnowsLabel } from './layout.ts';
import type { Role } from './types.ts';
import { placeholderEnd } from './validators/placeholder.ts';

/** Units of text before and after a value in which hotwords and exclusions count. */
export const BEFORE = 72;
export const AFTER = 40;

/** Between a label and its value: `MRN: `, `"mrn": "`, `MRN # `, `MRN is `, at most one line end. */
const SEPARATOR =
  '\\.?[ \\t]{0,2}(?:#|nos?\\b\\.?|num(?:ber)?s?\\b|ids?\\b|code\\b)?[ \\t]{0,2}(?:\\([A-Za-z][^()\\n]{0,23}\\))?["\'*_)\\]]{0,3}(?:[ \\t]{0,30}(?=[:=|])|[ \\t]{0,4})(?:[:=#>|\\-]|\\b(?:is|was|of|on)\\b){0,2}[ \\t]{0,8}(?:\\r?\\n[ \\t]{0,8})?["\'\\[(*]{0,3}';

export interface LabelledValue {
  readonly start: number;
  readonly end: number;
  /** The detector's word for it, never the document's. */
  readonly label: string;
  /** True where the label also names other things. */
  readonly weak: boolean;
}

export interface LabelMatcher {
  /** The labels without what stands between their words, up to what is no letter: `medicalrecordnumber`. */
  readonly keys: readonly string[];
  /** The value that a label at `at` declares, or null. */
  read(text: string, at: number): LabelledValue | null;
}

/** One matcher per first word of the detector's labels; none without a shape for declared values. */
export const labelMatchers = (detector: Detector): LabelMatcher[] => {
  const { labelled, labels, weakLabels = [] } = detector;
  if (labelled === undefined) return [];
  const weak = new Set(weakLabels);
  const byFirst = new Map<string, string[]>();
  for (const label of [...labels, ...weakLabels]) {
    const [first = ''] = label.split(' ');
    byFirst.set(first, [...(byFirst.get(first) ?? []), label]);
  }
  // Both sticky, with bounded repeats: a label with what follows it, then the value it declares.
  const shape = jsRegex(labelled, 'iy');
  return [...byFirst.values()].map((group) => {
    const longest = [...group].sort((a, b) => b.length - a.length);
    const regex = new RegExp(`(?:${longest.map(labelRegex).join('|')})(?![a-z])${SEPARATOR}`, 'iy');
    const read = (text: string, at: number): LabelledValue | null => {
      regex.lastIndex = at;
      const match = regex.exec(text);
      if (match === null) return null;
      const after = at + match[0].length;
      // A bracket before the number may be its own: `Phone: (415) 555-0132`.
      const start = text.charAt(after - 1) === '(' && endOf(shape, text, after - 1) > after ? after - 1 : after;
      const end = endOf(shape, text, start);
      // What a redacted copy says of a value is neither a label nor a value.
      if (end < 0 || placeholderEnd(text, at - 1) > 0 || placeholderEnd(text, start - 1) >= end) return null;
      const written = compact(normaliseKey(match[0]));
      const label = longest.find((name) => written.startsWith(compact(name))) ?? '';
      const isWeak = weak.has(label);
      if (isWeak && !DECLARING.test(match[0])) return null;
      return { start, end, label, weak: isWeak };
    };
    return { keys: [...new Set(longest.map((label) => compact(label).replace(/[^a-z].*$/, '')))], read };
  });
};

/** What tells `Policy #: 12` and `Visit no. 12` from a policy of 12 years and a visit 12. */
const DECLARING = /[:#=|>]|\b(?:nos?|num|number|id)\b/i;

const endOf = (sticky: RegExp, text: string, at: number): number => {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : -1;
};

/** Finds the first of the phrases that stands in a lower-case text as whole words. */
export type PhraseFinder = (text: string) => string | undefined;

export const phraseFinder = (phrases: readonly string[]): PhraseFinder => {
  if (phrases.length === 0) return () => undefined;
  const escaped = phrases.map((phrase) => phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const regex = new RegExp(`(?<![\\wà-ɏ])(?:${escaped.join('|')})(?![\\wà-ɏ])`);
  return (text) => regex.exec(text)?.[0];
};

/** True for a letter or digit of any script that matters here; false past either end of a string. */
export const isWord = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) ||
  (unit >= 65 && unit <= 90) ||
  (unit >= 97 && unit <= 122) ||
  unit === 95 ||
  (unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7 && unit < 0x2000) ||
  (unit >= 0x3040 && unit < 0xe000);

/** `patientHomePhone`, `PATIENT_HOME_PHONE`, `Patient: Home phone #` → `patient home phone`. */
export const normaliseKey = (key: string): string =>
  key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9à-ɏ]+/g, ' ')
    .trim();

export interface Declared {
  readonly detector: Detector;
  /** The detector's word for it, never the document's. */
  readonly label: string;
  readonly role: Role | undefined;
  /** True where the key is a word that also names things: `name`, `id`, `date`. */
  readonly generic: boolean;
}

/**
 * Looks a field's key up: the whole key, then without words of ownership, then its last words. Several
 * detectors may share a label (`member`: a name or a number); those that know a shape come first.
 */
export const createLabels = (detectors: readonly Detector[]): ((key: string) => readonly Declared[]) => {
  const known = new Map<string, Detector[]>();
  const weak = new Set<string>();
  for (const detector of [...detectors].sort((a, b) => shapeless(a) - shapeless(b))) {
    for (const label of [...detector.labels, ...(detector.weakLabels ?? [])]) {
      const owners = known.get(compact(label));
      if (owners === undefined) known.set(compact(label), [detector]);
      else if (!owners.includes(detector)) owners.push(detector);
    }
    for (const label of detector.weakLabels ?? []) weak.add(label);
  }
  const ends = [...known.keys()];
  const mayEnd = createLabelSieve([...ends, ...ends.flatMap((label) => SUFFIXES.map((suffix) => label + suffix))]);
  const seen = new Map<string, readonly Declared[]>();
  const read = (key: string): readonly Declared[] => {
    const words = normaliseKey(key).split(' ').slice(-8);
    const role = roleOf(words);
    for (let from = 0; from < words.length; from += 1) {
      const label = words.slice(from).join(' ');
      const found = known.get(compact(label)) ?? known.get(compact(label.replace(SUFFIX, '')));
      if (found === undefined) continue;
      const generic = GENERIC.has(label) || weak.has(label);
      if (generic && from > 0 && !words.slice(0, from).every((word) => OWNERS.has(word))) return [];
      return found.map((detector) => ({
        detector,
        label,
        role: role ?? detector.role,
        generic: generic && from === 0,
      }));
    }
    return [];
  };
  return (key) => {
    const bare = withoutNotes(key);
    if (key.length > 128 || !mayEnd(bare.replace(NUMBERED, ''))) return [];
    const before = seen.get(key);
    if (before !== undefined) return before;
    const declared = read(bare);
    // Begun anew when full: words of other texts must not keep out the keys of this one.
    if (seen.size >= MOST_KEYS) seen.clear();
    seen.set(key, declared);
    return declared;
  };
};

/** What a table may ask of a heading, without learning whose it is. */
export const createKnowledge = (
  detectors: readonly Detector[],
  lookUp: (key: string) => readonly Declared[],
): KnowsLabel => {
  const labels = detectors.flatMap((detector) => [...detector.labels, ...(detector.weakLabels ?? [])].map(compact));
  const all = labels.flatMap((label) => [label, ...SUFFIXES.map((suffix) => label + suffix)]);
  const may = createLabelSieve(all.flatMap((label) => [label, `${label}s`]));
  const knows = (label: string): ReturnType<KnowsLabel> => {
    const declared = lookUp(label);
    return declared.length === 0 || !isHeading(label) ? null : kindOf(declared);
  };
  const bare = (text: string): string => withoutNotes(text).replace(NUMBERED, '');
  return Object.assign(knows, { may: (text: string) => may(text) || (/[\d)\]}]$/.test(text) && may(bare(text))) });
};

/** A label that may also announce a number is no name's alone. */
const kindOf = (declared: readonly Declared[]): 'sure' | 'person' | 'generic' => {
  if (declared.every(({ generic }) => generic)) return 'generic';
  return declared.every(({ detector }) => detector.infoType === 'PERSON_NAME') ? 'person' : 'sure';
};

/** Words with which the label may stand out in a line: its last that is no number's or time's, and as a plural. */
export const headWords = (label: string): string[] => {
  const words = label.split(' ');
  const head = words.findLast((word) => !SUFFIXES.includes(word) && !FILLERS.has(word) && /^[a-z]{2,}$/.test(word));
  return [head ?? words.at(-1) ?? '', `${head}s`, compact(label)].filter((word) => /^[a-z]{2,}$/.test(word));
};

const FILLERS: ReadonlySet<string> = new Set('on to up at by of for in nos ids cd'.split(' '));

/** Keys whose meaning is kept in mind. */
const MOST_KEYS = 8_192;

/** Words that a label may bear behind its own. */
const SUFFIXES = ['number', 'no', 'num', 'nbr', 'id', 'code', 'value', 'text', 'cd'];
/** With the number of a column: `DX_CODE_1`. */
const SUFFIX = new RegExp(` (?:${SUFFIXES.join('|')}|\\d{1,2})(?: \\d{1,2})?$`);
const NUMBERED = /(?:[ _-]?\d{1,2}){1,2}$/;

const shapeless = ({ labelled }: Detector): number => (labelled === undefined ? 1 : 0);

/** `Date of Birth (mm/dd/yyyy)`, `SSN [last known]`: what stands in brackets says how, not what. */
const withoutNotes = (key: string): string => key.replaceAll(/[([{][^)\]}]{0,40}[)\]}]/g, ' ').trim() || key;

/** Role that words of a key or a line imply: `emergency contact name` → relative. */
export const roleOf = (words: readonly string[]): Role | undefined => {
  for (const word of words) {
    const role = OWNERS.get(word);
    if (role !== undefined) return role;
  }
  return undefined;
};

const GENERIC: ReadonlySet<string> = new Set([
  'name',
  'full name',
  'id',
  'date',
  'city',
  'address',
  'zip',
  'state',
  'condition',
  'code',
  'problem',
]);

/** Words of ownership in keys and labels. */
const OWNERS: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...[
    'patient',
    'pt',
    'pat',
    'subscriber',
    'insured',
    'member',
    'beneficiary',
    'enrollee',
    'guarantor',
    'resident',
    'client',
    'subject',
  ].map((word) => [word, 'patient'] as const),
  ...[
    'mother',
    'father',
    'spouse',
    'relative',
    'emergency',
    'kin',
    'caregiver',
    'guardian',
    'parent',
    'mothers',
    'maiden',
    'nok',
  ].map((word) => [word, 'relative'] as const),
  ...[
    'provider',
    'doctor',
    'physician',
    'attending',
    'referring',
    'ordering',
    'rendering',
    'billing',
    'pcp',
    'nurse',
    'clinician',
    'surgeon',
    'prescriber',
    'practitioner',
    'hospital',
    'clinic',
    'pharmacy',
    'facility',
    'dr',
    'organization',
    'organisation',
    'lab',
    'office',
    'practice',
    'payer',
  ].map((word) => [word, 'provider'] as const),
  ...[
    'user',
    'employee',
    'staff',
    'author',
    'staffer',
    'created',
    'updated',
    'modified',
    'reviewer',
    'owner',
    'sender',
    'vendor',
    'support',
    'webmaster',
    'press',
    'media',
  ].map((word) => [word, 'staff'] as const),
]);

const compact = (label: string): string => label.replaceAll(' ', '');

const labelRegex = (label: string): string => {
  const words = label.split(' ');
  return words.map(dotted).join("(?:'s)?[ \\t_./-]{0,3}");
};

/** `dob` is also written `D.O.B.`. */
const dotted = (word: string): string => (word.length <= 3 ? word.replaceAll(/([a-z])(?=[a-z])/g, '$1\\.?') : word);
