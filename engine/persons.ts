/**
 * From findings to what policy asks: is it PHI, how many people, how much of what. PHI is an identifier
 * of a person together with health context; either alone is noise.
 */
import { type Detected, rankOf } from './detection/candidate.ts';
import type { Features, Finding, GapReason, InfoType, Likelihood } from './types.ts';

/** Counts findings as they come and keeps none: whatever a file holds, the memory is bounded. */
export interface Summary {
  /** In the order in which detection settles them. */
  add(detected: Detected): void;
  /** `bytes` seen and `items` given, of the whole transfer. */
  features(gaps: readonly GapReason[], bytes: number, items: number): Features;
}

export const createSummary = (): Summary => {
  const counts: Partial<Record<InfoType, Partial<Record<Likelihood, number>>>> = {};
  const phi = createPhi();
  const persons = createPersons();
  return {
    add(detected) {
      const { infoType, likelihood } = detected.finding;
      if (concernsPatient(detected.finding)) {
        const byLikelihood = (counts[infoType] ??= {});
        byLikelihood[likelihood] = (byLikelihood[likelihood] ?? 0) + 1;
      }
      phi.add(detected);
      persons.add(detected);
    },
    features: (gaps, bytes, items) => ({
      counts,
      phi: phi.is(),
      persons: persons.count(),
      gaps: [...new Set(gaps)].sort(),
      bytes,
      items,
    }),
  };
};

/** UTF-16 units within which an identifier and health context speak of the same thing. */
const WINDOW = 2_000;

/** Numbers that only patients have: identifier and health context at once. */
const CLINICAL_IDS: ReadonlySet<InfoType> = new Set<InfoType>([
  'MEDICAL_RECORD_NUMBER',
  'ENCOUNTER_NUMBER',
  'HEALTH_PLAN_ID',
  'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  'US_MEDICAID_ID',
]);

/** What says who. */
const PERSONAL: ReadonlySet<InfoType> = new Set<InfoType>([
  'PERSON_NAME',
  'DATE_OF_BIRTH',
  'DATE_OF_DEATH',
  'US_SOCIAL_SECURITY_NUMBER',
  'US_ITIN',
  'DRIVERS_LICENSE_NUMBER',
  'PASSPORT_NUMBER',
  'BIOMETRIC_ID',
  'FACE_PHOTO',
  'PATIENT_PORTAL_USER',
  ...CLINICAL_IDS,
]);

/** What leads to a person once the text is about a patient: a leaflet's telephone number does not. */
const CONTACT: ReadonlySet<InfoType> = new Set<InfoType>([
  'PHONE_NUMBER',
  'FAX_NUMBER',
  'EMAIL_ADDRESS',
  'STREET_ADDRESS',
  'ACCOUNT_NUMBER',
  'DEVICE_SERIAL',
  'ADMISSION_DATE',
  'DISCHARGE_DATE',
  'AGE_OVER_89',
  'CREDIT_CARD_NUMBER',
  'UNIQUE_ID',
]);

/** Patterns of clinical sections that speak of one patient rather than of a disease. */
const CASE_PATTERNS: ReadonlySet<string> = new Set(['case', 'patient-is', 'denies', 'document']);

/** Ways of naming someone that say "patient": where and what for is health context already. */
const PATIENT_PATTERNS: ReadonlySet<string> = new Set(['patient-label', 'patient-prose', 'referring']);

/** PHI once any of these holds: it never ceases to be. */
const createPhi = () => {
  let found = false;
  let place = '';
  let persons = createMeeting();
  let contacts = createMeeting();
  const records = createBounded<{ health: number; identifiers: number }>();
  /** One person declared anywhere, and a document that is clinical: the two need not stand close. */
  const whole = { declared: false, health: 0 };

  const add = ({ finding, record }: Detected): void => {
    const { item, part, start: at, infoType, hipaa } = finding;
    const rank = rankOf(finding.likelihood) - 1;
    if (`${item}\n${part}` !== place) {
      place = `${item}\n${part}`;
      persons = createMeeting();
      contacts = createMeeting();
    }
    const row = record === undefined ? null : records.of(`${place}\n${record}`, () => ({ health: 0, identifiers: 0 }));
    const health = (weight: number): void => {
      persons.health(at, weight);
      whole.health += weight;
      if (row !== null) row.health += weight;
    };
    if (rank < 1) return;
    if (hipaa === null) {
      health(rank >= 2 ? 2 : 1);
      if (CASE_PATTERNS.has(finding.evidence.pattern)) contacts.health(at, 2);
    } else if (concernsPatient(finding)) {
      if (CLINICAL_IDS.has(infoType) && atLeast(finding, 'LIKELY')) found = true;
      if (PERSONAL.has(infoType)) {
        const declared = finding.role === 'patient' || infoType !== 'PERSON_NAME';
        const weight = rank >= 2 ? (declared ? 3 : 2) : 1;
        if (rank >= 2 && PATIENT_PATTERNS.has(finding.evidence.pattern)) health(2);
        persons.identifier(at, weight);
        whole.declared ||= weight >= 3;
        if (row !== null) row.identifiers += weight;
      }
      if (CONTACT.has(infoType)) {
        contacts.identifier(at, rank);
        if (row !== null) row.identifiers += rank;
      }
    }
    found ||= persons.met() || contacts.met() || (whole.declared && whole.health >= 4);
    found ||= row !== null && row.health >= 1 && row.identifiers >= 2;
  };

  return {
    add: (detected: Detected): void => {
      if (!found) add(detected);
    },
    is: () => found,
  };
};

interface Waiting {
  readonly at: number;
  /** Weight of health context within the window that makes it PHI, less what was there already. */
  missing: number;
}

/** A likely identifier and health context within the window; a merely possible name needs twice as much. */
const createMeeting = () => {
  let waiting: Waiting[] = [];
  let seen: { readonly at: number; readonly weight: number }[] = [];
  let met = false;
  const forget = (at: number): void => {
    if ((waiting[0]?.at ?? at) < at - WINDOW) waiting = waiting.filter((one) => one.at >= at - WINDOW);
    if ((seen[0]?.at ?? at) < at - WINDOW) seen = seen.filter((one) => one.at >= at - WINDOW);
  };
  return {
    identifier(at: number, strength: number): void {
      forget(at);
      const near = seen.reduce((sum, { weight }) => sum + weight, 0);
      const missing = (strength >= 2 ? 2 : 4) - near;
      if (missing <= 0) met = true;
      else waiting.push({ at, missing });
    },
    health(at: number, weight: number): void {
      forget(at);
      seen.push({ at, weight });
      for (const one of waiting) if ((one.missing -= weight) <= 0) met = true;
    },
    met: () => met,
  };
};

/** Rows that are kept in mind; a row that comes back after as many others begins anew. */
const ROWS = 4_096;

/** A map that forgets its oldest entries. */
const createBounded = <Value>() => {
  const values = new Map<string, Value>();
  return {
    of(name: string, make: () => Value): Value {
      const known = values.get(name);
      if (known !== undefined) return known;
      const made = make();
      values.set(name, made);
      for (const oldest of values.keys()) {
        if (values.size <= ROWS) break;
        values.delete(oldest);
      }
      return made;
    },
  };
};

const concernsPatient = (finding: Finding): boolean => finding.role === 'patient' || finding.role === 'unknown';

const atLeast = (finding: Finding, least: Likelihood): boolean => rankOf(finding.likelihood) >= rankOf(least);

/** What two people do not share; the same value twice is the same person. */
const TELLING: ReadonlySet<InfoType> = new Set<InfoType>([
  'PERSON_NAME',
  'US_SOCIAL_SECURITY_NUMBER',
  'MEDICAL_RECORD_NUMBER',
  'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  'HEALTH_PLAN_ID',
  'DATE_OF_BIRTH',
]);

/** Types whose second, different value in running text begins another person. */
const BEGINS: ReadonlySet<InfoType> = new Set<InfoType>([
  'PERSON_NAME',
  'US_SOCIAL_SECURITY_NUMBER',
  'MEDICAL_RECORD_NUMBER',
  'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  'DATE_OF_BIRTH',
]);

/** Values that are told apart; above, further persons are not counted: there are at least so many. */
const TOLD_APART = 200_000;

/**
 * Distinct persons: a record is one; in running text a person lasts until a telling value of the same
 * type differs; groups that share a telling value are joined. At least 1 where any identifier was found.
 */
const createPersons = () => {
  const groups = createGroups();
  const rows = createBounded<number>();
  const values = new Map<InfoType, Map<number, number>>();
  let known = 0;
  const isFull = () => known >= TOLD_APART || groups.made() >= TOLD_APART;
  let any = false;
  let running: { place: string; group: number; seen: Map<InfoType, number> } | null = null;

  /** The group of whoever has this value, joined with `group`. */
  const join = (group: number, infoType: InfoType, key: number): void => {
    const same = values.get(infoType) ?? new Map<number, number>();
    values.set(infoType, same);
    const other = same.get(key);
    if (other !== undefined) groups.join(group, other);
    else {
      known++;
      same.set(key, group);
    }
  };

  return {
    add({ finding, key, partial, record }: Detected): void {
      const { infoType, item, part } = finding;
      if (finding.hipaa === null || !concernsPatient(finding) || !atLeast(finding, 'POSSIBLE')) return;
      any = true;
      if (!TELLING.has(infoType) || isFull()) return;
      const place = `${item}\n${part}\n${record ?? ''}`;
      if (record !== undefined) {
        const group = rows.of(place, groups.make);
        // A date of birth or half a name joins nobody: many share it.
        if (!partial && infoType !== 'DATE_OF_BIRTH') join(group, infoType, key);
        return;
      }
      if (partial) return;
      const before = running?.seen.get(infoType);
      const clash = before !== undefined && before !== key;
      if (running === null || running.place !== place || (clash && BEGINS.has(infoType)))
        running = { place, group: groups.make(), seen: new Map() };
      running.seen.set(infoType, key);
      if (infoType !== 'DATE_OF_BIRTH') join(running.group, infoType, key);
    },
    count: () => Math.max(any ? 1 : 0, groups.count()),
  };
};

/** Union-find with path halving. */
const createGroups = () => {
  const parent: number[] = [];
  let sets = 0;
  const root = (id: number): number => {
    let at = id;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  return {
    make: (): number => {
      sets += 1;
      return parent.push(parent.length) - 1;
    },
    join: (a: number, b: number): void => {
      const [first, second] = [root(a), root(b)];
      if (first === second) return;
      parent[second] = first;
      sets -= 1;
    },
    count: () => sets,
    made: () => parent.length,
  };
};
