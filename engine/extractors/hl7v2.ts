/**
 * HL7 version 2 messages and batches (ER7 encoding, chapter 2), delimiters as each MSH declares them.
 * The readable text is the file; components whose meaning the standard fixes are fields.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import type { InfoType, Role } from '../types.ts';
import meanings from './reading/hl7v2-meaning.json' with { type: 'json' };
import { CHUNK, readable } from './reading/readable.ts';

export const hl7v2 = defineExtractor({
  name: 'hl7v2',
  textLike: true,
  accepts: (head) => /^[\s\v]*(?:MSH|FHS|BHS)[^\w\s]{4}/.test(headText(head)),
  async *extract(source, { part }) {
    const out = readable(part);
    const message = segmentReader(out);
    let rest = '';
    let at = 0;
    for await (const piece of decodeText(source)) {
      rest += piece;
      const end = Math.max(rest.lastIndexOf('\r'), rest.lastIndexOf('\n')) + 1;
      // A segment of megabytes (an embedded document) passes in pieces, without fields.
      const take = end === 0 && rest.length > 4 * CHUNK ? rest.length : end;
      message.read(rest.slice(0, take), at);
      at += take;
      rest = rest.slice(take);
      if (out.length >= CHUNK) yield { kind: 'text', chunk: out.take(false) };
    }
    message.read(rest, at);
    yield { kind: 'text', chunk: out.take(true) };
  },
});

/** Data types (chapter 2A): infoType by 1-based component. Segments: a field's data type, `TS DATE_OF_BIRTH@relative`. */
const TYPES = meanings.types as Readonly<Record<string, Readonly<Partial<Record<string, InfoType>>>>>;
const SEGMENTS = meanings.segments as unknown as Readonly<
  Record<string, { readonly role: Role; readonly fields: Readonly<Record<string, string>> }>
>;

interface Meaning {
  readonly type: string;
  readonly components: Readonly<Partial<Record<string, InfoType>>>;
  readonly role: Role;
}

/** Meanings by segment and position, read from the table once. */
const MEANINGS = new Map<string, Meaning>(
  Object.entries(SEGMENTS).flatMap(([id, { role, fields }]) =>
    Object.entries(fields).map(([position, written]) => [`${id}-${position}`, meaningOf(written, role)] as const),
  ),
);

function meaningOf(written: string, role: Role): Meaning {
  const [type = '', infoType, whose] = /^(\w+)(?: (\w+))?(?:@(\w+))?$/.exec(written)?.slice(1) ?? [];
  const known = TYPES[type] ?? { 1: 'UNIQUE_ID' };
  const components =
    infoType === undefined ? known : Object.fromEntries(Object.keys(known).map((at) => [at, infoType as InfoType]));
  return { type, components, role: (whose as Role | undefined) ?? role };
}

/** Values of these types in OBX-5 speak for themselves; OBX-2 names the type. */
const OBSERVED: Readonly<Record<string, Meaning>> = {
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

function segmentReader(out: ReturnType<typeof readable>) {
  let field = '|';
  let component = '^';
  let repetition = '~';
  let record = 0;
  let patient = 0;

  const readSegment = (segment: string, base: number): void => {
    const id = segment.slice(0, 3);
    if (id === 'MSH' || id === 'FHS' || id === 'BHS') {
      field = segment[3] ?? field;
      component = segment[4] ?? component;
      repetition = segment[5] ?? repetition;
      return;
    }
    // One person each: the patient of a PID, every next of kin, guarantor, insured, provider.
    record++;
    if (id === 'PID') patient = record;
    if (!(id in SEGMENTS) || segment[3] !== field) return;
    let start = 4;
    let observed: Meaning | undefined;
    for (let position = 1; start <= segment.length; position++) {
      const end = next(segment, field, start);
      const value = segment.slice(start, end);
      const key = `${id}-${position}`;
      if (key === 'OBX-2') observed = OBSERVED[value];
      const known = key === 'OBX-5' ? observed : MEANINGS.get(key);
      if (known !== undefined) readField(value, base + start, key, known);
      start = end + 1;
    }
  };

  const readField = (value: string, base: number, key: string, { type, components, role }: Meaning): void => {
    const person = role === 'patient' ? patient : record;
    for (let start = 0; start <= value.length; ) {
      const end = next(value, repetition, start);
      const repeat = value.slice(start, end);
      let from = 0;
      for (let position = 1; from <= repeat.length; position++) {
        const to = next(repeat, component, from);
        const text = repeat.slice(from, to);
        const declared = components[String(position)];
        const infoType = position === 1 ? identifierType(type, repeat.split(component), declared) : declared;
        // "" is the standard's explicit null.
        if (infoType !== undefined && text !== '' && text !== '""') {
          const at = base + start + from;
          out.field({ start: at, end: at + text.length, key, infoType, role, record: person });
        }
        from = to + 1;
      }
      start = end + 1;
    }
  };

  return {
    read(text: string, at: number): void {
      const base = out.length;
      out.keep(text, at);
      for (let start = 0; start < text.length; ) {
        let end = start;
        while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
        const lead = text.charCodeAt(start) === 0x0b ? 1 : 0;
        if (end - start > 4) readSegment(text.slice(start + lead, end), base + start + lead);
        start = end + 1;
      }
    },
  };
}

/** HL7 table 0203, identifier type: component 5 of a CX, 13 of an XCN (9 is who assigned it). */
function identifierType(type: string, parts: readonly string[], declared: InfoType | undefined): InfoType | undefined {
  if (type === 'XCN') return parts[12] === 'NPI' || NPI_AUTHORITY.test(parts[8] ?? '') ? 'US_HEALTHCARE_NPI' : declared;
  if (type !== 'CX') return declared;
  const told = IDENTIFIER_TYPES[parts[4] ?? ''];
  // A position that is more than "some identifier" outweighs a code that is not.
  const open = declared === 'MEDICAL_RECORD_NUMBER' || declared === 'UNIQUE_ID';
  return told !== undefined && (open || DOCUMENTS.has(told)) ? told : declared;
}

const NPI_AUTHORITY = /(?:^|&)(?:NPI|2\.16\.840\.1\.113883\.4\.6)(?:&|$)/;

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

const isLineEnd = (code: number): boolean => code === 0x0d || code === 0x0a;

function next(text: string, delimiter: string, from: number): number {
  const found = text.indexOf(delimiter, from);
  return found < 0 ? text.length : found;
}
