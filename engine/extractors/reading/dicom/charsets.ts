/** Text values in the character sets that a DICOM data set declares (PS3.3 §C.12.1.1.2, PS3.5 §6.1). */

/** Defined terms to labels of the Encoding Standard; with and without code extensions. */
const LABELS: Readonly<Record<string, string>> = {
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO_IR 203': 'iso-8859-15',
  'ISO 2022 IR 58': 'gbk',
  'ISO 2022 IR 149': 'euc-kr',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** What an escape sequence (after ESC) switches to (PS3.3 tables C.12-3 and C.12-4). */
const ESCAPES: readonly (readonly [sequence: string, label: string])[] = [
  ['$B', 'iso-2022-jp'],
  ['$@', 'iso-2022-jp'],
  ['$(D', 'iso-2022-jp'],
  ['$)C', 'euc-kr'],
  ['$)A', 'gbk'],
  ['(J', 'shift_jis'],
  [')I', 'shift_jis'],
  ['(B', ''],
  ['-A', 'windows-1252'],
  ['-B', 'iso-8859-2'],
  ['-C', 'iso-8859-3'],
  ['-D', 'iso-8859-4'],
  ['-F', 'iso-8859-7'],
  ['-G', 'iso-8859-6'],
  ['-H', 'iso-8859-8'],
  ['-L', 'iso-8859-5'],
  ['-M', 'windows-1254'],
  ['-T', 'windows-874'],
  ['-b', 'iso-8859-15'],
];

export type Decode = (bytes: Uint8Array) => string;

/** The decoder for values of SpecificCharacterSet, as written: `\\ISO 2022 IR 87`. */
export function decoderOf(declared: string): Decode {
  const [first = '', ...more] = declared.split('\\').map((term) => term.trim());
  const known = LABELS[first] ?? LABELS[first.replace(/^ISO 2022 IR /, 'ISO_IR ')] ?? null;
  const others = more.flatMap((term) => LABELS[term] ?? LABELS[term.replace(/^ISO 2022 IR /, 'ISO_IR ')] ?? []);
  // Bytes past ASCII without an escape: the set that is named, else UTF-8 where it is that, else Latin.
  const initial = known ?? (others[0] === undefined ? null : others[0]);
  const plain: Decode = (bytes) => (initial === null ? undeclared(bytes) : new TextDecoder(initial).decode(bytes));
  return (bytes) => (bytes.includes(ESC) ? escaped(bytes, plain) : plain(bytes));
}

const ESC = 0x1b;

const undeclared: Decode = (bytes) => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** Each stretch from an escape to the next in the set that it names. */
function escaped(bytes: Uint8Array, plain: Decode): string {
  let text = '';
  let decode = plain;
  for (let at = 0; at < bytes.length; ) {
    let next = bytes.indexOf(ESC, at);
    if (next < 0) next = bytes.length;
    text += decode(bytes.subarray(at, next));
    if (next === bytes.length) break;
    const ahead = String.fromCharCode(...bytes.subarray(next + 1, next + 4));
    const found = ESCAPES.find(([sequence]) => ahead.startsWith(sequence));
    if (found === undefined) return text + plain(bytes.subarray(next + 1));
    const [sequence, label] = found;
    const prefix = label === 'iso-2022-jp' ? [ESC, ...[...sequence].map((char) => char.charCodeAt(0))] : [];
    decode =
      label === '' ? plain : (stretch) => new TextDecoder(label).decode(Uint8Array.from([...prefix, ...stretch]));
    at = next + 1 + sequence.length;
  }
  return text;
}
