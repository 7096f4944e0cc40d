import { isLuhn } from './luhn.ts';

/** Fifteen digits, the last Luhn's. Example: 490154203237518. Source: 3GPP TS 23.003, annex B. */
export const isImei = (value: string): boolean => {
  const digits = value.replaceAll(/[- ./]/g, '');
  return /^\d{15}$/.test(digits) && !/^(\d)\1+$/.test(digits) && isLuhn(digits);
};
