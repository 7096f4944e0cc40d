/**
 * Names by the lexicon: a listed first name beside a family name, in the order and case in which staff
 * write them. And the veto: what looks like a name by its place but is ordinary words, or a drug.
 */
import { FAMILY_NAME, FIRST_NAME, type Lexicon, ORDINARY } from '../lexicon.ts';
import type { Likelihood, Role } from '../types.ts';
import { isOrganisation, PARTICLE, TITLE_WORD } from '../validators/name-shape.ts';
import type { Candidate } from './candidate.ts';

export interface NameReader {
  /** Words, lower case, at which a name may stand. */
  readonly words: readonly string[];
  read(text: string, at: number, end: number, found: (candidate: Candidate) => void): void;
}

export const createNameReader = (lexicon: Lexicon): NameReader => {
  const weigh = (word: string): Weight => weightOf(lexicon, word);
  return {
    words: lexicon.firstNames,
    read: (text, at, end, found) => {
      if (at > 0 && TOUCHES.test(text.charAt(at - 1))) return;
      if (TOUCHES.test(text.charAt(end)) && text.charAt(end) !== '-') return;
      const first = text.slice(at, end);
      if (first.length < 2 || TITLES.has(first.toLowerCase())) return;
      const lower = first.charCodeAt(0) >= 97;
      if (lower && first.length > 2) readLower(text, at, end, weigh, found);
      else if (lower) return;
      else if (first === first.toUpperCase()) readCapitals(text, at, end, weigh, found);
      else readTitle(text, at, end, weigh, found);
    },
  };
};

/** First names of the census that are ranks, forms of address, small words or parts of places. */
const TITLES: ReadonlySet<string> = new Set(
  'miss lady sir lord prince princess king queen duke major general judge bishop baby doc sister in an so do my me be no santa san'.split(
    ' ',
  ),
);

/** First names that stand behind a town: `Carlin, Nevada`. */
const STATES: ReadonlySet<string> = new Set(
  'nevada virginia georgia carolina montana dakota florida indiana tennessee arizona louisiana california texas iowa kansas alabama missouri minnesota washington delaware jersey israel jordan chad kenya india china france ireland'.split(
    ' ',
  ),
);

/** 3 a name and no other word, 2 a name that is a word too, 1 unknown, 0 another word. */
type Weight = 0 | 1 | 2 | 3;

const weightOf = (lexicon: Lexicon, word: string): Weight => {
  if (/^(?:O['’]|Mc|Mac|D['’])[A-Z]/.test(word)) return 3;
  const parts = word.toLowerCase().split(/['’-]/);
  const kind = lexicon.kindOf(parts.reduce((long, part) => (part.length > long.length ? part : long), ''));
  if ((kind & (FIRST_NAME | FAMILY_NAME)) === 0) return kind === 0 ? 1 : 0;
  return (kind & ORDINARY) === 0 ? 3 : 2;
};

type Weigh = (word: string) => Weight;
type Found = (candidate: Candidate) => void;

const TOUCHES = /[\p{L}\p{N}_@./\\-]/u;

const AFTER_TITLE = new RegExp(
  `(?: [A-Z]\\.?(?= ))?(?: (?:${PARTICLE}))? (${TITLE_WORD})(?: (${TITLE_WORD}))?(?:,? (?:Jr|Sr|II|III|IV)\\b\\.?)?`,
  'y',
);
const BEFORE_TITLE = new RegExp(`(?:^|[^\\p{L}\\p{N}@._'-])(${TITLE_WORD}), ?$`, 'u');
const MIDDLE = / (?:[A-Z]\b\.?|[A-Z][a-z]+)/y;

/** Maria Garcia, Maria L. de la Garcia; Garcia, Maria L */
const readTitle = (text: string, at: number, end: number, weigh: Weigh, found: Found): void => {
  const first = weigh(text.slice(at, end));
  const left = STATES.has(text.slice(at, end).toLowerCase()) ? '' : text.slice(Math.max(0, at - REACH), at);
  const before = BEFORE_TITLE.exec(left) ?? BEFORE_CAPITALS.exec(left);
  if (before?.[1] !== undefined) {
    const last = weigh(before[1]);
    if (isPair(first, last) && !isOrganisation(before[1])) {
      const start = at - before[0].length + before[0].indexOf(before[1]);
      emit(text, start, withMiddle(text, end, weigh), first, last, found);
      return;
    }
  }
  AFTER_TITLE.lastIndex = end;
  const after = AFTER_TITLE.exec(text);
  if (after === null) {
    readAlone(text, at, end, first, found);
    return;
  }
  const [whole, next = '', further] = after;
  const last = weigh(next);
  const second = further === undefined ? 0 : weigh(further);
  const long = further !== undefined && second >= 2 && last >= 1 && !isOrganisation(further);
  if (isOrganisation(next) || (further !== undefined && !long && isOrganisation(further))) return;
  if (!isPair(first, long ? (Math.max(last, second) as Weight) : last)) {
    readAlone(text, at, end, first, found);
    return;
  }
  const stop = long || further === undefined ? end + whole.length : end + whole.indexOf(next) + next.length;
  emit(text, at, stop, first, long ? second : last, found);
};

/** A first name alone: after `wife`, `Hello`, `Thanks,`, before `has been`. */
const readAlone = (text: string, at: number, end: number, first: Weight, found: Found): void => {
  if (first < 3) return;
  const before = text.slice(Math.max(0, at - REACH), at);
  const relative = RELATIVE_BEFORE.test(before);
  if (!relative && !ALONE_BEFORE.test(before) && !ALONE_AFTER.test(text.slice(end, end + REACH))) return;
  const role = relative ? 'relative' : 'unknown';
  found({ ...mention(text, at, end, relative ? 'POSSIBLE' : 'UNLIKELY', role), evidence: ALONE });
};

const ALONE = { pattern: 'listed-alone', validated: true };
const ALONE_BEFORE =
  /(?:^|\n|[.!?] )(?:(?:hi|hello|hey|dear|good (?:morning|afternoon)),? |(?:thanks|thank you|best|regards|cheers|sincerely|love)[,!.]?\s{1,3})$|\bmet with $/i;
const ALONE_AFTER =
  /^(?:'s)? (?:has|had|is|was|will be|took|takes|needs|denies|reports?|states?|called|presented|came|went|lives|continues|remains|tolerated|started|says|said) /;

const CAPS = "[A-Z]{2,20}(?:['-][A-Z]{2,20})?";
const AFTER_CAPITALS = new RegExp(`(?: [A-Z]\\.?(?= ))? (${CAPS})(?![A-Za-z])`, 'y');
const BEFORE_CAPITALS = new RegExp(`(?:^|[^\\p{L}\\p{N}@._'-])(${CAPS}), ?$`, 'u');

/** MARIA L GARCIA; GARCIA, MARIA L */
const readCapitals = (text: string, at: number, end: number, weigh: Weigh, found: Found): void => {
  const first = weigh(text.slice(at, end));
  const before = BEFORE_CAPITALS.exec(text.slice(Math.max(0, at - REACH), at));
  // In a text of capitals an unknown word says nothing.
  if (before?.[1] !== undefined && isPair(first, weigh(before[1])) && weigh(before[1]) >= 2) {
    const start = at - before[0].length + before[0].indexOf(before[1]);
    const middle = / [A-Z]\b\.?/y;
    middle.lastIndex = end;
    emit(text, start, end + (middle.exec(text)?.[0].length ?? 0), first, weigh(before[1]), found);
    return;
  }
  AFTER_CAPITALS.lastIndex = end;
  const after = AFTER_CAPITALS.exec(text);
  const last = after?.[1] === undefined ? 0 : weigh(after[1]);
  if (after === null || last < 2 || first + last < 5 || isOrganisation(after[1] ?? '')) return;
  emit(text, at, end + after[0].length, first, last, found);
};

const AFTER_LOWER = /(?: [a-z]\.?(?= ))? ([a-z]{2,20}(?:-[a-z]{2,20})?)(?![a-z@._])/y;

/** "pt john smith": both names known and no other words, and something that says person. */
const readLower = (text: string, at: number, end: number, weigh: Weigh, found: Found): void => {
  AFTER_LOWER.lastIndex = end;
  const after = AFTER_LOWER.exec(text);
  if (after?.[1] === undefined) return;
  const [first, last] = [weigh(text.slice(at, end)), weigh(after[1])];
  const stop = end + after[0].length;
  const cue = cueOf(text, at, stop);
  if (cue === undefined || first < 2 || last < 2 || first + last < 5 || after[1].length < 3) return;
  emit(text, at, stop, first, last, found);
};

const withMiddle = (text: string, end: number, weigh: Weigh): number => {
  MIDDLE.lastIndex = end;
  const middle = MIDDLE.exec(text)?.[0];
  if (middle === undefined || (middle.length > 3 && weigh(middle.trim()) < 2)) return end;
  return end + middle.length;
};

/** One certain name and another that may be one, or two that are names and words alike. */
const isPair = (first: Weight, last: Weight): boolean => last >= 1 && first + last >= 4 && Math.max(first, last) === 3;

const REACH = 60;

interface Cue {
  readonly role: Role;
  /** Stands right beside the name. */
  readonly strong: boolean;
}

const PATIENT_BEFORE =
  /(?:\b(?:patient|pt|pts|client|resident|member|inpatient|subscriber|referring|admit(?:ted)?|bed [\w-]{1,5}|r(?:oo)?m\.? ?[\w-]{1,6})[.,:]?[ (]{1,2}|\bpatient(?: named?| is|,| -) |\bpatient[ (:]{1,3}|\bnames?[:=] {0,2}["']?)$/i;
const SEEN_BEFORE =
  /\b(?:look at|check on|saw|seen|see|evaluate[ds]?|examined|discharged?|transferred|called|regarding|re:?|about|for|on|of|with|add|schedule|did|does|give|gave|tell|told|ask|asked|remind|subject:|from:|to:|cc:|i am|i'm|this is|name is|behalf of) $/i;
const PATIENT_AFTER =
  /^(?:[^.\n|]{0,24}\b(?:mrn|dob|ssn)\b|['’]s (?:biopsy|labs?|results?|chart|meds?|medications?|insulin|surgery|mri|ct|x-?ray|scan|appointment|diagnosis|discharge|admission|bp|blood)\b|[,;]? {0,2}(?:[-–/|(] {0,2})?(?:d\.?o\.?b|date of birth|born|mrn|mr ?#|#\d|ssn|\d{1,3} ?(?:yo\b|y\/o|y\.o|yrs?\b|years?[- ]old|-year)|(?<![-–] {0,2})\d{1,3} ?[mf]\b|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{4}-\d\d-\d\d|was (?:admitted|seen|discharged|transferred|brought|referred)|presented|presents|denies|c\/o|s\/p|here (?:w|for)|has (?:been )?(?:diagnosed|tested)|(?:get|gets|got|needs?|takes?|took|missed|refused|received|is due for|is on) (?:his|her|their) ))/i;
const RELATIVE_BEFORE =
  /\b(?:wife|husband|son|daughter|mother|father|mom|dad|brother|sister|spouse|partner|caregiver|niece|nephew|aunt|uncle|grand(?:mother|father|son|daughter)|cousin|guardian|next of kin|nok|emergency contact|poa|hcp)[,:(]? {0,2}\(?$/i;
const PROVIDER_BESIDE = /\b(?:dr|doctor|prof|nurse|rn|np|md|attending|provider|physician)\.? $/i;

const cueOf = (text: string, start: number, end: number): Cue | undefined => {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  if (PROVIDER_BESIDE.test(before)) return { role: 'provider', strong: true };
  if (RELATIVE_BEFORE.test(before)) return { role: 'relative', strong: true };
  if (PATIENT_BEFORE.test(before) || PATIENT_AFTER.test(after)) return { role: 'patient', strong: true };
  return SEEN_BEFORE.test(before) ? { role: 'unknown', strong: false } : undefined;
};

const emit = (text: string, start: number, end: number, first: Weight, last: Weight, found: Found): void => {
  if (EPONYM.test(text.slice(end, end + REACH))) return;
  const cue = cueOf(text, start, end);
  const certain = first + last >= 5;
  const likelihood = cue?.strong === true ? 'LIKELY' : certain && cue !== undefined ? 'POSSIBLE' : 'UNLIKELY';
  found(mention(text, start, end, likelihood, cue?.role ?? 'unknown', cue?.strong === true));
};

/** What bears a name without being the person: a disease, a law, a place. */
const EPONYM =
  /^(?:['’]s)?[- ](?:disease|syndrome|sequence|disorder|anomaly|malformation|phenomenon|sign|test|score|scale|criteria|procedure|operation|reflex|palsy|ataxia|dystrophy|disability|lymphoma|tumou?r|administration|foundation|institute|university|hospital|clinic|center|centre|school|college|award|prize|act|street|st\.|avenue|ave|road|rd|drive|dr\.|boulevard|blvd|lane|ln|highway|hwy|parkway|pkwy|park|airport|library|museum|house|hall|building|memorial|society|fund|company|inc|corporation|press|medical|health)\b/i;

const mention = (
  text: string,
  start: number,
  end: number,
  likelihood: Likelihood,
  role: Role,
  beside = false,
): Candidate => ({
  start,
  end,
  infoType: 'PERSON_NAME',
  hipaa: 'A',
  role,
  likelihood,
  detector: 'person-name@1',
  evidence: { pattern: beside ? 'listed-beside' : 'listed', validated: true },
  declared: false,
  withPatient: 'POSSIBLE',
  value: text.slice(start, end),
});

/** Patterns whose place says "name" of any capitalised word. */
const BY_PLACE: ReadonlySet<string> = new Set([
  'patient-prose',
  'patient-label',
  'name-label',
  'nurse',
  'title',
  'clinical-verb',
  'greeting',
  'spoken-with',
  'relative',
  'relative-first',
  'kin-line',
  'relation-after',
  'relative-label',
  'signature',
  'clinician-label',
]);

/** Patterns that a street or a hospital named after someone also fits. */
const EPONYMOUS: ReadonlySet<string> = new Set([
  'patient-prose',
  'title',
  'doctor',
  'nurse',
  'clinical-verb',
  'relative',
]);

const CAMEL = /(?<!\b(?:Mc|Mac|De|Di|La|Le|Du|Van|Fitz|O))[a-z][A-Z]/;

const BRANDS = /^(?:Pepper|Coffee|Clean|Bean|Potato|Seuss|Scholl|Martens|Who|Evil|Strange|Bronner)$/;

/** Of these only the lexicon tells names from headings and keys. */
const STRICT: ReadonlySet<string> = new Set(['patient-prose', 'name-label', 'name-line', 'relative', 'clinical-verb']);

/** False for a "name" of which no part is known as one, while some part is an ordinary word or a drug. */
export const createNameVeto =
  (lexicon: Lexicon, isTerm: (word: string) => boolean) =>
  (candidate: Candidate, text: string): boolean => {
    if (candidate.infoType !== 'PERSON_NAME') return true;
    const { pattern } = candidate.evidence;
    if (EPONYMOUS.has(pattern) && EPONYM.test(text.slice(candidate.end, candidate.end + REACH))) return false;
    if ((pattern === 'doctor' || pattern === 'title') && BRANDS.test(candidate.value)) return false;
    if (!BY_PLACE.has(pattern)) return true;
    // Code, not prose: `parent: CacheContext._current`, `name: readName(`.
    if (/^[._(][\p{L}_(]/u.test(text.slice(candidate.end, candidate.end + 2)) || CAMEL.test(candidate.value))
      return false;
    const quoted = /['"]/.test(text.charAt(candidate.start - 1));
    const words = candidate.value.split(/[\s,.]+/).filter((word) => word.length > 1);
    const weights = words.map((word) => weightOf(lexicon, word));
    if (quoted && STRICT.has(pattern) && !weights.includes(3)) return false;
    if (words.some((word, at) => (weights[at] ?? 0) < 2 && isTerm(word.toLowerCase()))) return false;
    if (words.length === 1 && SPOKEN_OF.has(pattern))
      return (weights[0] ?? 0) >= 1 || (isCalled(text, candidate) && !DEPARTMENT.test(candidate.value));
    // `Name: Swim, Sheri`: one certain name says what the other is.
    if (pattern === 'name-label' && /^\S+, \S+$/.test(candidate.value) && weights.includes(3)) return true;
    // `RN: K. Lee`: an initial and a known name.
    if (words.length === 1 && /^[A-Z]\. ?[A-Z]/.test(candidate.value)) return (weights[0] ?? 0) >= 1;
    // `Patient: Mary Street`, but not `Patient: Main Street`.
    if (words.length === 2 && isOrganisation(words[1] ?? '')) return weights[0] === 3;
    const strict = STRICT.has(pattern) || words.length === 1;
    if (strict && pattern !== 'title')
      return weights.every((weight) => weight >= 1) && !(words.length === 1 && weights[0] === 2);
    return weights.some((weight) => weight >= 1);
  };

/** Where an ordinary word with a capital letter is more often somebody called so. */
const SPOKEN_OF: ReadonlySet<string> = new Set(['spoken-with', 'clinical-verb', 'relative-first']);

/** `discussed with Saver by phone`: whatever the word, one calls people. */
const isCalled = (text: string, { end, evidence }: Candidate): boolean =>
  evidence.pattern === 'spoken-with' && /^ (?:by|via|over the) (?:tele)?phone\b/.test(text.slice(end, end + REACH));

const DEPARTMENT =
  /(?:ology|iatry|atrics|surgery|medicine)$|^(?:Ortho|Neuro|Rehab|Pharmacy|Nursing|Family|Patient|Parents?|Mother|Father|Mom|Dad|Hospice|Legal|Risk|Security|Billing|Insurance|Police|Dispatch|Admissions?|Staff|Team|Everyone|Them|Him|Her|Case)$/;
