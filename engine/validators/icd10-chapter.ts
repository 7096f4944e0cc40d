/** Last category of each chapter letter. Source: ICD-10-CM tabular list, CMS/NCHS. */
const LAST: Readonly<Record<string, number>> = {
  A: 99,
  B: 99,
  C: 96,
  D: 89,
  E: 89,
  F: 99,
  G: 99,
  H: 95,
  I: 99,
  J: 99,
  K: 95,
  L: 99,
  M: 99,
  N: 99,
  O: 99,
  P: 96,
  Q: 99,
  R: 99,
  S: 99,
  T: 88,
  U: 85,
  V: 99,
  W: 99,
  X: 99,
  Y: 99,
  Z: 99,
};

/**
 * ICD-10-CM code: letter, digit, digit or A/B, then up to four more places of which only the last may
 * stand after `X` fillers; the category lies inside its chapter. Example: E11.9, M1A.0, T36.0X1A.
 */
export const isIcd10 = (value: string): boolean => {
  const match = /^([A-Z])(\d)([0-9AB])\.?([0-9A-Z]{0,4})$/.exec(value.toUpperCase());
  if (match === null) return false;
  const [, letter = '', tens = '', units = '', rest = ''] = match;
  if (rest.length > 1 && !/[0-9X]/.test(rest)) return false;
  return (
    Number(tens) * 10 + (/\d/.test(units) ? Number(units) : 9) <= (LAST[letter] ?? -1) + (/\d/.test(units) ? 0 : 9)
  );
};
