/** Decoders for every charset that text may come in: the host's own, UTF-32, and two of mainframes and DOS. */

/** A charset's name as the WHATWG Encoding Standard writes it, or one of the names below that it leaves out. */
export type Charset = string;

export interface Decoder {
  /** Bytes may end inside a character; the next call goes on. Without bytes: what is left. */
  decode(bytes?: Uint8Array): string;
}

/** IBM code pages that browsers do not decode, as Unicode maps them: 850 (DOS), 037 (EBCDIC; 15 ends a line). */
const HIGH_850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const ALL_037 =
  '\x00\x01\x02\x03\x9c\t\x86\x7f\x97\x8d\x8e\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x9d\n\x08\x87\x18\x19\x92\x8f\x1c\x1d\x1e\x1f\x80\x81\x82\x83\x84\n\x17\x1b\x88\x89\x8a\x8b\x8c\x05\x06\x07\x90\x91\x16\x93\x94\x95\x96\x04\x98\x99\x9a\x9b\x14\x15\x9e\x1a \xa0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\xadôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\x9f';

const TABLES: Readonly<Record<string, string>> = {
  ibm850: String.fromCharCode(...Array.from({ length: 128 }, (_, byte) => byte)) + HIGH_850,
  ibm037: ALL_037,
};

/** The decoder of a charset; a byte order mark stays in the text. Null where the name is none. */
export function createDecoder(charset: Charset): Decoder | null {
  const table = TABLES[charset];
  if (table !== undefined) {
    return { decode: (bytes = new Uint8Array()) => Array.from(bytes, (byte) => table[byte] ?? '').join('') };
  }
  if (charset === 'utf-32le' || charset === 'utf-32be') return utf32Decoder(charset === 'utf-32le');
  try {
    const decoder = new TextDecoder(charset, { ignoreBOM: true });
    return { decode: (bytes) => (bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })) };
  } catch {
    // The host does not know the name.
    return null;
  }
}

/** The one name of a charset, from any label (`ISO-8859-1`, `latin1`, `cp1252` …); null where nobody knows it. */
export function charsetOf(label: string): Charset | null {
  const name = label.trim().toLowerCase().replaceAll('_', '-');
  const own = OWN_LABELS.get(name.replaceAll('-', ''));
  if (own !== undefined) return own;
  for (const candidate of [label.trim(), name, name.replace(/^cp-?(125\d|874)$/, 'windows-$1')]) {
    try {
      return new TextDecoder(candidate).encoding;
    } catch {
      // The next spelling.
    }
  }
  return null;
}

const OWN_LABELS: ReadonlyMap<string, Charset> = new Map([
  ...['ibm850', 'cp850', '850', 'ibm437', 'cp437', '437', 'cspc850multilingual'].map((name): [string, Charset] => [
    name,
    'ibm850',
  ]),
  ...['ibm037', 'cp037', 'ebcdiccpus', 'ebcdiccpca', 'csibm037'].map((name): [string, Charset] => [name, 'ibm037']),
  ['utf32', 'utf-32be'],
  ['utf32le', 'utf-32le'],
  ['utf32be', 'utf-32be'],
  ['usascii', 'windows-1252'],
  ['xmacroman', 'macintosh'],
]);

/** The bytes of each character of a charset, for writing; null where the charset has states and no table. */
export function encoderTable(charset: Charset): ReadonlyMap<string, readonly number[]> | null {
  if (charset === 'iso-2022-jp' || charset.startsWith('utf-')) return null;
  const decoder = createDecoder(charset);
  if (decoder === null) return null;
  const table = new Map<string, readonly number[]>();
  const enter = (...bytes: number[]): void => {
    const text = createDecoder(charset)?.decode(Uint8Array.from(bytes)) ?? '';
    if (text !== '' && !text.includes('\ufffd') && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) enter(byte);
  if (!MULTI_BYTE.has(charset)) return table;
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) enter(lead, trail);
  return table;
}

/** Charsets of the Encoding Standard whose characters may take two bytes. */
const MULTI_BYTE: ReadonlySet<Charset> = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'big5', 'gbk', 'gb18030']);

function utf32Decoder(little: boolean): Decoder {
  let carry = new Uint8Array();
  return {
    decode(bytes) {
      if (bytes === undefined) return carry.length > 0 ? '\ufffd' : '';
      const all = new Uint8Array(carry.length + bytes.length);
      all.set(carry);
      all.set(bytes, carry.length);
      const view = new DataView(all.buffer);
      const whole = all.length - (all.length % 4);
      let text = '';
      for (let at = 0; at < whole; at += 4) {
        const code = view.getUint32(at, little);
        text += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
      }
      carry = all.slice(whole);
      return text;
    },
  };
}
