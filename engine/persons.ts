/**
 * From findings to what policy asks: is it PHI, how many people, how much of what. PHI is an identifier
 * of a person together with health context; either alone is noise.
 */
import { type Detected, rankOf } from './detection/candidate.ts';
import type { DatasetTag, Features, Finding, GapReason, InfoType, Likelihood } from './types.ts';

/** Counts findings as they come and keeps none: whatever a file holds, the memory is bounded. */
export interface Summary {
  /** In the order in which detection settles them. */
  add(detected: Detected): void;
  /** `bytes` seen and `items` given, of the whole transfer. */
  features(gaps: readonly GapReason[], bytes: number, items: number): Features;
}

/** `flavours` are the items that are one content in several forms, such as a clipboard's. */
export const createSummary = (flavours: ReadonlySet<number> = new Set()): Summary => {
  const isNew = countedOnce(flavours);
  const counts: Partial<Record<InfoType, Partial<Record<Likelihood, number>>>> = {};
  const phi = createPhi();
  const persons = createPersons();
  const entries = createEntries();
  return {
    add(detected) {
      entries.add(detected);
      const { infoType, likelihood } = detected.finding;
      if (concernsPatient(detected.finding) && isNew(detected)) {
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
      ...entries.counts(),
      gaps: [...new Set(gaps)].sort(),
      bytes,
      items,
    }),
  };
};

/** A value that stands in several flavours is one: the flavour that has most of it counts. */
const countedOnce = (flavours: ReadonlySet<number>): ((detected: Detected) => boolean) => {
  if (flavours.size < 2) return () => true;
  const seen = new Map<string, number>();
  return ({ finding, key }) => {
    if (!flavours.has(finding.item)) return true;
    const value = `${finding.infoType} ${key}`;
    const here = (seen.get(`${finding.item} ${value}`) ?? 0) + 1;
    seen.set(`${finding.item} ${value}`, here);
    if (here <= (seen.get(value) ?? 0)) return false;
    seen.set(value, here);
    return true;
  };
};

/** Distinct values that are entries of datasets. */
const createEntries = () => {
  const seen = new Map<DatasetTag, Set<number>>();
  return {
    add({ finding: { datasets = [] }, key }: Detected): void {
      for (const tag of datasets) {
        const keys = seen.get(tag) ?? new Set();
        seen.set(tag, keys);
        if (keys.size < TOLD_APART) keys.add(key);
      }
    },
    counts: (): Pick<Features, 'datasets'> =>
      seen.size === 0 ? {} : { datasets: Object.fromEntries([...seen].map(([tag, keys]) => [tag, keys.size])) },
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
const CASE_PATTERNS: ReadonlySet<string> = new Set(
  'case patient-is patient-has dated-is denies document vitals shorthand dose'.split(' '),
);

/** Ways of naming someone that say "patient": where and what for is health context already. */
const PATIENT_PATTERNS: ReadonlySet<string> = new Set([
  'patient-label',
  'patient-name-label',
  'patient-prose',
  'referring',
]);

/** PHI once any of these holds: it never ceases to be. */
const createPhi = () => {
  let found = false;
  let place = '';
  let near = createNear();
  const records = createBounded<Row>();
  /** One person declared anywhere, and a document that is clinical: the two need not stand close. */
  const whole = { declared: false, health: 0 };

  const add = ({ finding, record, subject }: Detected): void => {
    const { item, part, start: at, infoType, hipaa, role, evidence } = finding;
    const rank = rankOf(finding.likelihood) - 1;
    if (`${item}\n${part}` !== place) {
      place = `${item}\n${part}`;
      near = createNear();
    }
    // Safe Harbor removes the identifiers of relatives and household members too.
    if (rank < 1 || role === 'provider' || role === 'staff') return;
    const row = record === undefined ? null : records.of(`${place}\n${record}`, createRow);
    const health = (weight: number): void => {
      near.health(at, weight);
      whole.health += weight;
      row?.health(at, weight);
    };
    if (hipaa === null) health(rank >= 2 ? 2 : 1);
    if (subject === true || (hipaa === null && CASE_PATTERNS.has(evidence.pattern))) near.isCase(at);
    if (concernsPatient(finding) && CLINICAL_IDS.has(infoType) && rank >= 2) found = true;
    if (PERSONAL.has(infoType)) {
      const isPatient = PATIENT_PATTERNS.has(evidence.pattern) && rank >= 2;
      if (isPatient && evidence.pattern !== 'patient-prose') health(2);
      const weight = rank < 2 ? 1 : role === 'patient' || infoType !== 'PERSON_NAME' ? 3 : 2;
      near.person(at, weight, isPatient);
      whole.declared ||= weight >= 3;
      if (weight >= 2) row?.person(weight);
    } else if (subject === true) {
      near.person(at, 2, false);
      row?.person(2);
    }
    if (CONTACT.has(infoType)) {
      near.contact(at, rank);
      row?.contact(at);
    }
    found ||= near.isPhi() || row?.isPhi() === true || (whole.declared && whole.health >= 4);
  };

  return {
    add: (detected: Detected): void => {
      if (!found) add(detected);
    },
    is: () => found,
  };
};

/** What stands close together in one part. */
const createNear = () => {
  const persons = createMeeting(WINDOW);
  const contacts = createMeeting(WINDOW);
  /** Somebody who is perhaps a person, and a sentence about one patient. */
  const perhaps = createMeeting(WINDOW);
  /** A patient by name with a birth date, a telephone, an address: who is treated is health context. */
  const patients = createMeeting(WINDOW);
  return {
    health: (at: number, weight: number): void => persons.context(at, weight),
    isCase(at: number): void {
      contacts.context(at, 2);
      perhaps.context(at, 2);
    },
    person(at: number, weight: number, isPatient: boolean): void {
      if (weight >= 2) persons.identifier(at, weight);
      perhaps.identifier(at, 2);
      if (isPatient) patients.identifier(at, 2);
      else if (weight >= 3) patients.context(at, weight);
    },
    contact(at: number, weight: number): void {
      contacts.identifier(at, weight);
      patients.context(at, weight);
    },
    isPhi: () => persons.met() || contacts.met() || perhaps.met() || patients.met(),
  };
};

interface Row {
  health(at: number, weight: number): void;
  person(weight: number): void;
  contact(at: number): void;
  isPhi(): boolean;
}

/** One row of a table: somebody and a diagnosis, or a telephone close to one that is likely. */
const createRow = (): Row => {
  const contacts = createMeeting(ROW);
  const sum = { health: 0, persons: 0 };
  return {
    health(at, weight) {
      sum.health += weight;
      if (weight >= 2) contacts.context(at, weight);
    },
    person: (weight) => void (sum.persons += weight),
    contact: (at) => contacts.identifier(at, 2),
    isPhi: () => (sum.health >= 1 && sum.persons >= 2) || contacts.met(),
  };
};

/** Units that a row of a table takes at most. */
const ROW = 600;

interface Waiting {
  readonly at: number;
  /** Weight of health context within the window that makes it PHI, less what was there already. */
  missing: number;
}

/** A likely identifier and health context within the window; a merely possible name needs twice as much. */
const createMeeting = (window: number) => {
  let waiting: Waiting[] = [];
  let seen: { readonly at: number; readonly weight: number }[] = [];
  let met = false;
  const forget = (at: number): void => {
    if ((waiting[0]?.at ?? at) < at - window) waiting = waiting.filter((one) => one.at >= at - window);
    if ((seen[0]?.at ?? at) < at - window) seen = seen.filter((one) => one.at >= at - window);
  };
  return {
    identifier(at: number, strength: number): void {
      forget(at);
      const near = seen.reduce((sum, { weight }) => sum + weight, 0);
      const missing = (strength >= 2 ? 2 : 4) - near;
      if (missing <= 0) met = true;
      else waiting.push({ at, missing });
    },
    context(at: number, weight: number): void {
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
