/** Candidates from what a format declares: a column, a key, an element, a position. */
import type { Declared } from '../context.ts';
import type { Detector } from '../define.ts';
import { HIPAA_CLASSES } from '../hipaa.ts';
import type { Field, InfoType } from '../types.ts';
import { isCalendarDate } from '../validators/calendar-date.ts';
import { isEmail } from '../validators/email-format.ts';
import { isPlaceholder } from '../validators/placeholder.ts';
import { type Candidate, signature } from './candidate.ts';

export interface FieldReader {
  /** Fields and `text` share offsets. */
  read(fields: readonly Field[], text: string): Candidate[];
}

export const createFieldReader = (
  detectors: readonly Detector[],
  lookUp: (key: string) => readonly Declared[],
): FieldReader => {
  const byType = new Map<InfoType, Detector>();
  for (const detector of detectors) if (!byType.has(detector.infoType)) byType.set(detector.infoType, detector);
  const shapes = new Map<Detector, RegExp>();
  for (const detector of detectors) {
    // A bounded value against our own bounded shape: linear enough without RE2.
    if (detector.labelled !== undefined) shapes.set(detector, new RegExp(`^(?:${detector.labelled})$`, 'i'));
  }
  const readOne = (field: Field, text: string, personal: ReadonlySet<number>): Candidate | null => {
    const { start, end } = trimmed(text, field.start, field.end);
    if (end <= start || end - start > LONGEST) return null;
    const value = text.slice(start, end);
    if (!/[\p{L}\p{N}]/u.test(value) || isPlaceholder(value)) return null;
    if (NOTHING.test(value) && !isCalled(field.infoType, value)) return null;
    const span = { start, end, value, ...(field.record === undefined ? {} : { record: field.record }) };
    if (field.infoType !== undefined) {
      if (HIPAA_CLASSES[field.infoType] === 'C' && !isDay(value)) return null;
      const detector = byType.get(field.infoType);
      return {
        ...span,
        infoType: field.infoType,
        hipaa: HIPAA_CLASSES[field.infoType],
        role: field.role ?? detector?.role ?? 'unknown',
        likelihood: 'VERY_LIKELY',
        detector: detector === undefined ? 'field@1' : signature(detector),
        evidence: { pattern: 'position', validated: detector?.validate?.(value) ?? false },
        declared: true,
      };
    }
    for (const declared of lookUp(field.key)) {
      if (declared.generic && !personal.has(field.record ?? -1)) continue;
      const told = judgeDeclared(declared, value);
      if (told !== null) return { ...span, ...told, role: field.role ?? declared.role ?? 'unknown' };
    }
    return null;
  };
  const judgeDeclared = ({ detector, label }: Declared, value: string): Told | null => {
    const shape = shapes.get(detector);
    if (value.length > detector.maxLength || value.length < 2 || (shape !== undefined && !shape.test(value)))
      return null;
    // A mail address is one under any heading.
    if (detector.infoType !== 'EMAIL_ADDRESS' && isEmail(value)) return null;
    const sure = detector.surely?.labels.includes(label) === true;
    const validated =
      (sure && detector.surely?.validate(value)) || (detector.validate?.(withoutNickname(value)) ?? false);
    if (detector.checksLabelled === true && !validated) return null;
    return {
      infoType: detector.infoType,
      hipaa: detector.hipaa,
      likelihood: detector.whenDeclared ?? (validated ? 'VERY_LIKELY' : 'LIKELY'),
      ...(detector.withPatient === undefined ? {} : { withPatient: detector.withPatient }),
      detector: signature(detector),
      evidence: { pattern: 'field', validated, hotword: label },
      declared: true,
    };
  };
  const personalRecords = (fields: readonly Field[]): ReadonlySet<number> => {
    const records = new Set<number>();
    for (const field of fields) {
      const [declared] = lookUp(field.key);
      const type = field.infoType ?? declared?.detector.infoType;
      if (type !== undefined && PERSONAL.has(type) && declared?.generic !== true) records.add(field.record ?? -1);
    }
    return records;
  };
  return {
    read: (fields, text) => {
      if (fields.length === 0) return [];
      const personal = personalRecords(fields);
      return fields.map((field) => readOne(field, text, personal)).filter((candidate) => candidate !== null);
    },
  };
};

/** `Garcia, "Mimi" Maria`: the quotes of a name inside of a name say nothing of what it is. */
const withoutNickname = (value: string): string =>
  /["“”]/.test(value) ? value.replaceAll(/["“”]([^"“”]{1,24})["“”]/g, '$1') : value;

type Told = Omit<Candidate, 'start' | 'end' | 'value' | 'role' | 'record'>;

/** Longer declared values are narrative: their text is scanned like any other. */
const LONGEST = 256;

const NOTHING =
  /^(?:null|nil|none|n\/?a|nan|unknown|undefined|unspecified|not (?:given|known|available|applicable)|tbd|test|empty|vacant|blank|(?:sub)?total|[-x*#_.?\s]+)$/i;

/** Where the format itself says that this is a name, `Test` is one. */
const isCalled = (infoType: InfoType | undefined, value: string): boolean =>
  infoType === 'PERSON_NAME' && /^test$/i.test(value);

/** Keys that only people's records have: beside one of them, `name` is somebody's name. */
const PERSONAL: ReadonlySet<InfoType> = new Set<InfoType>([
  'DATE_OF_BIRTH',
  'US_SOCIAL_SECURITY_NUMBER',
  'MEDICAL_RECORD_NUMBER',
  'EMAIL_ADDRESS',
  'PHONE_NUMBER',
  'STREET_ADDRESS',
  'HEALTH_PLAN_ID',
  'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  'ENCOUNTER_NUMBER',
]);

/** A year with its month at least; a bare year is what Safe Harbor lets stand, a time of day is no date. */
const isDay = (value: string): boolean =>
  /^(?:1[89]|20)\d{2}[-/.]?(?:0[1-9]|1[0-2])|^\d{6}$/.test(value) || isCalendarDate(value);

const trimmed = (text: string, start: number, end: number): { start: number; end: number } => {
  let first = start;
  let last = end;
  while (first < last && BLANK.test(text.charAt(first))) first += 1;
  while (last > first && BLANK.test(text.charAt(last - 1))) last -= 1;
  return { start: first, end: last };
};

const BLANK = /[\s"']/;
