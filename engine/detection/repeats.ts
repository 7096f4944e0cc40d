/**
 * A value once declared is the same person's value wherever it stands again, without any label: a name
 * in the letter's text, a record number in a link, a telephone number in a note.
 */
import { HIPAA_CLASSES } from '../hipaa.ts';
import { type Lexicon, ORDINARY } from '../lexicon.ts';
import { runHash, type Scanner, SIEVE_BITS } from '../scan.ts';
import type { InfoType, Role } from '../types.ts';
import { isPlausibleName } from '../validators/name-shape.ts';
import { type Candidate, nameWords, rankOf } from './candidate.ts';

/** What was declared so far in one part; bounded. */
export interface KnownValues {
  learn(candidates: readonly Candidate[]): void;
  /** Further mentions in the text, in its own offsets. */
  find(text: string): Candidate[];
}

const MOST = 4_000;
const SHORTEST_NAME = 3;
/** Letters and digits of a value that is told from any other number when it stands alone. */
const SHORTEST_VALUE = 5;

interface Known {
  /** As written; of names the word in lower case. */
  readonly value: string;
  readonly infoType: InfoType;
  readonly role: Role;
  readonly detector: string;
}

export const createKnownValues = (scanner: Pick<Scanner, 'mentions'>, lexicon: Lexicon | undefined): KnownValues => {
  /** By their first run of letters and digits, in lower case. */
  const known = new Map<string, Known[]>();
  const bits = new Uint32Array(2 ** (SIEVE_BITS - 5));
  const seen = new Map<string, Role>();

  /** A patient called Page does not turn every page into her: where the place says that it is a name it counts. */
  const isEveryday = (word: string): boolean => ((lexicon?.kindOf(word) ?? 0) & ORDINARY) !== 0;
  const add = (one: Known): void => {
    const run = /^[\p{L}\p{N}]+/u.exec(one.value)?.[0].toLowerCase();
    if (run === undefined) return;
    known.set(run, [...(known.get(run) ?? []), one]);
    const slot = runHash(run);
    bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
  };
  const learnName = ({ value, role, detector }: Candidate): void => {
    for (const word of nameWords(value.toLowerCase())) {
      if (word.length < SHORTEST_NAME || !isPlausibleName(word)) continue;
      const before = seen.get(word);
      if (before === undefined ? seen.size >= MOST : before === role || role !== 'patient') continue;
      seen.set(word, role);
      if (before === undefined) add({ value: word, infoType: 'PERSON_NAME', role, detector });
    }
  };
  const learnValue = ({ value, infoType, role, detector }: Candidate): void => {
    if (seen.has(value) || seen.size >= MOST) return;
    seen.set(value, role);
    add({ value, infoType, role, detector });
  };
  const mentionAt = (text: string, at: number, run: string, found: Candidate[]): void => {
    for (const { value, infoType, role, detector } of known.get(run.toLowerCase()) ?? []) {
      const end = at + value.length;
      const isName = infoType === 'PERSON_NAME';
      const written = text.slice(at, end);
      if ((isName ? written.toLowerCase() : written) !== value || isAlnum(text.charCodeAt(end))) continue;
      if (!isName) found.push(mention(text, at, end, { infoType, role, detector }));
      else if (isNameAt(text, at, end) && (!isEveryday(value) || isSpokenOf(text, at, end)))
        joinName(text, at, end, seen.get(value) ?? role, detector, found);
      else continue;
      return;
    }
  };

  return {
    learn: (candidates) => {
      for (const candidate of candidates) {
        if (rankOf(candidate.likelihood) < rankOf('LIKELY')) continue;
        if (candidate.infoType === 'PERSON_NAME') learnName(candidate);
        else if (candidate.declared && TELLING.has(candidate.infoType) && isTelling(candidate.value))
          learnValue(candidate);
      }
    },
    find: (text) => {
      const found: Candidate[] = [];
      if (known.size === 0) return found;
      scanner.mentions(text, bits, (start, end) => mentionAt(text, start, text.slice(start, end), found));
      return found;
    },
  };
};

/** Types whose value is one person's alone. */
const TELLING: ReadonlySet<InfoType> = new Set<InfoType>([
  'MEDICAL_RECORD_NUMBER',
  'ENCOUNTER_NUMBER',
  'ACCOUNT_NUMBER',
  'HEALTH_PLAN_ID',
  'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  'US_MEDICAID_ID',
  'US_SOCIAL_SECURITY_NUMBER',
  'DRIVERS_LICENSE_NUMBER',
  'PASSPORT_NUMBER',
  'PHONE_NUMBER',
  'STREET_ADDRESS',
  'UNIQUE_ID',
  'SPECIMEN_NUMBER',
  'CLAIM_NUMBER',
]);

/** At least five letters and digits with a digit among them, not a year and not one digit repeated. */
const isTelling = (value: string): boolean => {
  const bare = value.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return bare.length >= SHORTEST_VALUE && /\d/.test(bare) && !/^(.)\1*$/.test(bare);
};

/** A word of a name counts where it begins with a capital letter and is no part of an address or a link. */
const isNameAt = (text: string, start: number, end: number): boolean =>
  /\p{Lu}/u.test(text.charAt(start)) &&
  !/[_@./'-]/.test(text.charAt(start - 1)) &&
  !/[_@-]/.test(text.charAt(end)) &&
  !/^['’]\p{L}{2}/u.test(text.slice(end, end + 3));

/** In the middle of a sentence, or as who did or had something. */
const isSpokenOf = (text: string, start: number, end: number): boolean =>
  /\p{Ll}[,;]? $/u.test(text.slice(Math.max(0, start - 4), start)) || DID.test(text.slice(end, end + 16));

const DID =
  /^(?:['’]s|,)? (?:was|is|has|had|denies|denied|reports?|states?|stated|presents|presented|underwent|returns?)\b/;

/** Words of one name that stand side by side are one mention, the patient's where its first is. */
const joinName = (text: string, start: number, end: number, role: Role, detector: string, found: Candidate[]): void => {
  const last = found.at(-1);
  const joins =
    last?.infoType === 'PERSON_NAME' && /^(?: |, ?| [A-Z]\.? )$/.test(text.slice(last.end, start)) ? last : undefined;
  if (joins !== undefined) found.pop();
  const whose = joins?.role === 'patient' ? 'patient' : role;
  found.push(mention(text, joins?.start ?? start, end, { infoType: 'PERSON_NAME', role: whose, detector }));
};

const isAlnum = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) ||
  (unit >= 48 && unit <= 57) ||
  (unit >= 65 && unit <= 90) ||
  (unit > 127 && /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)));

const mention = (text: string, start: number, end: number, known: Omit<Known, 'value'>): Candidate => ({
  start,
  end,
  infoType: known.infoType,
  hipaa: HIPAA_CLASSES[known.infoType],
  role: known.role,
  likelihood: 'LIKELY',
  detector: known.detector,
  evidence: { pattern: 'repeated', validated: false },
  declared: false,
  value: text.slice(start, end),
});
