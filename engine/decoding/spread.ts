/** Digits set apart: `5 3 6 - 4 8 - 1 2 9 3` reads as `536-48-1293`, `5.3.6.4.8.1.2.9.3` as `536481293`. */
import type { Decoded } from './reading.ts';

const SINGLES = /(?<!\d)\d(?:[ \t.,_*/|:;~\-+#=()]{1,5}\d(?!\d)){6,}/g;

/** In order of the text. `even`: with one separator throughout, as numbers in a list have it too. */
export const decodeSpread = (text: string): readonly (Decoded & { readonly even: boolean })[] =>
  [...text.matchAll(SINGLES)].map((match) => {
    const separators = match[0].match(/\D+/g) ?? [];
    const counts = new Map<string, number>();
    for (const separator of separators) counts.set(separator, (counts.get(separator) ?? 0) + 1);
    const [usual = ''] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const read = tighten(match[0], match.index, (separator) =>
      separator === usual ? '' : separator.replaceAll(usual, '').trim(),
    );
    return { ...read, even: counts.size < 2 };
  });

/** Groups of digits after a label, with what no number has between them: `536_48_1293`, `536 / 48 / 1293`. */
const GROUPS = /\(?\d{1,10}(?:[^A-Za-z0-9\n,;]{1,4}\d{1,10}){1,9}(?!\w)/y;
const USUAL = /^(?:\(?\d+\)?(?:[-. ]?\d+)*|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}[-./]\d{1,2}[-./]\d{1,2})$/;

/** Where the digits at `at` are grouped in an unusual way: how they read with dashes, and without anything. */
export const regroup = (text: string, at: number): readonly Decoded[] => {
  GROUPS.lastIndex = at;
  const match = GROUPS.exec(text);
  if (match === null) return [];
  const [written] = match;
  if (USUAL.test(written) || written.length > 64) return [];
  return [tighten(written, at, () => '-'), tighten(written, at, () => '')];
};

const tighten = (written: string, start: number, separator: (found: string) => string): Decoded => {
  const units: { readonly text: string; readonly from: number; readonly to: number }[] = [];
  for (const match of written.matchAll(/\d|\D+/g)) {
    const [found] = match;
    const text = /\d/.test(found) ? found : units.length === 0 ? '' : separator(found);
    for (const unit of text)
      units.push({ text: unit, from: start + match.index, to: start + match.index + found.length });
  }
  return {
    start,
    end: start + written.length,
    text: units.map(({ text }) => text).join(''),
    froms: units.map(({ from }) => from),
    tos: units.map(({ to }) => to),
  };
};
