/**
 * From findings to what policy asks: is it PHI, how many people, how much of what. PHI is an identifier
 * of a person together with health context; either alone is noise.
 */
import { type Detected, rankOf } from './detection/candidate.ts';
import type { Features, Finding, GapReason, InfoType, Likelihood } from './types.ts';

/** `bytes` seen and `items` given, of the whole transfer. */
export const summarise = (
  detected: readonly Detected[],
  gaps: readonly GapReason[],
  bytes: number,
  items: number,
): Features => ({
  counts: countsOf(detected),
  phi: isPhi(detected),
  persons: countPersons(detected),
  gaps: [...new Set(gaps)].sort(),
  bytes,
  items,
});

/** Findings per infoType and likelihood that concern a patient or an unknown person. */
const countsOf = (detected: readonly Detected[]): Features['counts'] => {
  const counts: Partial<Record<InfoType, Partial<Record<Likelihood, number>>>> = {};
  for (const { finding } of detected) {
    if (!concernsPatient(finding)) continue;
    counts[finding.infoType] ??= {};
    const byLikelihood = counts[finding.infoType] ?? {};
    byLikelihood[finding.likelihood] = (byLikelihood[finding.likelihood] ?? 0) + 1;
  }
  return counts;
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
const CASE_PATTERNS: ReadonlySet<string> = new Set([
  'case',
  'patient-is',
  'denies',
  'document',
  'vitals',
  'shorthand',
  'dose',
]);

/** Ways of naming someone that say "patient": where and what for is health context already. */
const PATIENT_PATTERNS: ReadonlySet<string> = new Set([
  'patient-label',
  'patient-name-label',
  'patient-prose',
  'referring',
]);

interface Evidence {
  readonly at: number;
  readonly weight: number;
}

/** What one part or one record holds, in order of offset. */
interface Scope {
  readonly persons: Evidence[];
  /** Names without anything that says whose they are. */
  readonly names: Evidence[];
  readonly contacts: Evidence[];
  /** Names that say "patient". */
  readonly patients: Evidence[];
  readonly cases: Evidence[];
  readonly health: Evidence[];
}

const isPhi = (detected: readonly Detected[]): boolean => {
  const parts = new Map<string, Scope>();
  const records = new Map<string, Scope>();
  const whole = newScope();
  for (const { finding, record, subject } of detected) {
    const id = `${finding.item}\n${finding.part}`;
    if (concernsPatient(finding) && CLINICAL_IDS.has(finding.infoType) && atLeast(finding, 'LIKELY')) return true;
    const scopes = [scopeOf(parts, id), whole, ...(record === undefined ? [] : [scopeOf(records, `${id}\n${record}`)])];
    for (const scope of scopes) note(scope, finding, subject === true);
  }
  for (const { persons, names, contacts, patients, cases, health } of parts.values()) {
    if (meet(persons, health) || meet(contacts, cases)) return true;
    // Somebody who is perhaps a person, and a sentence about one patient.
    if (meet([...persons, ...names].map(certainly), cases)) return true;
    // A patient by name with a birth date, a telephone, an address: who is treated is health context.
    const more = persons.filter(({ at, weight }) => weight === 3 && !patients.some((patient) => patient.at === at));
    if (meet(patients, [...contacts, ...more])) return true;
  }
  for (const { persons, contacts, health } of records.values()) {
    if (weigh(persons) >= 2 && weigh(health) >= 1) return true;
    // A telephone beside a diagnosis, in one row.
    if (contacts.length > 0 && near(contacts, health, ROW)) return true;
  }
  // One person declared anywhere, and a document that is clinical: the two need not stand close.
  return whole.persons.some(({ weight }) => weight >= 3) && weigh(whole.health) >= 4;
};

const certainly = ({ at }: Evidence): Evidence => ({ at, weight: 2 });

const newScope = (): Scope => ({ persons: [], names: [], contacts: [], patients: [], cases: [], health: [] });

const scopeOf = (scopes: Map<string, Scope>, id: string): Scope => {
  const scope = scopes.get(id) ?? newScope();
  scopes.set(id, scope);
  return scope;
};

const note = (scope: Scope, finding: Finding, subject: boolean): void => {
  const at = finding.start;
  const rank = rankOf(finding.likelihood) - 1;
  if (finding.hipaa === null) {
    if (rank < 1) return;
    scope.health.push({ at, weight: rank >= 2 ? 2 : 1 });
    if (CASE_PATTERNS.has(finding.evidence.pattern)) scope.cases.push({ at, weight: 2 });
    return;
  }
  if (!concernsPerson(finding) || rank < 1) return;
  if (PERSONAL.has(finding.infoType)) {
    const named = finding.infoType === 'PERSON_NAME';
    if (rank >= 2 && PATIENT_PATTERNS.has(finding.evidence.pattern)) {
      scope.patients.push({ at, weight: 2 });
      if (finding.evidence.pattern !== 'patient-prose') scope.health.push({ at, weight: 2 });
    }
    if (rank < 2) scope.names.push({ at, weight: 1 });
    else scope.persons.push({ at, weight: finding.role === 'patient' || !named ? 3 : 2 });
  } else if (subject) scope.persons.push({ at, weight: 2 });
  if (subject) scope.cases.push({ at, weight: 2 });
  if (CONTACT.has(finding.infoType)) scope.contacts.push({ at, weight: rank });
};

/** Units that a row of a table takes at most. */
const ROW = 600;

/** Likely health context within so many units of one of them. */
const near = (identifiers: readonly Evidence[], health: readonly Evidence[], reach: number): boolean =>
  identifiers.some(({ at }) => health.some((one) => one.weight >= 2 && Math.abs(one.at - at) <= reach));

/** A likely identifier and health context within the window; a merely possible name needs twice as much. */
const meet = (identifiers: readonly Evidence[], health: readonly Evidence[]): boolean => {
  let from = 0;
  let to = 0;
  let weight = 0;
  const near = [...health].sort(byPlace);
  for (const { at, weight: strength } of [...identifiers].sort(byPlace)) {
    while (to < near.length && (near[to]?.at ?? 0) <= at + WINDOW) weight += near[to++]?.weight ?? 0;
    while (from < to && (near[from]?.at ?? 0) < at - WINDOW) weight -= near[from++]?.weight ?? 0;
    if (weight >= (strength >= 2 ? 2 : 4)) return true;
  }
  return false;
};

const byPlace = (a: Evidence, b: Evidence): number => a.at - b.at;

const weigh = (evidence: readonly Evidence[]): number => evidence.reduce((sum, { weight }) => sum + weight, 0);

/** Safe Harbor removes the identifiers of relatives and household members too. */
const concernsPerson = (finding: Finding): boolean => finding.role !== 'provider' && finding.role !== 'staff';

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

/**
 * Distinct persons: a record is one; in running text a person lasts until a telling value of the same
 * type differs; groups that share a telling value are joined. At least 1 where any identifier was found.
 */
const countPersons = (detected: readonly Detected[]): number => {
  const groups = createGroups();
  let any = false;
  let running: { place: string; group: number; seen: Map<InfoType, number> } | null = null;
  for (const { finding, key, partial, record } of detected) {
    const { infoType } = finding;
    if (finding.hipaa === null || !concernsPatient(finding) || !atLeast(finding, 'POSSIBLE')) continue;
    any = true;
    if (!TELLING.has(infoType)) continue;
    const place = `${finding.item}\n${finding.part}\n${record ?? ''}`;
    if (record !== undefined) {
      const group = groups.of(place);
      // A date of birth or half a name joins nobody: many share it.
      if (!partial && infoType !== 'DATE_OF_BIRTH') groups.join(group, groups.of(`${infoType} ${key}`));
      continue;
    }
    if (partial) continue;
    const clash = running !== null && running.seen.get(infoType) !== undefined && running.seen.get(infoType) !== key;
    if (running === null || running.place !== place || (clash && BEGINS.has(infoType))) {
      running = { place, group: groups.of(`${place}\n${finding.start}`), seen: new Map() };
    }
    running.seen.set(infoType, key);
    if (infoType !== 'DATE_OF_BIRTH') groups.join(running.group, groups.of(`${infoType} ${key}`));
  }
  return Math.max(any ? 1 : 0, groups.count());
};

interface Groups {
  of(name: string): number;
  join(a: number, b: number): void;
  count(): number;
}

/** Union-find with path halving. */
const createGroups = (): Groups => {
  const ids = new Map<string, number>();
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
    of: (name) => {
      const known = ids.get(name);
      if (known !== undefined) return known;
      ids.set(name, parent.length);
      sets += 1;
      return parent.push(parent.length) - 1;
    },
    join: (a, b) => {
      const [first, second] = [root(a), root(b)];
      if (first === second) return;
      parent[second] = first;
      sets -= 1;
    },
    count: () => sets,
  };
};
