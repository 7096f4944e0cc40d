import { isLuhn } from './luhn.ts';

/**
 * National Provider Identifier: ten digits, the first 1 or 2, Luhn over 80840 and the number.
 * Example: 1234567893. Source: CMS, NPI check-digit specification (45 CFR 162.406).
 */
export const isNpi = (value: string): boolean => {
  const digits = value.replaceAll(/\D/g, '');
  return /^[12]\d{9}$/.test(digits) && isLuhn(`80840${digits}`);
};
