import { INFO_TYPES } from '../hipaa.ts';

/** As `transforms/redact.ts` and `transforms/tokenise.ts` write them: `[CITY]`, `[CITY:bcdfghjkmnpqrst]`. */
const PLACEHOLDER = `\\[(?:${INFO_TYPES.join('|')})(?::[bcdfghjkmnpqrstv]{15})?\\]`;

const EACH = new RegExp(PLACEHOLDER, 'g');
const AT = new RegExp(PLACEHOLDER, 'y');

/** True where nothing but placeholders of ours, and what stands between them, is left: `[CITY], [US_ZIP_CODE]`. */
export const isPlaceholder = (value: string): boolean => {
  const rest = value.includes('[') ? value.replaceAll(EACH, '') : value;
  return rest !== value && !/[\p{L}\p{N}]/u.test(rest);
};

/** One past the placeholder that begins at `at`, or -1. */
export const placeholderEnd = (text: string, at: number): number => {
  AT.lastIndex = at;
  return text.charCodeAt(at) === 0x5b && AT.test(text) ? AT.lastIndex : -1;
};
