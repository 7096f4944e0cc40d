/** One spelling for each value, the same where a dataset is built and where a text is read. */
import type { InfoType } from '../types.ts';

/** How values are spelled: numbers and codes, telephone numbers, mail addresses, names of persons. */
export type SpellingKind = 'id' | 'phone' | 'email' | 'name';

export const kindOf = (infoType: InfoType): SpellingKind => {
  if (infoType === 'PERSON_NAME') return 'name';
  if (infoType === 'EMAIL_ADDRESS') return 'email';
  return infoType === 'PHONE_NUMBER' || infoType === 'FAX_NUMBER' ? 'phone' : 'id';
};

/** Letters and digits of the shortest number that is told from any other. */
const SHORTEST_ID = 5;
const SHORTEST_PHONE = 7;
/** UTF-16 units of a value as it stands in a file or a text. */
export const LONGEST_VALUE = 128;

/**
 * The value without case, separators and accents, or null where there is too little of it to say whose it
 * is. `MRN` of a number is no part of it, and leading zeros are: 00123 is not 123.
 */
export const spell = (kind: SpellingKind, value: string): string | null => {
  if (value.length > LONGEST_VALUE) return null;
  switch (kind) {
    case 'id': {
      const spelled = value
        .normalize('NFKC')
        .toUpperCase()
        .replaceAll(/[^\p{L}\p{N}]/gu, '');
      return spelled.length >= SHORTEST_ID && /\p{Nd}/u.test(spelled) ? spelled : null;
    }
    case 'phone': {
      const digits = value
        .normalize('NFKC')
        .replaceAll(/\D/g, '')
        .replace(/^1(?=\d{10}$)/, '');
      return digits.length >= SHORTEST_PHONE ? digits : null;
    }
    case 'email': {
      const spelled = value.normalize('NFKC').trim().toLowerCase();
      return /^[^\s@]+@[^\s@]+$/.test(spelled) ? spelled : null;
    }
    case 'name': {
      const plain = value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
      const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
      return words.length >= 2 ? words.sort().join(' ') : null;
    }
    default:
      return kind satisfies never;
  }
};

/** `d8` for eight digits, `x9` for nine letters and digits: values of no other shape are looked up. */
export const shapeOf = (spelled: string): string => `${/^[0-9]+$/.test(spelled) ? 'd' : 'x'}${spelled.length}`;
