/**
 * Seventeen of digits and letters without I, O and Q; the ninth is the weighted sum of all others modulo 11,
 * X for ten. Example: 1M8GDM9AXKP042788. Source: 49 CFR 565.15(c).
 */
export const isVin = (value: string): boolean => {
  const vin = value.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin) || !/\d/.test(vin) || /^(.)\1+$/.test(vin)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * worthOf(vin.charAt(at)), 0);
  return vin.charAt(8) === (sum % 11 === 10 ? 'X' : String(sum % 11));
};

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Letters by the table of the rule: A to H are 1 to 8, J to R 1 to 9, S to Z 2 to 9. */
const LETTERS = '.ABCDEFGH..JKLMN.P.R..STUVWXYZ';

const worthOf = (unit: string): number => (/\d/.test(unit) ? Number(unit) : LETTERS.indexOf(unit) % 10);
