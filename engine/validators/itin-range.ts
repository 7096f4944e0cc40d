/**
 * Begins with 9; the fourth and fifth digit are 50–65, 70–88, 90–92 or 94–99. Example: 912-70-1234.
 * Source: IRS, Publication 1915; no check digit.
 */
export const isItin = (value: string): boolean =>
  /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(value.replaceAll(/[- ]/g, ''));
