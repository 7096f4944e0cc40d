/**
 * Other readings of a text: what it says once escapes, encodings and digits set apart are undone. Readings
 * are looked at beside the text itself, never in its place, so that nothing is lost where `%20` is no
 * escape. The library says where to look; each reading is that stretch with what stands around it.
 */
import { decodeEncodings } from './decoding/encodings.ts';
import { decodeEscapes } from './decoding/escapes.ts';
import { decodedReading, type Reading, readingOf } from './decoding/reading.ts';
import { decodeSpread, regroup } from './decoding/spread.ts';
import type { Encoded } from './scan.ts';
import type { Span } from './types.ts';

export interface OtherReading extends Reading {
  /** True where findings need a label or a hotword: a list of numbers may read like this too. */
  readonly doubtful: boolean;
  /** Units at either end that were cut from their text: what touches them is not judged. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** Rounds of escapes in escapes, and layers of encodings in encodings. */
export interface DecodeLimits {
  readonly rounds: number;
  readonly layers: number;
}

export const FULL_LIMITS: DecodeLimits = { rounds: 4, layers: 3 };

/** Units around an encoded stretch: a label before it and what follows a value. */
const AROUND = 320;

/** The readings of the stretches that the library named, in offsets of `text`. Linear in the text. */
export const otherReadings = (text: string, encoded: readonly Encoded[], limits: DecodeLimits): OtherReading[] => {
  const readings: OtherReading[] = [];
  for (const { start, end } of stretches(
    text,
    encoded.filter(({ kind }) => kind !== 'spread'),
  )) {
    const plain = readingOf(text, start, end);
    const decoded = decodeAll(plain, limits);
    if (decoded !== plain) readings.push(around(decoded, text, start, end, false));
  }
  for (const { start, end } of stretches(
    text,
    encoded.filter(({ kind }) => kind === 'spread'),
  )) {
    const plain = readingOf(text, start, end);
    const found = decodeSpread(plain.text);
    for (const even of [false, true]) {
      const those = found.filter((one) => one.even === even);
      if (those.length > 0) readings.push(around(decodedReading(plain, those), text, start, end, even));
    }
  }
  return readings;
};

/** What stands between a label and the number it declares. */
const TO_NUMBER = /[^\d\n]{0,32}(?=\d)/y;

/** The readings of a number that a label before `at` declares and that is grouped in an unusual way. */
export const regroupedReadings = (text: string, at: number): OtherReading[] => {
  TO_NUMBER.lastIndex = at;
  const match = TO_NUMBER.exec(text);
  if (match === null) return [];
  const open = match[0].endsWith('(') ? 1 : 0;
  const [start, end] = [Math.max(0, at - AROUND), Math.min(text.length, at + AROUND)];
  return regroup(text.slice(start, end), at - start + match[0].length - open).map((one) =>
    around(decodedReading(readingOf(text, start, end), [one]), text, start, end, true),
  );
};

const around = (reading: Reading, text: string, start: number, end: number, doubtful: boolean): OtherReading => ({
  ...reading,
  doubtful,
  cutBefore: start > 0,
  cutAfter: end < text.length,
});

const decodeAll = (plain: Reading, { rounds, layers }: DecodeLimits): Reading => {
  let reading = plain;
  for (let layer = 0, round = 0; ; ) {
    // Encodings first: the `=` that fills up base64 at a line's end is no soft line break.
    const encodings = layer < layers ? decodeEncodings(reading.text) : [];
    if (encodings.length > 0) layer += 1;
    const escapes = encodings.length === 0 && round < rounds ? decodeEscapes(reading.text) : [];
    if (escapes.length > 0) round += 1;
    if (encodings.length + escapes.length === 0) break;
    reading = decodedReading(reading, [...encodings, ...escapes]);
  }
  return reading;
};

/** Stretches with what stands around them, joined where they meet. */
const stretches = (text: string, encoded: readonly Encoded[]): Span[] => {
  const joined: { start: number; end: number }[] = [];
  for (const one of [...encoded].sort((a, b) => a.start - b.start)) {
    const start = Math.max(0, one.start - AROUND);
    const end = Math.min(text.length, one.end + AROUND);
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
};

/** Text between a right-to-left override and its end, as the eye reads it. */
const OVERRIDDEN = /\u202e([^\u202c\u2069\n]{2,512})/g;

export const visualReadings = (text: string): OtherReading[] =>
  [...text.matchAll(OVERRIDDEN)].map((match) => {
    const from = match.index + 1;
    const length = match[1]?.length ?? 0;
    const start = Math.max(0, match.index - AROUND);
    const end = Math.min(text.length, from + length + AROUND);
    const plain = readingOf(text, start, end);
    const order = Array.from({ length }, (_, index) => from - start + length - 1 - index);
    const turned = decodedReading(plain, [
      {
        start: from - start,
        end: from - start + length,
        text: order.map((at) => plain.text.charAt(at)).join(''),
        froms: order,
        tos: order.map((at) => at + 1),
      },
    ]);
    return around(turned, text, start, end, false);
  });
