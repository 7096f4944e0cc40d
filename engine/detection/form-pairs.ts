/** What a form or a link carries in its own writing: `name=Maria+Garcia&dob=03%2F07%2F1985` (WHATWG URL, §5.1). */
import type { Field } from '../types.ts';
import type { Candidate } from './candidate.ts';
import type { FieldReader } from './fields.ts';

/** Pairs that are joined, or one behind a question mark. Bounded: longer values are no identifiers. */
const PAIRS =
  /(?:\?|(?<![\w.%+&=-]))[A-Za-z][\w.%+[\]-]{0,63}=[^&\s"'<>=]{0,256}(?:&(?:amp;)?[A-Za-z][\w.%+[\]-]{0,63}=[^&\s"'<>=]{0,256})*/g;

/** Without one of these there is nothing to look for. */
const JOINED = /[?&;][A-Za-z][\w.%+[\]-]{0,63}=/;

const PAIR = /([A-Za-z][\w.%+[\]-]*)=([^&]*)/g;

export interface FormPairs {
  /** In offsets of the text; each covers its value as written. */
  readonly found: readonly Candidate[];
  /** Where the values stand, by form. */
  readonly fields: readonly Field[];
}

export const readFormPairs = (text: string, { read }: FieldReader): FormPairs => {
  const found: Candidate[] = [];
  const all: Field[] = [];
  if (!JOINED.test(text)) return { found, fields: all };
  let record = FIRST;
  for (const run of text.matchAll(PAIRS)) {
    if (!/^\?|&/.test(run[0])) continue;
    let decoded = '';
    const fields: Field[] = [];
    const places: { readonly start: number; readonly end: number }[] = [];
    for (const { 1: key = '', 2: value = '', index, 0: pair } of run[0].matchAll(PAIR)) {
      const start = decoded.length;
      decoded += decode(value);
      fields.push({ start, end: decoded.length, key: decode(key), record });
      const end = run.index + index + pair.length;
      const place = { start: end - value.length, end };
      places.push(place);
      all.push({ ...place, key: '', record });
    }
    record -= 1;
    for (const candidate of read(fields, decoded)) {
      const place = places[fields.findIndex(({ start, end }) => candidate.start >= start && candidate.end <= end)];
      if (place !== undefined) found.push({ ...candidate, ...place });
    }
  }
  return { found, fields: all };
};

/** Numbers of records that no extractor and no table gives. */
const FIRST = -1_000_000_000;

const decode = (written: string): string => {
  const spaced = written.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A stray % is itself.
    return spaced;
  }
};
