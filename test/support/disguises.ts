/** Identifiers written in another way, from a seed: the disguises of C06 to C12 that detection undoes. */
import { seeded } from '../bench/corpus.ts';

export interface DisguiseCase {
  readonly disguise: string;
  readonly infoType: string;
  readonly text: string;
  /** The value before it was disguised. */
  readonly value: string;
  /** Where the disguised value stands in `text`. */
  readonly start: number;
  readonly end: number;
}

type Pick = (below: number) => number;

const digits = (pick: Pick, count: number): string => Array.from({ length: count }, () => pick(10)).join('');

/** A labelled identifier: what stands before the value, the value, what follows. */
const IDENTIFIERS: readonly ((pick: Pick) => readonly [infoType: string, label: string, value: string])[] = [
  (pick) => [
    'US_SOCIAL_SECURITY_NUMBER',
    'SSN: ',
    `${100 + pick(500)}-${String(1 + pick(98)).padStart(2, '0')}-${1000 + pick(9000)}`,
  ],
  (pick) => ['MEDICAL_RECORD_NUMBER', 'MRN: ', `${1 + pick(9)}${digits(pick, 7)}`],
  (pick) => ['PHONE_NUMBER', 'Phone: ', `${2 + pick(7)}1${2 + pick(7)}-555-01${digits(pick, 2)}`],
  (pick) => ['DATE_OF_BIRTH', 'Date of birth: ', `0${1 + pick(9)}/${10 + pick(18)}/19${50 + pick(49)}`],
];

const eachChar = (text: string, write: (char: string, index: number) => string): string =>
  [...text].map(write).join('');
const hex = (char: string, width = 2): string => (char.codePointAt(0) ?? 0).toString(16).padStart(width, '0');
const digitsOf =
  (zero: number) =>
  (text: string): string =>
    text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const between = (mark: string) => (text: string) => [...text].join(mark);

/** Of the value alone. */
const VALUE: Readonly<Record<string, (value: string, pick: Pick) => string>> = {
  'percent, each character': (value) => eachChar(value, (char) => `%${hex(char).toUpperCase()}`),
  'percent, twice': (value) => eachChar(value, (char) => `%25${hex(char)}`),
  'percent, digits only': (value) => value.replaceAll(/\d/g, (char) => `%${hex(char)}`),
  'html decimal': (value) => eachChar(value, (char) => `&#${char.codePointAt(0)};`),
  'html hexadecimal': (value) => eachChar(value, (char) => `&#x${hex(char)};`),
  'html padded': (value) => eachChar(value, (char) => `&#${String(char.codePointAt(0)).padStart(7, '0')};`),
  'html, escaped again': (value) => eachChar(value, (char) => `&amp;#${char.codePointAt(0)};`),
  'html, some characters': (value, pick) =>
    eachChar(value, (char) => (pick(2) === 0 ? `&#${char.codePointAt(0)};` : char)),
  'json \\u': (value) => eachChar(value, (char) => `\\u${hex(char, 4)}`),
  'json \\u, escaped again': (value) => eachChar(value, (char) => `\\\\u${hex(char, 4)}`),
  'js \\x': (value) => eachChar(value, (char) => `\\x${hex(char)}`),
  'js \\u{}': (value) => eachChar(value, (char) => `\\u{${hex(char)}}`),
  'css escapes': (value) => eachChar(value, (char) => `\\${hex(char, 6)}`),
  'quoted-printable': (value) => eachChar(value, (char) => `=${hex(char).toUpperCase()}`),
  'soft line break': (value, pick) => {
    const at = 1 + pick(value.length - 1);
    return `${value.slice(0, at)}=\r\n${value.slice(at)}`;
  },
  'full width': (value) => value.replaceAll(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  'arabic-indic digits': digitsOf(0x0660),
  'persian digits': digitsOf(0x06f0),
  'devanagari digits': digitsOf(0x0966),
  'bengali digits': digitsOf(0x09e6),
  'thai digits': digitsOf(0x0e50),
  'khmer digits': digitsOf(0x17e0),
  'bold digits': digitsOf(0x1d7ce),
  'monospace digits': digitsOf(0x1d7f6),
  'segmented digits': digitsOf(0x1fbf0),
  'circled digits': (value) =>
    value.replaceAll(/\d/g, (digit) => (digit === '0' ? '⓪' : String.fromCharCode(0x2460 + Number(digit) - 1))),
  'superscript digits': (value) => value.replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit))),
  'keycap digits': (value) => value.replaceAll(/\d/g, (digit) => `${digit}\ufe0f\u20e3`),
  'struck through': (value) => eachChar(value, (char) => `${char}\u0336`),
  'zero-width space': between('\u200b'),
  'zero-width joiner': between('\u200d'),
  'word joiner': between('\u2060'),
  'soft hyphen': between('\u00ad'),
  'byte order mark': between('\ufeff'),
  'variation selector': between('\ufe0f'),
  'tag characters': between('\u{e0061}'),
  'left-to-right marks': between('\u200e'),
  'bidi embedding': (value) => `\u202a${value}\u202c`,
  'bidi override, as read': (value) => `\u202e${[...value].reverse().join('')}\u202c`,
  'en dash': (value) => value.replaceAll('-', '–'),
  'minus sign': (value) => value.replaceAll('-', '−'),
  'cyrillic look-alikes': (value) => value.replaceAll('3', 'З').replaceAll('0', 'О').replaceAll('6', 'б'),
  'spaces between digits': between(' '),
  'spaces around groups': (value) => value.replaceAll(/[-/]/g, ' $& '),
  'dots between digits': between('.'),
  'underscores between digits': between('_'),
  'stars between digits': between('*'),
  'bars between digits': between('|'),
  'commas between digits': between(','),
  'colons between digits': between(':'),
  'tildes between digits': between('~'),
  'two spaces between digits': between('  '),
  'groups by underscores': (value) => value.replaceAll(/[-/]/g, '_'),
  'groups by stars': (value) => value.replaceAll(/[-/]/g, '*'),
  'groups by slashes': (value) => value.replaceAll('-', '/'),
  'groups by bullets': (value) => value.replaceAll(/[-/]/g, '•'),
  'groups by tildes': (value) => value.replaceAll(/[-/]/g, '~'),
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const binary = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const base64 = (text: string): string => btoa(binary(bytesOf(text)));

const base32 = (text: string): string => {
  const bits = Array.from(bytesOf(text), (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  const written = groups
    .map((group) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(group.padEnd(5, '0'), 2)))
    .join('');
  return written.padEnd(Math.ceil(written.length / 8) * 8, '=');
};

const ascii85 = (text: string): string => {
  const bytes = [...bytesOf(text)];
  let written = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const group = bytes.slice(at, at + 4);
    let value = [0, 1, 2, 3].reduce((sum, index) => sum * 256 + (group[index] ?? 0), 0);
    let letters = '';
    for (let index = 0; index < 5; index += 1) {
      letters = String.fromCharCode(33 + (value % 85)) + letters;
      value = Math.floor(value / 85);
    }
    written += letters.slice(0, group.length + 1);
  }
  return written;
};

const wrapped = (text: string, width: number): string => text.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\n') ?? '';

/** Of the whole line. */
const LINE: Readonly<Record<string, (line: string) => string>> = {
  base64,
  'base64, for URLs': (line) => base64(line).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  'base64, twice': (line) => base64(base64(line)),
  'base64, three times': (line) => base64(base64(base64(line))),
  'base64 in lines': (line) => wrapped(base64(`${line}\n${line.toLowerCase().replaceAll(/\d/g, 'x')}`), 40),
  'base64 of UTF-16': (line) => btoa([...line].map((char) => `${char}\0`).join('')),
  'base64 as a data link': (line) => `data:text/plain;base64,${base64(line)}`,
  'base64 in percent': (line) => encodeURIComponent(base64(line)),
  'percent in base64': (line) => base64(eachChar(line, (char) => `%${hex(char)}`)),
  base32,
  'base32, twice': (line) => base32(base32(line)),
  'base32 of base64': (line) => base32(base64(line)),
  hexadecimal: (line) => eachChar(line, (char) => hex(char)),
  'hexadecimal, capitals': (line) => eachChar(line, (char) => hex(char).toUpperCase()),
  'hexadecimal of base64': (line) => eachChar(base64(line), (char) => hex(char)),
  'hexadecimal pairs': (line) => [...line].map((char) => hex(char)).join(' '),
  'hexadecimal pairs by colons': (line) => [...line].map((char) => hex(char)).join(':'),
  'hexadecimal, 0x each': (line) => [...line].map((char) => `0x${hex(char)}`).join(', '),
  'ascii85, framed': (line) => `<~${ascii85(line)}~>`,
  ascii85,
  'ascii85 of base64': (line) => ascii85(base64(line)),
  'percent, whole line': (line) => eachChar(line, (char) => `%${hex(char)}`),
  'html, whole line': (line) => eachChar(line, (char) => `&#${char.codePointAt(0)};`),
  'json \\u, whole line': (line) => eachChar(line, (char) => `\\u${hex(char, 4)}`),
  'quoted-printable, whole line': (line) => eachChar(line, (char) => `=${hex(char).toUpperCase()}`),
  'zero-width, whole line': between('\u200b'),
  'full width, whole line': (line) =>
    line.replaceAll(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000'),
  'look-alike label': (line) =>
    line.replaceAll('S', 'Ѕ').replaceAll('M', 'М').replaceAll('P', 'Р').replaceAll('D', 'D').replaceAll('a', 'а'),
  'bold, whole line': (line) =>
    eachChar(line, (char) =>
      /[A-Z]/.test(char)
        ? String.fromCodePoint(0x1d400 + char.charCodeAt(0) - 65)
        : /[a-z]/.test(char)
          ? String.fromCodePoint(0x1d41a + char.charCodeAt(0) - 97)
          : char,
    ),
};

const BEFORE = [
  'Notes of the ward round.\n',
  'please see below\n\n',
  'Re: the form of this morning, as promised: \n',
  '',
];
const AFTER = ['\nThanks, all.', '\n', ' and that is all.\n', ''];

/** `count` cases, all disguises in turn. */
export const disguiseCases = (count: number, seed = 20_261_125): DisguiseCase[] => {
  const pick = seeded(seed);
  const makers = [
    ...Object.entries(VALUE).map(([disguise, write]) => ({ disguise, write, whole: false })),
    ...Object.entries(LINE).map(([disguise, write]) => ({ disguise, write, whole: true })),
  ];
  const cases: DisguiseCase[] = [];
  while (cases.length < count) {
    const maker = makers[cases.length % makers.length];
    const [infoType = '', label = '', value = ''] = IDENTIFIERS[pick(IDENTIFIERS.length)]?.(pick) ?? [];
    if (maker === undefined) break;
    const before = BEFORE[pick(BEFORE.length)] ?? '';
    const after = AFTER[pick(AFTER.length)] ?? '';
    const written = maker.whole ? maker.write(label + value, pick) : maker.write(value, pick);
    const lead = maker.whole ? before : before + label;
    cases.push({
      disguise: maker.disguise,
      infoType,
      text: lead + written + after,
      value,
      start: lead.length,
      end: lead.length + written.length,
    });
  }
  return cases;
};
