/** What the components of HL7 v2 data types are (version 2.8, chapter 2A), as ranges of one repetition. */
import type { InfoType, Role } from '../../../types.ts';
import table from './meaning.json' with { type: 'json' };

export interface Component {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Named {
  readonly start: number;
  readonly end: number;
  readonly infoType: InfoType;
}

/** A field of a segment: `CX ACCOUNT_NUMBER@relative` in the table. */
export interface Meaning {
  readonly type: string;
  /** infoTypes of components, counted from 1. */
  readonly components: readonly (readonly [position: number, infoType: InfoType])[];
  readonly role: Role | 'insured';
}

const TYPES = table.types as Readonly<Record<string, Readonly<Partial<Record<string, InfoType>>>>>;

/** Meanings by segment and position, read from the table once; the test beside the extractor checks its words. */
export const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  Object.entries(table.segments).flatMap(([id, { role, fields }]) =>
    Object.entries(fields).map(
      ([position, written]) => [`${id}-${position}`, meaningOf(written, role as Meaning['role'])] as const,
    ),
  ),
);

/** Segments of which some position means something. */
export const SEGMENTS: ReadonlySet<string> = new Set(Object.keys(table.segments));

/** Values of these types in OBX-5 speak for themselves; OBX-2 names the type. */
export const OBSERVED: Readonly<Record<string, Meaning>> = {
  TS: meaningOf('TS', 'patient'),
  DT: meaningOf('TS', 'patient'),
  DTM: meaningOf('TS', 'patient'),
  XPN: meaningOf('XPN', 'unknown'),
  PN: meaningOf('XPN', 'unknown'),
  XCN: meaningOf('XCN', 'provider'),
  XAD: meaningOf('XAD', 'unknown'),
  AD: meaningOf('XAD', 'unknown'),
  XTN: meaningOf('XTN', 'unknown'),
  TN: meaningOf('XTN', 'unknown'),
};

function meaningOf(written: string, role: Meaning['role']): Meaning {
  const [type = '', infoType, whose] = /^(\w+)(?: (\w+))?(?:@(\w+))?$/.exec(written)?.slice(1) ?? [];
  const known = TYPES[type] ?? { 1: 'UNIQUE_ID' };
  const own = infoType as InfoType | undefined;
  // A person's number is what the segment says; the other components are what they always are.
  const components = Object.entries(known).flatMap(([at, declared]): [number, InfoType][] => {
    const infoType = own !== undefined && (type !== 'XCN' || at === '1') ? own : declared;
    return infoType === undefined ? [] : [[Number(at), infoType]];
  });
  return { type, components, role: (whose as Role | undefined) ?? role };
}

/** The values of one repetition that mean something; `sub` cuts a component at its subcomponents. */
export function readDataType(
  { type, components }: Meaning,
  parts: readonly Component[],
  sub: (component: Component) => readonly Component[],
): readonly Named[] {
  const text = (position: number): string => parts[position - 1]?.text ?? '';
  if (type === 'XTN') return telecom(parts, text);
  if (type === 'CODE' && !/^(?:I10C?|ICD-?10.*|10)$/i.test(text(3))) return [];
  const found: Named[] = [];
  for (const [position, declared] of components) {
    const part = parts[position - 1];
    if (part === undefined || part.end === part.start) continue;
    const infoType = position === 1 ? numberType(type, text, declared) : declared;
    for (const { start, end } of valuesOf(type, infoType, sub(part))) found.push({ start, end, infoType });
  }
  return found;
}

/** The subcomponents that are values: of a number only the first, of a name within a component its words. */
const valuesOf = (type: string, infoType: InfoType, parts: readonly Component[]): readonly Component[] => {
  if (type === 'NDL') return parts.slice(1, 4);
  return infoType === 'PERSON_NAME' || infoType === 'STREET_ADDRESS' ? parts : parts.slice(0, 1);
};

function telecom(parts: readonly Component[], text: (position: number) => string): Named[] {
  const found: Named[] = [];
  const phone: InfoType = /\bFX\b/.test(`${text(2)} ${text(3)}`) ? 'FAX_NUMBER' : 'PHONE_NUMBER';
  for (const [position, part] of [1, 4, 12].map((at) => [at, parts[at - 1]] as const)) {
    if (part === undefined) continue;
    if (part.text.includes('@')) found.push({ start: part.start, end: part.end, infoType: 'EMAIL_ADDRESS' });
    else if (position !== 4 && (part.text.match(/\d/g)?.length ?? 0) >= 5)
      found.push({ start: part.start, end: part.end, infoType: phone });
  }
  // Area code and number in components of their own are one number.
  const [area, local] = [parts[5], parts[6]];
  if (local !== undefined && /\d{3}/.test(local.text))
    found.push({ start: area?.text ? area.start : local.start, end: local.end, infoType: phone });
  return found;
}

/** HL7 table 0203, identifier type: component 5 of a CX, 13 of an XCN (9 is who assigned it). */
function numberType(type: string, text: (position: number) => string, declared: InfoType): InfoType {
  if (type === 'XCN') return providerNumber(text(13), text(9)) ?? declared;
  if (type !== 'CX') return declared;
  const told = IDENTIFIER_TYPES[text(5)];
  // A position that is more than "some identifier" outweighs a code that is not.
  const open = declared === 'MEDICAL_RECORD_NUMBER' || declared === 'UNIQUE_ID';
  return told !== undefined && (open || DOCUMENTS.has(told)) ? told : declared;
}

function providerNumber(code: string, authority: string): InfoType | undefined {
  if (code === 'NPI' || /(?:^|&)(?:NPI|2\.16\.840\.1\.113883\.4\.6)(?:&|$)/.test(authority)) return 'US_HEALTHCARE_NPI';
  if (code === 'DEA') return 'US_DEA_NUMBER';
  return /^(?:MD|SL|LN|MDL)$/.test(code) ? 'MEDICAL_LICENSE' : undefined;
}

/** Numbers of papers of their own, wherever they stand. */
const DOCUMENTS: ReadonlySet<InfoType> = new Set<InfoType>([
  'US_SOCIAL_SECURITY_NUMBER',
  'DRIVERS_LICENSE_NUMBER',
  'PASSPORT_NUMBER',
  'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  'US_MEDICAID_ID',
]);

const IDENTIFIER_TYPES: Readonly<Record<string, InfoType>> = {
  SS: 'US_SOCIAL_SECURITY_NUMBER',
  DL: 'DRIVERS_LICENSE_NUMBER',
  PPN: 'PASSPORT_NUMBER',
  MC: 'US_MEDICARE_BENEFICIARY_ID_NUMBER',
  MA: 'US_MEDICAID_ID',
  MB: 'HEALTH_PLAN_ID',
  SN: 'HEALTH_PLAN_ID',
  AN: 'ACCOUNT_NUMBER',
  VN: 'ENCOUNTER_NUMBER',
  MR: 'MEDICAL_RECORD_NUMBER',
  PI: 'MEDICAL_RECORD_NUMBER',
};
