/**
 * What hospitals, payers and devices use as a number: 5 to 20 letters and digits, at least four of
 * them digits, neither one repeated digit nor a calendar date. There is no national format.
 */
export const isRecordNumber = (value: string): boolean => {
  const bare = value.replaceAll(/[-\s.#/]/g, '');
  const digits = bare.replaceAll(/\D/g, '');
  return (
    bare.length >= 5 &&
    bare.length <= 20 &&
    digits.length >= 4 &&
    !/^(\d)\1+$/.test(bare) &&
    !/^(?:19|20)\d{2}-\d{1,2}-\d{1,2}$|^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(value)
  );
};
