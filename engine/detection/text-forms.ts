/** Labels beside their values: lines of a form, pairs in one line, a label above a list. */
import { type KnowsLabel, knownLabel } from '../layout.ts';
import type { Field } from '../types.ts';
import type { Delimiter } from './text-cells.ts';
import type { CutLine, Records } from './text-tables.ts';

interface Form {
  readonly delimiter: Delimiter;
  /** One for each column of values. */
  readonly records: readonly number[];
  readonly fields: Field[];
  rows: number;
  digits: boolean;
}

interface List {
  readonly key: string;
  /** True where words may be values: names. */
  readonly isName: boolean;
  readonly fields: Field[];
  /** True where the label ends in a colon. */
  readonly announced: boolean;
  /** True where an empty line stands below the label. */
  apart: boolean;
  digits: boolean;
}

export const createForms = (knows: KnowsLabel, records: Records, field: (field: Field) => void) => {
  let form: Form | null = null;
  let list: List | null = null;

  const endForm = (): void => {
    const { delimiter, rows = 0, digits = false, fields = [] } = form ?? {};
    if (rows > 1 && (digits || delimiter === '\t' || delimiter === '|')) for (const one of fields) field(one);
    form = null;
  };

  const endList = (): void => {
    const { digits = false, announced = false, fields = [] } = list ?? {};
    if (digits || fields.length > (announced ? 1 : 2)) for (const one of fields) field(one);
    list = null;
  };

  /** `MRN | 0048291`, `Name, A, B`: a label, and beside it what is none. */
  const rowOf = ({ delimiter, cells, labels }: CutLine): boolean => {
    const [label = null, ...others] = labels;
    if (label === null || cells.length < 2 || others.some((other) => other !== null)) return false;
    if (form !== null && (form.delimiter !== delimiter || form.records.length !== others.length)) endForm();
    form ??= { delimiter, records: others.map(() => records.next()), fields: [], rows: 0, digits: false };
    const { fields, records: numbers } = form;
    form.rows += 1;
    cells.slice(1).forEach(({ start, end, text }, index) => {
      const record = numbers[index];
      if (text !== '' && record !== undefined) fields.push({ start, end, key: label.label, record });
    });
    form.digits ||= cells.slice(1).some(({ text }) => /\d/.test(text));
    return true;
  };

  return {
    /** `Last name | Garcia | DOB | 3/7/1985`: labels and values in turn. */
    pairs(cuts: readonly CutLine[]): boolean {
      for (const { delimiter, cells, labels } of cuts) {
        if (delimiter === ',' || cells.length < 4 || cells.length % 2 !== 0) continue;
        const inTurn = labels.every((known, index) => (index % 2 === 0) === (known !== null));
        if (!inTurn || !cells.some(({ text }, index) => index % 2 === 1 && /\d/.test(text))) continue;
        const record = records.next();
        cells.forEach(({ start, end }, index) => {
          const key = labels[index - 1]?.label;
          if (key !== undefined) field({ start, end, key, record });
        });
        return true;
      }
      return false;
    },
    /** True where the line is one of a form; else the form has ended. */
    row(cuts: readonly CutLine[]): boolean {
      if (cuts.some(rowOf)) return true;
      endForm();
      return false;
    },
    /** True where the line is an entry of the list at hand; else the list has ended. */
    listed(line: string, at: number): boolean {
      if (list === null) return false;
      const value = line.replace(BULLET, '');
      const isNumber = /^\S{0,40}\d\S{0,40}$/.test(value);
      if (!isNumber && (list.digits || !list.isName || !NAME_LIKE.test(value))) {
        endList();
        return false;
      }
      list.digits ||= isNumber;
      const end = at + line.length;
      list.fields.push({ start: end - value.length, end, key: list.key, record: records.next() });
      return true;
    },
    /** A line that is a label alone begins a list. */
    list(line: string): void {
      const known = line.length > LONGEST_LABEL ? null : knownLabel(line, knows);
      if (known?.sure !== true) return;
      list = {
        key: known.label,
        isName: known.isName,
        fields: [],
        announced: /:\W{0,3}$/.test(line),
        apart: false,
        digits: false,
      };
    },
    /** True while the next line may belong to what came before. */
    waits: (): boolean => form !== null || list !== null,
    /** An empty line ends a list; one may stand between a label with a colon and the first entry. */
    blank(): void {
      if (list !== null && (list.fields.length > 0 || !list.announced || list.apart)) endList();
      else if (list !== null) list.apart = true;
    },
    end(): void {
      endList();
      endForm();
    },
  };
};

const LONGEST_LABEL = 48;

const BULLET = /^\s*(?:(?:[-*•·–]|\d{1,3}[.)])[ \t]+)?/;

/** Maria Garcia; GARCIA, MARIA L: two to five words with capitals. */
const NAME_LIKE = /^\p{Lu}[\p{L}'’.-]{0,24}(?:,? \p{L}[\p{L}'’.-]{0,24}){1,4}$/u;
