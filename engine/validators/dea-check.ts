/**
 * DEA registration: registrant letter, a letter or 9, seven digits; (d1+d3+d5) + 2(d2+d4+d6) ends in d7.
 * Example: AP5836727, (5+3+7) + 2(8+6+2) = 47. Source: 21 CFR 1301.13 with DEA's published check rule.
 */
export const isDea = (value: string): boolean => {
  const match = /^[ABCDEFGHJKLMPRSTUX][A-Z9](\d{7})$/i.exec(value.replaceAll(/[\s-]/g, ''));
  const digits = Array.from(match?.[1] ?? '', Number);
  const [d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0, d7 = 0] = digits;
  return digits.length === 7 && (d1 + d3 + d5 + 2 * (d2 + d4 + d6)) % 10 === d7;
};
