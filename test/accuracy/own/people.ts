/** Invented people from a seed: names and streets of @faker-js/faker, numbers that are drawn or kept for examples. */
import { en, Faker } from '@faker-js/faker';
import { luhnDigit } from './check-digits.ts';

/** A value as it is written, and what it is. */
export interface Value {
  readonly text: string;
  /** Absent where it identifies nobody. */
  readonly label?: string;
  readonly role?: string;
}

/** Values by the name that templates use: `patient.name`, `visit.admitted.us`. */
export type Cast = ReadonlyMap<string, Value>;

/** One patient with relative, doctor and visit. The same seed and index give the same cast. */
export function castOf(seed: number, index: number): Cast {
  const faker = new Faker({ locale: [en], seed: seed * 10_007 + index });
  const values = new Map<string, Value>();
  const set = (name: string, text: string, label?: string, role?: string): void => {
    values.set(name, { text, ...(label === undefined ? {} : { label }), ...(role === undefined ? {} : { role }) });
  };
  const digits = (length: number): string => faker.string.numeric({ length, allowLeadingZeros: true });
  const phone = (): string => `${faker.helpers.arrayElement(AREAS)}-555-01${digits(2)}`;

  const person = (who: string, role: string): void => {
    const [first, middle, last] = [faker.person.firstName(), faker.person.middleName(), faker.person.lastName()];
    set(`${who}.first`, first, 'NAME', role);
    set(`${who}.last`, last, 'NAME', role);
    set(`${who}.name`, `${first} ${last}`, 'NAME', role);
    set(`${who}.full`, `${first} ${middle.charAt(0)}. ${last}`, 'NAME', role);
    set(`${who}.lastFirst`, `${last}, ${first}`, 'NAME', role);
    set(`${who}.upper`, `${last} ${first}`.toUpperCase(), 'NAME', role);
    const number = phone();
    set(`${who}.phone`, number, 'PHONE', role);
    set(`${who}.phone.bracket`, number.replace(/^(\d+)-/, '($1) '), 'PHONE', role);
    set(`${who}.phone.plain`, number.replaceAll('-', ''), 'PHONE', role);
    const mailbox = `${first}.${last}${digits(2)}`.toLowerCase().replaceAll(/[^a-z0-9.]/g, '');
    set(`${who}.email`, `${mailbox}@example.org`, 'EMAIL', role);
  };
  const date = (name: string, from: string, to: string, role: string): void => {
    const at = faker.date.between({ from, to });
    for (const [style, text] of Object.entries(stylesOf(at)))
      set(style === 'iso' ? name : `${name}.${style}`, text, 'DATE', role);
  };

  person('patient', 'patient');
  person('relative', 'relative');
  person('doctor', 'provider');
  date('patient.dob', '1932-01-01', '2015-12-31', 'patient');
  date('visit.admitted', '2023-01-01', '2024-06-30', 'event');
  date('visit.discharged', '2024-07-01', '2024-12-31', 'event');
  date('visit.seen', '2025-01-01', '2026-06-30', 'event');

  const ssn = `${faker.number.int({ min: 100, max: 665 })}-${faker.number.int({ min: 10, max: 99 })}-${faker.number.int({ min: 1000, max: 9999 })}`;
  set('patient.ssn', ssn, 'SSN', 'patient');
  set('patient.ssn.plain', ssn.replaceAll('-', ''), 'SSN', 'patient');
  set('patient.mrn', faker.string.numeric({ length: 8, allowLeadingZeros: false }), 'MRN', 'patient');
  set('patient.mrn.letters', `E${digits(9)}`, 'MRN', 'patient');
  set('patient.account', `A${digits(10)}`, 'ACCOUNT', 'patient');
  set('patient.encounter', `V${digits(9)}`, 'ENCOUNTER_ID', 'patient');
  set('patient.plan', `${faker.string.alpha({ length: 3, casing: 'upper' })}${digits(9)}`, 'HEALTH_PLAN_ID', 'patient');
  set('patient.mbi', drawMbi(faker), 'HEALTH_PLAN_ID', 'patient');
  set('patient.street', faker.location.streetAddress(), 'ADDRESS', 'patient');
  set('patient.city', faker.helpers.arrayElement(faker.definitions.location.city_name), 'LOCATION', 'patient');
  set('patient.zip', faker.location.zipCode('#####'), 'ZIP', 'patient');
  set('patient.state', faker.location.state({ abbreviated: true }));
  set('patient.age', `${faker.number.int({ min: 90, max: 99 })}`, 'AGE', 'patient');
  set('patient.device', `SN${digits(8)}`, 'DEVICE', 'patient');
  set('patient.licence', `${faker.string.alpha({ length: 1, casing: 'upper' })}${digits(7)}`, 'LICENSE', 'patient');
  set('patient.ip', `203.0.113.${faker.number.int({ min: 1, max: 254 })}`, 'IP', 'patient');
  set('doctor.npi', drawNpi(faker), 'NPI', 'provider');
  set('number', String(faker.number.int({ min: 60, max: 180 })));
  set('order', digits(7));
  return values;
}

/** Area codes that exist; with 555-01xx nobody answers. */
const AREAS = ['212', '312', '415', '617', '702', '802', '904'];

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function stylesOf(at: Date): Readonly<Record<string, string>> {
  const [year = '', month = '', day = ''] = at.toISOString().slice(0, 10).split('-');
  return {
    iso: `${year}-${month}-${day}`,
    us: `${month}/${day}/${year}`,
    short: `${Number(month)}/${Number(day)}/${year.slice(2)}`,
    long: `${MONTHS[Number(month) - 1]} ${Number(day)}, ${year}`,
    plain: `${year}${month}${day}`,
  };
}

/** CMS, Understanding the MBI Format: positions 2, 5, 8 and 9 are letters without S, L, O, I, B, Z. */
function drawMbi(faker: Faker): string {
  const letter = () => faker.helpers.arrayElement([...'ACDEFGHJKMNPQRTUVWXY']);
  const digit = () => faker.string.numeric();
  const either = () => faker.helpers.arrayElement([...'0123456789ACDEFGHJKMNPQRTUVWXY']);
  const first = String(faker.number.int({ min: 1, max: 9 }));
  return `${first}${letter()}${either()}${digit()}${letter()}${either()}${digit()}${letter()}${letter()}${digit()}${digit()}`;
}

/** Ten digits whose last is Luhn's over the prefix 80840 (45 CFR 162.406). */
function drawNpi(faker: Faker): string {
  const body = `1${faker.string.numeric({ length: 8, allowLeadingZeros: true })}`;
  return body + luhnDigit(`80840${body}`);
}
