/** A UUID, as record systems hand it out. */
const UUID = '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}';

/**
 * What may follow a label that declares a number: letters, then digits, then further groups after a
 * hyphen, a dot or a slash: `45121080`, `MR-0045121`, `H45054065-01`, `24-118-00312`, `12AB3456`, a UUID.
 */
export const RECORD_SHAPE = `(?:${UUID}|[A-Za-z]{0,10}-?(?:\\d[0-9A-Za-z]{0,19}(?:[-./](?:[A-Za-z]{0,4}\\d[0-9A-Za-z]{0,19}|[A-Za-z]{1,2}\\b)){0,5}|\\d{1,4}(?: \\d{2,4}){1,4}))\\b`;

const WHOLE_UUID = new RegExp(`^${UUID}$`);

/**
 * What hospitals, payers and devices use as a number: 5 to 24 letters and digits (or a UUID), at least
 * four of them digits, neither one repeated digit nor a calendar date. There is no national format.
 */
export const isRecordNumber = (value: string): boolean => {
  const bare = value.replaceAll(/[-\s.#/]/g, '');
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
