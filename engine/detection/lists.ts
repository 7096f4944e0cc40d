/** Several values behind one label: `MRNs: 0048291, 0048292 and 0048293`, `SSN 536-22-8841/536-22-8842`. */
import { isWord } from '../context.ts';
import type { Candidate } from './candidate.ts';

/** What stands between two values of a list, on one line or at a line's end. */
const BETWEEN =
  /[ \t]{0,4}(?:[,;/&+|]|,?[ \t]{1,4}(?:and|or|und|y)\b)[ \t]{0,4}(?:\r?\n[ \t]{0,8})?(?:(?:and|or)[ \t]{1,4})?/y;

/** Values of one list. */
const MOST = 1_000;
const SHORTEST = 5;

/** Further candidates behind those that a label declared, of the same form. */
export const continued = (text: string, found: readonly Candidate[]): Candidate[] => {
  const more: Candidate[] = [];
  for (const first of found) {
    if (!first.declared || first.evidence.pattern !== 'label' || !isNumber(first.value)) continue;
    let { end } = first;
    for (let count = 0; count < MOST; count += 1) {
      BETWEEN.lastIndex = end;
      if (!BETWEEN.test(text)) break;
      const start = BETWEEN.lastIndex;
      end = endOf(text, start, first.value);
      if (end < 0) break;
      more.push({ ...first, start, end, value: text.slice(start, end) });
    }
  }
  return more;
};

const isNumber = (value: string): boolean => value.length >= SHORTEST && /\d/.test(value);

/** Where a value ends that is written as the first is: letters, digits and signs in the same places. -1 where none is. */
const endOf = (text: string, start: number, like: string): number => {
  const isPlain = /^[A-Za-z]*\d+$/.test(like);
  RUN.lastIndex = start;
  const run = isPlain ? (RUN.exec(text)?.[0].length ?? 0) : like.length;
  const value = text.slice(start, start + run);
  const end = start + run;
  const isAlike = isPlain
    ? value.length >= SHORTEST &&
      Math.abs(run - like.length) <= 2 &&
      headOf(value) === headOf(like) &&
      /\d$/.test(value)
    : shapeOf(value) === shapeOf(like);
  return isAlike && !isWord(text.charCodeAt(end)) && !/^[-./]\d/.test(text.slice(end, end + 2)) ? end : -1;
};

const RUN = /[A-Za-z]*\d+/y;

const headOf = (value: string): string => /^[A-Za-z]*/.exec(value)?.[0] ?? '';

const shapeOf = (value: string): string => value.replaceAll(/\d/g, '9').replaceAll(/[A-Za-z]/g, 'A');
