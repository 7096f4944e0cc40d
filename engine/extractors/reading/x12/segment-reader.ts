/** Reads X12 segments: delimiters, whose loop it is, and the elements that qualifiers name. */
import type { InfoType, Role } from '../../../types.ts';
import type { Readable } from '../readable.ts';
import meanings from './meaning.json' with { type: 'json' };

export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly terminator: string;
}

/** ISA has sixteen elements; the last is the component separator, and the unit behind it ends every segment. */
export function delimitersOf(text: string): Delimiters {
  const begin = text.search(/ISA|GS|ST/);
  const isIsa = text.startsWith('ISA', begin);
  const element = text[begin + (isIsa ? 3 : 2)] ?? '*';
  let at = begin;
  for (let elements = 0; isIsa && elements < 16; elements++) {
    const next = text.indexOf(element, at + 1);
    if (next < 0 || next - begin > LONGEST_ISA) return { element, component: ':', terminator: '~' };
    at = next;
  }
  const component = isIsa ? (text[at + 1] ?? ':') : ':';
  const terminator = isIsa ? (text[at + 2] ?? '~') : '~';
  return { element, component, terminator: /[A-Za-z0-9 ]/.test(terminator) ? '~' : terminator };
}

/** 106 units where nobody shortened an element. */
const LONGEST_ISA = 200;

/** The payer is an organisation: its addresses and telephones are nobody's, its numbers are the subscriber's. */
type Party = Role | 'payer';

/** Entity codes (X12 element 98) by role; identification qualifiers (66, 128) and dates (374) by infoType. */
const ENTITIES = meanings.entities as Readonly<Record<string, Party>>;
const IDENTIFIERS = meanings.identifiers as Readonly<Record<string, InfoType>>;
const REFERENCES = meanings.references as Readonly<Record<string, InfoType>>;
const DATES = meanings.dates as Readonly<Record<string, InfoType>>;

/** Hierarchical levels (X12 element 735): source, provider, subscriber, dependent, patient. */
const LEVELS: Readonly<Record<string, Party>> = {
  20: 'payer',
  21: 'provider',
  19: 'provider',
  22: 'patient',
  23: 'patient',
  PT: 'patient',
};

/** Code lists of composite medical codes (X12 element 1270 in HI, 235 in services). */
const CODES: readonly (readonly [RegExp, InfoType])[] = [
  [/^A(?:BK|BF|BJ|PR|BN)$/, 'ICD10_CM_CODE'],
  [/^(?:BK|BF|BJ|PR|BN)$/, 'ICD9_CODE'],
  [/^(?:HC|HP)$/, 'CPT_HCPCS_CODE'],
  [/^N4$/, 'NDC_CODE'],
];

/** A contact's name, two or three words; functions ("BILLING DEPARTMENT") have a word of their own. */
const PERSON =
  /^(?!.*\b(?:DEP(?:T|ARTMENT)|SERVICES?|BILLING|OFFICE|SUPPORT|CENTER|GROUP|CUSTOMER|PROVIDER|TECHNICAL|HELP|DESK|CONTACT|CLAIMS?|EDI|INC|HEALTH|MEDICAL|MANAGER|INFORMATION|RELATIONS|COMPANY|PLAN)\b)[A-Z][A-Z'.-]*(?: [A-Z][A-Z'.-]*){1,2}$/i;

/** Code list 1250: a day, a minute, a period, a period of minutes. */
const DAY = /^(?:D8|D6|DT|RD8|RDT|CD)$/;

/** Longer segments carry data, not people. */
const LONGEST = 4096;

export function segmentReader(
  out: Readable,
  first: Delimiters,
  onBinary: (data: string, type: string, cut: boolean) => void,
) {
  let delimiters = first;
  let party: Party = 'unknown';
  let record = 0;
  let needed = 0;

  const readSegment = (segment: string, base: number): void => {
    const { element, component } = delimiters;
    const starts: number[] = [];
    const values = segment.split(element);
    let at = base;
    for (const value of values) {
      starts.push(at);
      at += value.length + 1;
    }
    const [id = '', code = '', second = ''] = values;
    const declare = (index: number, infoType: InfoType | undefined, whose: Party = party): void => {
      const value = values[index] ?? '';
      const start = starts[index] ?? 0;
      if (infoType === undefined || value.trim() === '') return;
      const key = `${id}${String(index).padStart(2, '0')}`;
      const role = whose === 'payer' ? 'provider' : whose;
      out.field({ start, end: start + value.length, key, infoType, role, record });
    };
    /** `ABK:J45909`: a code behind the name of its list. */
    const declareCode = (index: number): void => {
      const [list = '', written = ''] = (values[index] ?? '').split(component);
      const infoType = CODES.find(([pattern]) => pattern.test(list))?.[1];
      if (infoType === undefined || written === '') return;
      const start = (starts[index] ?? 0) + list.length + 1;
      out.field({
        start,
        end: start + written.length,
        key: `${id}${String(index).padStart(2, '0')}`,
        infoType,
        record,
      });
    };
    switch (id) {
      case 'NM1':
        party = ENTITIES[code] ?? 'unknown';
        record++;
        if (second === '1') for (const index of [3, 4, 5]) declare(index, 'PERSON_NAME');
        if (party !== 'payer') declare(9, IDENTIFIERS[values[8] ?? '']);
        break;
      case 'HL':
        party = LEVELS[values[3] ?? ''] ?? 'unknown';
        record++;
        break;
      case 'INS':
        party = 'patient';
        record++;
        declare(12, 'DATE_OF_DEATH');
        break;
      case 'PAT':
        declare(6, 'DATE_OF_DEATH', 'patient');
        break;
      case 'SBR':
        declare(3, 'HEALTH_PLAN_ID', 'patient');
        break;
      case 'N1':
        party = ENTITIES[code] ?? 'payer';
        record++;
        if (party !== 'payer') declare(4, IDENTIFIERS[values[3] ?? '']);
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
        declare(2, REFERENCES[code], party === 'payer' ? 'patient' : party);
        break;
      case 'PER':
        if (PERSON.test(values[2] ?? '')) declare(2, 'PERSON_NAME', party === 'patient' ? 'patient' : 'staff');
        for (const index of [3, 5, 7]) declare(index + 1, CONTACTS[values[index] ?? '']);
        break;
      case 'CLM':
      case 'CLP':
        declare(1, 'ACCOUNT_NUMBER', 'patient');
        if (id === 'CLP') declare(7, 'CLAIM_NUMBER', 'patient');
        break;
      case 'TRN':
        declare(2, 'UNIQUE_ID', party === 'payer' ? 'provider' : party);
        break;
      case 'DTP':
        if (DAY.test(second)) declare(3, DATES[code] ?? 'DATE', 'patient');
        break;
      case 'DTM':
        declare(2, DATES[code] ?? 'DATE', 'patient');
        break;
      case 'BHT':
      case 'BGN':
        declare(id === 'BHT' ? 4 : 3, 'DATE', 'patient');
        break;
      case 'HI':
        for (let index = 1; index < values.length; index++) declareCode(index);
        break;
      case 'SV1':
      case 'SVC':
      case 'SVD':
      case 'SV2':
      case 'SV3':
        for (const index of [1, 2]) declareCode(index);
        break;
      case 'LIN':
        if (second === 'N4') declare(3, 'NDC_CODE', 'patient');
        break;
    }
  };

  /** Where the bytes of a BDS or BIN begin and end, whose length it states: the terminator may stand in them. */
  const binaryAt = (
    text: string,
    from: number,
  ): { readonly start: number; readonly end: number; readonly type: string } | null => {
    const { element } = delimiters;
    const [id, ...rest] = text.slice(from, from + 64).split(element);
    const index = id === 'BDS' ? 1 : id === 'BIN' ? 0 : -1;
    const length = Number(rest[index]);
    if (index < 0 || !Number.isSafeInteger(length) || rest.length < index + 2) return null;
    const start = from + [id, ...rest.slice(0, index + 1)].join(element).length + 1;
    return { start, end: start + length, type: id === 'BDS' ? (rest[0] ?? '') : '' };
  };

  return {
    /** Units from where it stopped that must be there before it is worth going on. */
    needs: (): number => needed,
    /**
     * Reads the segments of `text`, which stands at offset `at` of the part; returns the units consumed. What
     * is not whole waits for more, unless this is the `end`, or it is longer than any segment should be.
     */
    read(text: string, at: number, end: boolean, longest: number): number {
      const base = out.length;
      let start = 0;
      needed = 0;
      while (start < text.length) {
        let from = start;
        while (from < text.length && /\s/.test(text[from] ?? '')) from++;
        // Another interchange in the same file may be written another way.
        if (text.startsWith('ISA', from)) delimiters = delimitersOf(text.slice(from, from + LONGEST_ISA + 8));
        const binary = text.startsWith('B', from) ? binaryAt(text, from) : null;
        const whole = binary !== null && binary.end <= text.length;
        if (binary !== null && !whole && !end && binary.end - start < longest) {
          needed = binary.end - start;
          break;
        }
        const found = text.indexOf(delimiters.terminator, whole ? binary.end : from);
        if (found < 0 && !end && text.length - start < (whole ? longest : WAITED)) break;
        const to = found < 0 ? text.length : found;
        // What never ends, or is longer than anything that is kept, is a file all the same.
        if (binary !== null && binary.start < to)
          onBinary(text.slice(binary.start, Math.min(binary.end, text.length)), binary.type, !whole);
        else if (to - from > 3 && to - from < LONGEST) readSegment(text.slice(from, to), base + from);
        start = to + 1;
      }
      const used = Math.min(start, text.length);
      out.keep(text.slice(0, used), at);
      return used;
    },
  };
}

/** Units after which a segment that does not end is no longer waited for. */
const WAITED = 512 * 1024;

/** Communication number qualifiers (X12 element 365). */
const CONTACTS: Readonly<Record<string, InfoType>> = {
  TE: 'PHONE_NUMBER',
  CP: 'PHONE_NUMBER',
  HP: 'PHONE_NUMBER',
  WP: 'PHONE_NUMBER',
  AP: 'PHONE_NUMBER',
  BN: 'PHONE_NUMBER',
  FX: 'FAX_NUMBER',
  EM: 'EMAIL_ADDRESS',
};
