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

/** infoType by 1-based component; `role` where it is not the segment's. */
type Meaning = Readonly<Partial<Record<string, InfoType>>> & { readonly role?: Role };

interface Segment {
  readonly role: Role;
  readonly fields: Readonly<Record<string, Meaning>>;
}

/** Checked by the test beside this file: every infoType and role of the table exists. */
const SEGMENTS = meanings as unknown as Readonly<Record<string, Segment>>;

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
    const meaning = SEGMENTS[id];
    if (meaning === undefined || segment[3] !== field) return;
    let start = 4;
    for (let position = 1; start <= segment.length; position++) {
      const end = next(segment, field, start);
      const known = meaning.fields[String(position)];
      if (known !== undefined)
        readField(segment.slice(start, end), base + start, `${id}-${position}`, known, meaning.role);
      start = end + 1;
    }
  };

  const readField = (value: string, base: number, key: string, known: Meaning, role: Role): void => {
    for (let start = 0; start <= value.length; ) {
      const end = next(value, repetition, start);
      const repeat = value.slice(start, end);
      let from = 0;
      for (let position = 1; from <= repeat.length; position++) {
        const to = next(repeat, component, from);
        const text = repeat.slice(from, to);
        const declared = known[String(position)];
        // "" is the standard's explicit null.
        if (declared !== undefined && text !== '' && text !== '""') {
          const infoType = key === 'PID-3' ? identifierType(repeat.split(component)[4]) : declared;
          const at = base + start + from;
          const whose = known.role ?? role;
          const person = whose === 'patient' ? patient : record;
          out.field({ start: at, end: at + text.length, key, infoType, role: whose, record: person });
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

/** HL7 table 0203, identifier type, of one repetition of PID-3. */
function identifierType(code: string | undefined): InfoType {
  switch (code) {
    case 'SS':
      return 'US_SOCIAL_SECURITY_NUMBER';
    case 'DL':
      return 'DRIVERS_LICENSE_NUMBER';
    case 'PPN':
      return 'PASSPORT_NUMBER';
    case 'MC':
      return 'US_MEDICARE_BENEFICIARY_ID_NUMBER';
    case 'MA':
      return 'US_MEDICAID_ID';
    case 'AN':
      return 'ACCOUNT_NUMBER';
    case 'VN':
      return 'ENCOUNTER_NUMBER';
    default:
      return 'MEDICAL_RECORD_NUMBER';
  }
}

const isLineEnd = (code: number): boolean => code === 0x0d || code === 0x0a;

function next(text: string, delimiter: string, from: number): number {
  const found = text.indexOf(delimiter, from);
  return found < 0 ? text.length : found;
}
