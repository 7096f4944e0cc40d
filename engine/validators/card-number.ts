import { isLuhn } from './luhn.ts';

/** Issuer ranges with their lengths. Source: ISO/IEC 7812-1 and the networks' published ranges. */
const ISSUERS: readonly RegExp[] = [
  /^4\d{12}(?:\d{3})?(?:\d{3})?$/, // Visa
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-59]|[689]\d)\d{11}$/, // Diners Club
  /^(?:6011|65\d{2}|64[4-9]\d)\d{12}(?:\d{3})?$/, // Discover
  /^(?:2131|1800|35\d{3})\d{11}$/, // JCB
  /^(?:62|81)\d{14,17}$/, // UnionPay
  /^(?:50|5[6-9]|6[37])\d{10,17}$/, // Maestro
];

/** Payment card: a known issuer's range and length, Luhn's check. Example: 4012 8888 8888 1881. */
export const isCardNumber = (value: string): boolean => {
  const digits = value.replaceAll(/[ -]/g, '');
  return isLuhn(digits) && !/^(\d)\1+$/.test(digits) && ISSUERS.some((issuer) => issuer.test(digits));
};
