/** Numbers as spreadsheets show them (ECMA-376 part 1, §18.8.30): the only file that knows ssf. */
import SSF from 'ssf';

/** The format's own code (`m/d/yyyy`) or the number of a built-in one. */
export type NumberFormat = string | number;

export interface Shown {
  readonly text: string;
  /** What the cell holds, where the display hides some of it: all digits, the whole day. */
  readonly stored?: string;
}

/** A number under a format. `date1904` is the epoch of old Macintosh workbooks. */
export function showNumber(stored: string, format: NumberFormat, date1904: boolean): Shown {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value) || isGeneral(format)) return { text: stored };
  const text = formatted(SHORT_DATES.get(format) ?? format, value, date1904);
  if (text === null) return { text: stored };
  const day = isDate(format) ? dayOf(value, date1904) : null;
  const hidden = day === null ? text !== stored : !WHOLE_DAY.test(text);
  return { text, ...(hidden ? { stored: day ?? stored } : {}) };
}

/** The built-in short dates (§18.8.30, 14 and 22) bear four digits of the year wherever Excel shows them today. */
const SHORT_DATES: ReadonlyMap<NumberFormat, string> = new Map([
  [14, 'm/d/yyyy'],
  [22, 'm/d/yyyy h:mm'],
]);

/** Numbers of a day with its whole year. */
export const WHOLE_DAY = /\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4}/;

const isGeneral = (format: NumberFormat): boolean =>
  format === 0 || format === '@' || format === 49 || /^general$/i.test(`${format}`);

const isDate = (format: NumberFormat): boolean => {
  const code = typeof format === 'number' ? (SSF.get_table()[format] ?? '') : format;
  return dates.get(code) ?? remember(code);
};

/** Formats of a workbook are few; hostile ones may be many. */
const dates = new Map<string, boolean>();

function remember(code: string): boolean {
  // A duration or a time of day alone says no day.
  const is = /[dy]/i.test(code) && SSF.is_date(code);
  if (dates.size < 1024) dates.set(code, is);
  return is;
}

function formatted(format: NumberFormat, value: number, date1904: boolean): string | null {
  try {
    return SSF.format(format, value, { date1904 }).trim();
  } catch {
    // A format that no program shows either: the number stands for itself.
    return null;
  }
}

/** The day of a serial, `1980-02-03`; null where it is none between 1900 and 9999. */
export function dayOf(serial: number, date1904: boolean): string | null {
  if (serial < 1 || serial >= 2_958_466) return null;
  const { y, m, d } = SSF.parse_date_code(serial, { date1904 });
  return `${y}-${`${m}`.padStart(2, '0')}-${`${d}`.padStart(2, '0')}`;
}
