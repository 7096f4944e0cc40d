/** Contacts (vCard 2.1, 3.0, RFC 6350): names, days, telephones and addresses of one person a card. */
import { headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import type { Field, InfoType, Role } from '../types.ts';
import { type ContentLine, continues, type Value, writeLine } from './reading/content-lines.ts';
import { dataOfUri, embeddedFiles } from './reading/embedded.ts';
import { logicalLines } from './reading/line-stream.ts';
import { CHUNK, readable } from './reading/readable.ts';

export const vcard = defineExtractor({
  name: 'vcard',
  textLike: true,
  accepts: (head) => /^\s*BEGIN:VCARD\s/i.test(headText(head)),
  async *extract(source, context) {
    const out = readable(context.part);
    const files = embeddedFiles();
    const card = cardReader(out.field);
    for await (const { lines, at } of logicalLines(source, continues)) {
      const line = writeLine(out, lines, at, (one) => {
        const data = fileOf(one);
        if (data !== null) files.add(data, 'base64');
        return data !== null;
      });
      if (line !== null) card.line(line);
      if (out.length >= CHUNK) {
        card.cut();
        yield { kind: 'text', chunk: out.take(false) };
      }
    }
    card.cut();
    yield { kind: 'text', chunk: out.take(true) };
    yield* files.read(context);
  },
});

/** Photographs, logos, sounds, keys: in base64, or as an address that holds them. */
function fileOf({ parameters, raw }: Pick<ContentLine, 'parameters' | 'raw'>): string | null {
  if (/^b(?:ase64)?$/i.test(parameters.get('ENCODING') ?? '') || parameters.has('BASE64')) return raw;
  return dataOfUri(raw);
}

/** Properties by their component; one that is named once stands for the whole value. */
const TYPES: Readonly<Record<string, readonly (InfoType | null)[]>> = {
  FN: ['PERSON_NAME'],
  N: ['PERSON_NAME', 'PERSON_NAME', 'PERSON_NAME'],
  NICKNAME: ['PERSON_NAME'],
  BDAY: ['DATE_OF_BIRTH'],
  DEATHDATE: ['DATE_OF_DEATH'],
  ANNIVERSARY: ['DATE'],
  TEL: ['PHONE_NUMBER'],
  EMAIL: ['EMAIL_ADDRESS'],
  ADR: [null, 'STREET_ADDRESS', 'STREET_ADDRESS', 'CITY', null, 'US_ZIP_CODE'],
  GEO: ['GEO_COORDINATES'],
  UID: ['UNIQUE_ID'],
  URL: ['URL'],
};

/** Titles, roles and degrees of those who treat. */
const CLINICIAN =
  /\b(?:M\.?D|D\.?O|R\.?N|N\.?P|P\.?A|physician|doctor|nurse|surgeon|therapist|pharmacist|practitioner|clinician)\b/i;

function cardReader(declare: (field: Field) => void) {
  let waiting: Field[] = [];
  let record = 0;
  let role: Role = 'unknown';
  let isPerson = true;

  const flush = (): void => {
    for (const field of waiting) {
      const name = field.infoType === 'PERSON_NAME' && !isPerson;
      if (!name) declare({ role, ...field });
    }
    waiting = [];
  };

  const read = ({ name, parameters, components }: ContentLine): void => {
    const types = TYPES[name];
    const kinds = `${parameters.get('TYPE') ?? ''},${[...parameters.keys()].join(',')}`;
    components.forEach((component, i) => {
      if (component.end === component.start) return;
      const infoType = /\bfax\b/i.test(kinds) && name === 'TEL' ? 'FAX_NUMBER' : types?.[i];
      const range = withoutScheme(component);
      const key = name.replace(/^X-/, '');
      if (infoType !== null && infoType !== undefined) waiting.push({ ...range, key, infoType, record });
      else if (types === undefined)
        waiting.push({ ...range, key, record, ...(name === 'RELATED' ? { role: 'relative' } : {}) });
    });
  };

  return {
    line(line: ContentLine): void {
      const text = line.components.map((component) => component.text).join(';');
      switch (line.name) {
        case 'BEGIN':
          flush();
          record++;
          role = 'unknown';
          isPerson = true;
          break;
        case 'END':
          flush();
          break;
        case 'KIND':
          isPerson = !/^(?:org|group|location|device|application)$/i.test(text.trim());
          break;
        case 'TITLE':
        case 'ROLE':
          if (CLINICIAN.test(text)) role = 'provider';
          break;
        default:
          if (line.name === 'N' && CLINICIAN.test(line.components[4]?.text ?? '')) role = 'provider';
          read(line);
      }
    },
    /** What is read so far is declared; the rest of a card that goes on follows with what was known. */
    cut: flush,
  };
}

/** `tel:+1-217-555-0123` is the number behind its scheme. */
const withoutScheme = ({ start, end, text }: Value): { readonly start: number; readonly end: number } => {
  const scheme = /^(?:tel|mailto|geo|urn:uuid|xmpp):/i.exec(text)?.[0].length ?? 0;
  return { start: start + scheme, end };
};
