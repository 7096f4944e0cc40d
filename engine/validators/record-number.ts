/** A UUID, as record systems hand it out. */
const UUID = '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}';

/**
 * What may follow a label that declares a number: letters, then digits, then further groups after a
 * hyphen, a dot or a slash: `45121080`, `MR-0045121`, `H45054065-01`, `24-118-00312`, `12AB3456`, a UUID.
 */
/** As one token, RE2 syntax. */
export const RECORD_TOKEN =
  '[A-Za-z]{0,10}[-_]?(?:\\d[0-9A-Za-z]{0,19}(?:[-./](?:[A-Za-z]{0,4}\\d[0-9A-Za-z]{0,19}|[A-Za-z]{1,2}\\b)){0,5})\\b';

/** The same, a UUID, or short groups of digits with spaces between; JavaScript syntax. */
export const RECORD_SHAPE = `(?:${UUID}\\b|\\d{1,4}(?: \\d{2,4}){1,4}\\b(?! ?[A-Za-z/-])|${RECORD_TOKEN})`;

const WHOLE_UUID = new RegExp(`^${UUID}$`);

/**
 * What hospitals, payers and devices use as a number: 5 to 24 letters and digits (or a UUID), at least
 * four of them digits, neither one repeated digit nor a calendar date. There is no national format.
 */
export const isRecordNumber = (value: string): boolean => {
  const bare = value.replaceAll(/[-\s.#/_]/g, '');
  const digits = bare.replaceAll(/\D/g, '');
  if (WHOLE_UUID.test(value)) return true;
  return (
    bare.length >= 5 &&
    bare.length <= 24 &&
    digits.length >= 4 &&
    !/^(\d)\1+$/.test(bare) &&
    !/^(?:19|20)\d{2}-\d{1,2}-\d{1,2}$|^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(value)
  );
};

/** As above, or four characters with three digits that are no year: small practices count from one. */
export const isShortRecordNumber = (value: string): boolean =>
  isRecordNumber(value) ||
  (/^(?!(?:19|20)\d\d$)[A-Za-z]?\d{3,4}$/.test(value) && value.length === 4 && !/^(.)\1+$/.test(value));
