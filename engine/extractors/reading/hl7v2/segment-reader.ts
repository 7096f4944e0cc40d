/** Reads HL7 v2 segments (ER7, chapter 2 §2.5–2.7): delimiters, escapes, and the values that positions name. */
import type { Role } from '../../../types.ts';
import type { Readable } from '../readable.ts';
import { lastFrom } from '../search.ts';
import { type Component, MEANINGS, type Meaning, OBSERVED, readDataType, SEGMENTS } from './data-types.ts';

/** A document that an observation carries: HL7 type ED. */
export interface Encapsulated {
  readonly encoding: string;
  readonly data: string;
  /** What the sender calls it: `application pdf`. */
  readonly type: string;
}

/** Positions of a segment that are looked at: the standard's longest has 100. */
const POSITIONS = 128;

export function segmentReader(out: Readable, onDocument: (document: Encapsulated) => void) {
  let field = '|';
  let component = '^';
  let repetition = '~';
  let escaping = '\\';
  let subcomponent = '&';
  let record = 0;
  let patient = 0;

  const readHeader = (segment: string): void => {
    field = segment[3] ?? field;
    const [first, second, third, fourth] = segment.slice(4, next(segment, field, 4));
    component = first ?? component;
    repetition = second ?? repetition;
    escaping = third ?? '';
    subcomponent = fourth ?? '';
  };

  /** What an escape stands for (§2.7); null where it is none. */
  const decoded = (inner: string): string | null => {
    const sign = 'FSTREHN'.indexOf(inner);
    if (inner.length === 1 && sign >= 0)
      return [field, component, subcomponent, repetition, escaping, '', ''][sign] ?? '';
    if (/^X(?:[\dA-Fa-f]{2})+$/.test(inner)) {
      const bytes = Uint8Array.from(inner.slice(1).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
      return new TextDecoder().decode(bytes);
    }
    if (/^\.(?:br|sp|ce|fi|nf|in|ti|sk)[+-]?\d*$/.test(inner)) return '\n';
    return /^[CMZ][\dA-Fa-f]*$/.test(inner) ? '' : null;
  };

  /** Writes a segment with its escapes decoded; returns the way from its offsets to those of the readable text. */
  const write = (segment: string, at: number): ((offset: number) => number) => {
    const base = out.length;
    const shifts: { readonly from: number; readonly by: number }[] = [];
    let from = 0;
    let by = 0;
    for (let open = escaping === '' ? -1 : segment.indexOf(escaping); open >= 0; ) {
      const close = segment.indexOf(escaping, open + 1);
      if (close < 0) break;
      const text = close - open > LONGEST_ESCAPE ? null : decoded(segment.slice(open + 1, close));
      if (text === null) {
        open = close;
        continue;
      }
      out.keep(segment.slice(from, open), at + from);
      out.put(text, at + open, at + close + 1);
      by += text.length - (close + 1 - open);
      from = close + 1;
      shifts.push({ from, by });
      open = segment.indexOf(escaping, from);
    }
    out.keep(segment.slice(from), at + from);
    return (offset) => base + offset + (shifts[lastFrom(shifts, (shift) => shift.from, offset)]?.by ?? 0);
  };

  const readSegment = (segment: string, place: (offset: number) => number): void => {
    const id = segment.slice(0, 3);
    // One person each: the patient of a PID, every next of kin, guarantor, insured, provider.
    record++;
    if (id === 'PID') patient = record;
    if (segment[3] !== field || !SEGMENTS.has(id)) return;
    const fields = cut(segment, field, 4, segment.length, POSITIONS);
    fields.forEach((value, i) => {
      if (value.text === '') return;
      const key = `${id}-${i + 1}`;
      const meaning = key === 'OBX-5' ? observed(fields[1]?.text ?? '', value, segment) : MEANINGS.get(key);
      if (meaning === undefined) return;
      const role = meaning.role === 'insured' ? insuredRole(fields[16]?.text ?? '') : meaning.role;
      readField(value, segment, key, meaning, role, place);
    });
  };

  /** OBX-5 is of the type that OBX-2 names: also people, and whole documents. */
  const observed = (type: string, value: Component, segment: string): Meaning | undefined => {
    if (type !== 'ED') return OBSERVED[type];
    const [, mime, subtype, encoding, data] = cut(segment, component, value.start, value.end);
    if (data !== undefined && data.text !== '')
      onDocument({ encoding: encoding?.text ?? '', data: data.text, type: `${mime?.text} ${subtype?.text}` });
    return undefined;
  };

  const readField = (
    value: Component,
    segment: string,
    key: string,
    meaning: Meaning,
    role: Role,
    place: (offset: number) => number,
  ): void => {
    const sub = (one: Component): readonly Component[] => cut(segment, subcomponent, one.start, one.end);
    const person = role === 'patient' ? patient : record;
    for (const repeat of cut(segment, repetition, value.start, value.end)) {
      const parts = cut(segment, component, repeat.start, repeat.end);
      for (const { start, end, infoType } of readDataType(meaning, parts, sub)) {
        const text = segment.slice(start, end);
        // "" is the standard's explicit null.
        if (text.trim() === '' || text === '""') continue;
        out.field({ start: place(start), end: place(end), key, infoType, role, record: person });
      }
    }
  };

  return {
    /** Whole lines, from offset `at` of the part. */
    read(text: string, at: number): void {
      for (let start = 0; start < text.length; ) {
        let first = start;
        // Frames of the minimal lower layer protocol: VT before a message, FS after it.
        while (isFrame(text.charCodeAt(first))) first++;
        let end = first;
        while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
        let after = end;
        while (after < text.length && isLineEnd(text.charCodeAt(after))) after++;
        const segment = text.slice(first, end);
        out.keep(text.slice(start, first), at + start);
        if (/^(?:MSH|FHS|BHS)/.test(segment)) {
          readHeader(segment);
          const base = out.length;
          out.keep(segment, at + first);
          const sent = cut(segment, field, 4, segment.length)[5];
          // MSH-7, when it was sent: mostly the day of the visit itself.
          if (segment.startsWith('MSH') && /^\d{8}/.test(sent?.text ?? '') && sent !== undefined)
            out.field({
              start: base + sent.start,
              end: base + sent.end,
              key: 'MSH-7',
              infoType: 'DATE',
              role: 'unknown',
            });
        } else {
          const place = write(segment, at + first);
          if (segment.length > 4) readSegment(segment, place);
        }
        out.keep(text.slice(end, after), at + end);
        start = after;
      }
    },
  };
}

/** `\X…\` of a whole line. */
const LONGEST_ESCAPE = 512;

/** IN1-17, the insured's relation to the patient: HL7 table 0063, X12's 18. */
const insuredRole = (relation: string): Role => {
  if (/^(?:SEL|SELF|18|01|1)\b/i.test(relation)) return 'patient';
  return /\w/.test(relation) ? 'relative' : 'unknown';
};

/** The pieces of a range between delimiters; the whole range where there is no delimiter. */
function cut(text: string, delimiter: string, start: number, end: number, most = Number.MAX_SAFE_INTEGER): Component[] {
  const pieces: Component[] = [];
  let from = start;
  for (let at = delimiter === '' ? -1 : text.indexOf(delimiter, from); at >= 0 && at < end; ) {
    pieces.push({ start: from, end: at, text: text.slice(from, at) });
    if (pieces.length >= most) return pieces;
    from = at + 1;
    at = text.indexOf(delimiter, from);
  }
  pieces.push({ start: from, end, text: text.slice(from, end) });
  return pieces;
}

const isFrame = (code: number): boolean => code === 0x0b || code === 0x1c;
const isLineEnd = (code: number): boolean => code === 0x0d || code === 0x0a;

function next(text: string, delimiter: string, from: number): number {
  const found = text.indexOf(delimiter, from);
  return found < 0 ? text.length : found;
}
