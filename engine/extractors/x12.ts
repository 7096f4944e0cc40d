/**
 * ASC X12 interchanges (837, 835, 270/271, 276/277, 278), delimiters as the ISA segment declares them. The
 * readable text is the file; elements whose meaning the segment's own qualifiers fix are fields.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import type { InfoType, Role } from '../types.ts';
import { CHUNK, readable } from './reading/readable.ts';
import meanings from './reading/x12-meaning.json' with { type: 'json' };

export const x12 = defineExtractor({
  name: 'x12',
  textLike: true,
  accepts: (head) => /^\s*(?:ISA([^\w\s])\d\d\1|GS([^\w\s])[A-Z]{2}\2|ST([^\w\s])\d{3}\3)/.test(headText(head)),
  async *extract(source, { part }) {
    const out = readable(part);
    let segments: ReturnType<typeof segmentReader> | null = null;
    let rest = '';
    let at = 0;
    for await (const piece of decodeText(source)) {
      rest += piece;
      segments ??= segmentReader(out, delimitersOf(rest));
      const end = rest.lastIndexOf(segments.terminator) + 1;
      // A segment of megabytes (an attachment) passes in pieces, without fields.
      const take = end === 0 && rest.length > 4 * CHUNK ? rest.length : end;
      segments.read(rest.slice(0, take), at);
      at += take;
      rest = rest.slice(take);
      if (out.length >= CHUNK) yield { kind: 'text', chunk: out.take(false) };
    }
    segments?.read(rest, at);
    yield { kind: 'text', chunk: out.take(true) };
  },
});

interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly terminator: string;
}

/** ISA is 106 units long: element separator at 3, component separator at 104, terminator at 105. */
function delimitersOf(text: string): Delimiters {
  const begin = text.search(/ISA|GS|ST/);
  const element = text[begin + (text.startsWith('ISA', begin) ? 3 : 2)] ?? '*';
  const isa = text.startsWith('ISA', begin) ? text.slice(begin, begin + 106) : '';
  const terminator = isa[105] ?? '~';
  return { element, component: isa[104] ?? ':', terminator: /[A-Za-z0-9 ]/.test(terminator) ? '~' : terminator };
}

/** Entity codes (X12 element 98) by role; identification qualifiers (66, 128) and dates (374) by infoType. */
const ENTITIES = meanings.entities as Readonly<Record<string, Role | 'payer'>>;
const IDENTIFIERS = meanings.identifiers as Readonly<Record<string, InfoType>>;
const REFERENCES = meanings.references as Readonly<Record<string, InfoType>>;
const DATES = meanings.dates as Readonly<Record<string, InfoType>>;

/** Hierarchical levels (X12 element 735): source, provider, subscriber, dependent, patient. */
const LEVELS: Readonly<Record<string, Role | 'payer'>> = {
  20: 'payer',
  21: 'provider',
  19: 'provider',
  22: 'patient',
  23: 'patient',
  PT: 'patient',
};

/** A contact's name, two or three words; functions ("BILLING DEPARTMENT") have a word of their own. */
const PERSON =
  /^(?!.*\b(?:DEP(?:T|ARTMENT)|SERVICES?|BILLING|OFFICE|SUPPORT|CENTER|GROUP|CUSTOMER|PROVIDER|TECHNICAL|HELP|DESK|CONTACT|CLAIMS?|EDI|INC|HEALTH|MEDICAL|MANAGER|INFORMATION|RELATIONS|COMPANY|PLAN)\b)[A-Z][A-Z'.-]*(?: [A-Z][A-Z'.-]*){1,2}$/i;

function segmentReader(out: ReturnType<typeof readable>, { element, component, terminator }: Delimiters) {
  let entity: Role | 'payer' = 'unknown';
  let record = 0;

  const readSegment = (segment: string, base: number): void => {
    const starts: number[] = [];
    const values = segment.split(element);
    let at = base;
    for (const value of values) {
      starts.push(at);
      at += value.length + 1;
    }
    const declare = (index: number, infoType: InfoType | undefined, role: Role | 'payer' = entity): void => {
      const value = values[index] ?? '';
      const start = starts[index] ?? 0;
      if (infoType === undefined || value.trim() === '' || role === 'payer') return;
      const key = `${values[0]}${String(index).padStart(2, '0')}`;
      out.field({ start, end: start + value.length, key, infoType, role, record });
    };
    const [id, first = '', second = ''] = values;
    switch (id) {
      case 'NM1':
        entity = ENTITIES[first] ?? 'unknown';
        record++;
        if (second === '1') for (const index of [3, 4, 5]) declare(index, 'PERSON_NAME');
        declare(9, IDENTIFIERS[values[8] ?? '']);
        break;
      case 'HL':
        entity = LEVELS[values[3] ?? ''] ?? 'unknown';
        record++;
        break;
      case 'INS':
        entity = 'patient';
        record++;
        break;
      case 'N1':
        entity = ENTITIES[first] ?? 'payer';
        record++;
        break;
      case 'N3':
        for (const index of [1, 2]) declare(index, 'STREET_ADDRESS');
        break;
      case 'N4':
        declare(1, 'CITY');
        declare(3, 'US_ZIP_CODE');
        break;
      case 'DMG':
        declare(2, 'DATE_OF_BIRTH');
        break;
      case 'REF':
        // In a payer's loop too it is the subscriber's number of whom the claim speaks.
        declare(2, REFERENCES[first], entity === 'payer' ? 'patient' : entity);
        break;
      case 'PER':
        if (PERSON.test(values[2] ?? '')) declare(2, 'PERSON_NAME', entity === 'patient' ? 'patient' : 'staff');
        for (const index of [3, 5, 7]) {
          const kind = values[index] ?? '';
          if (kind === 'TE' || kind === 'CP') declare(index + 1, 'PHONE_NUMBER');
          else if (kind === 'FX') declare(index + 1, 'FAX_NUMBER');
          else if (kind === 'EM') declare(index + 1, 'EMAIL_ADDRESS');
        }
        break;
      case 'CLM':
      case 'CLP':
        declare(1, 'ACCOUNT_NUMBER', 'patient');
        if (id === 'CLP') declare(7, 'CLAIM_NUMBER', 'patient');
        break;
      case 'DTP':
        // Code list 1250: a day, a minute, a period, a period of minutes.
        if (/^(?:D8|D6|DT|RD8|RDT|CD)$/.test(second)) declare(3, DATES[first] ?? 'DATE', 'patient');
        break;
      case 'DTM':
        declare(2, DATES[first] ?? 'DATE', 'patient');
        break;
      case 'BHT':
      case 'BGN':
        declare(id === 'BHT' ? 4 : 3, 'DATE', 'patient');
        break;
      case 'HI':
        values.slice(1).forEach((value, i) => {
          const [qualifier = '', code = ''] = value.split(component);
          // Code list 1270: ABK, ABF, ABJ … are ICD-10-CM.
          if (!/^A(?:BK|BF|BJ|PR|BN)$/.test(qualifier) || code === '') return;
          const start = (starts[i + 1] ?? 0) + qualifier.length + 1;
          out.field({ start, end: start + code.length, key: 'HI01', infoType: 'ICD10_CM_CODE', record });
        });
        break;
    }
  };

  return {
    terminator,
    read(text: string, at: number): void {
      const base = out.length;
      out.keep(text, at);
      for (let start = 0; start < text.length; ) {
        const found = text.indexOf(terminator, start);
        const end = found < 0 ? text.length : found;
        let from = start;
        while (from < end && /\s/.test(text[from] ?? '')) from++;
        // Longer ones carry data, not people.
        if (end - from > 3 && end - from < 4096) readSegment(text.slice(from, end), base + from);
        start = end + 1;
      }
    },
  };
}
