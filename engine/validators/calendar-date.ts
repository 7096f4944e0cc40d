/** Month names and abbreviations, RE2 syntax, to be used case-insensitively. */
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = '(?:3[01]|[12]\\d|0?[1-9])';
const ORDINAL = '(?:st|nd|rd|th)?';

/** Words with which a written month begins. */
export const MONTH_WORDS: readonly string[] =
  'jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december'.split(
    ' ',
  );

/** 1985-03-07, 3/7/1985, 3/7/85, 07.03.1985. */
export const NUMERIC_DATE = '(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2}))';
/** March 7, 1985, Mar-07-1985, Mar. 7th '85. */
export const MONTH_FIRST_DATE = `(?i:${MONTH}\\.?[- ]{1,2}${DAY}${ORDINAL}(?:,? {0,2}|-)(?:\\d{4}|'\\d{2}))`;
/** What follows the day in 7 Mar 1985, 7th of March, 1985, 07MAR1985, 07-Mar-85, 7/Mar/1985. */
export const MONTH_AND_YEAR = `(?i:${MONTH}\\.?(?:[-, /.]{0,2}\\d{4}|[-/ ]?'\\d{2}|[-/]\\d{2}))`;
/** The day before it, and the year of 1985-Mar-07 before month and day. */
export const DAY_BEFORE = `\\b${DAY}${ORDINAL}[- /.]?(?:of )?`;
export const MONTH_AND_DAY = `(?i:${MONTH}\\.?[- ]{1,2}${DAY}${ORDINAL})`;

/** A time of day after a date, as databases and interfaces write it. */
export const TIME =
  '(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?(?:[AaPp]\\.?[Mm]\\b\\.?|Z\\b|UTC\\b|[+-]\\d{2}:?\\d{2}))?)?';

/** A date with its year, RE2 syntax. */
export const DATE_SHAPE = `(?i:${NUMERIC_DATE}|${MONTH_FIRST_DATE}|${DAY}${ORDINAL}[- /.]?(?:of )?${MONTH_AND_YEAR}|\\d{4}[-/ ]${MONTH}[-/ ]${DAY})`;

/** As above, the packed forms of machines, 19850307 and 03071985, and a month with its year; only where something declares a date. */
export const DECLARED_DATE_SHAPE = `(?:(?i:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]{0,6},? )?${DATE_SHAPE}|\\d{1,2} ?[-/.] ?\\d{1,2} ?[-/.] ?\\d{4}|(?:19|20)\\d{6}|[0-3]\\d[0-3]\\d(?:19|20)\\d{2})${TIME}`;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A day that exists, month first or day first, years 1850 to 2099 or two digits; the two separators
 * agree. Examples: 02/29/2020 yes, 02/30/2020 no, 13/07/1985 yes (day first), 3.7-1985 no.
 */
export const isCalendarDate = (value: string): boolean => {
  const text = value
    .trim()
    .toLowerCase()
    .replace(/^(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*,? /, '')
    .replace(/[t ]\d{1,2}:\d{2}.*$/, '')
    .replaceAll(/ ?([-/.]) ?(?=\d)/g, '$1');
  const numeric = /^(\d{1,4})([-/.])(\d{1,2})([-/.])(\d{1,4})$/.exec(text);
  if (numeric !== null) {
    const [, a = '', first, b = '', second, c = ''] = numeric;
    if (first !== second) return false;
    if (a.length === 4) return exists(Number(a), Number(b), Number(c));
    const year = fullYear(c);
    return exists(year, Number(a), Number(b)) || exists(year, Number(b), Number(a));
  }
  const packed = /^(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (packed !== null) {
    const [a = 0, b = 0, c = 0, d = 0] = packed.slice(1).map(Number);
    return exists(a * 100 + b, c, d) || exists(c * 100 + d, a, b) || exists(c * 100 + d, b, a);
  }
  const month =
    MONTHS.indexOf(
      /(?<![a-z])(?!of\b|st\b|nd\b|rd\b|th\b)[a-z]{3}/.exec(text.replaceAll(/(\d)(?:st|nd|rd|th)/g, '$1 '))?.[0] ?? '',
    ) + 1;
  const [first = '', second = ''] = text.match(/\d+/g) ?? [];
  if (month === 0) return false;
  return first.length === 4
    ? exists(Number(first), month, Number(second))
    : exists(fullYear(second), month, Number(first));
};

const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

const exists = (year: number, month: number, day: number): boolean => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1850 && year <= 2099 && day >= 1 && day <= days;
};
