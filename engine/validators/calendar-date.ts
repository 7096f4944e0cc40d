/** Month names and abbreviations, RE2 syntax, to be used case-insensitively. */
const MONTH =
  '(?:jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)';

/** A date with its year, RE2 syntax: 1985-03-07, 3/7/1985, 3/7/85, March 7, 1985, 7 Mar 1985. */
export const DATE_SHAPE = `(?i:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})|${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? {0,2}\\d{4}|\\d{1,2}(?:st|nd|rd|th)?[- ](?:of )?${MONTH}[-, ] ?\\d{4}|\\d{1,2}-${MONTH}-\\d{2})`;

/** As above and the packed form of machines, 19850307; only where something declares a date. */
export const DECLARED_DATE_SHAPE = `(?:${DATE_SHAPE}|(?:19|20)\\d{6})`;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A day that exists, month first or day first, years 1850 to 2099 or two digits; the two separators
 * agree. Examples: 02/29/2020 yes, 02/30/2020 no, 13/07/1985 yes (day first), 3.7-1985 no.
 */
export const isCalendarDate = (value: string): boolean => {
  const text = value.trim().toLowerCase();
  const numeric = /^(\d{1,4})([-/.])(\d{1,2})([-/.])(\d{1,4})$/.exec(text);
  if (numeric !== null) {
    const [, a = '', first, b = '', second, c = ''] = numeric;
    if (first !== second) return false;
    if (a.length === 4) return exists(Number(a), Number(b), Number(c));
    const year = fullYear(c);
    return exists(year, Number(a), Number(b)) || exists(year, Number(b), Number(a));
  }
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (packed !== null) return exists(Number(packed[1]), Number(packed[2]), Number(packed[3]));
  const month =
    MONTHS.indexOf(
      /[a-z]{3}/.exec(text.replaceAll(/\d(?:st|nd|rd|th)|of/g, (part) => part.replace(/\D+/, '')))?.[0] ?? '',
    ) + 1;
  const [day = '', year = ''] = text.match(/\d+/g) ?? [];
  return month > 0 && exists(fullYear(year), month, Number(day));
};

const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

const exists = (year: number, month: number, day: number): boolean => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1850 && year <= 2099 && day >= 1 && day <= days;
};
