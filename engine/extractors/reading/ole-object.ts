/** Objects that a document embeds: OLE 1.0 data (MS-OLEDS §2.2) and packaged files (its Ole10Native stream, §2.3.6). */

export interface OleObject {
  /** The file's name, or the class of the program that made it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Names and paths beside the data. */
  readonly text: string;
}

/** What `\objdata` of RTF and similar stores hold; null where it is no embedded object. */
export function readOle1(bytes: Uint8Array): OleObject | null {
  const reader = readerOf(bytes);
  reader.uint32();
  // FormatID 2 is embedded, 1 linked, 5 a presentation.
  const format = reader.uint32();
  const className = reader.lengthString();
  const topic = reader.lengthString();
  const item = reader.lengthString();
  if (format === 1) return { name: className, bytes: new Uint8Array(), text: [topic, item].filter(Boolean).join('\n') };
  const size = reader.uint32();
  if (reader.isOver() || size === 0 || format !== 2) return null;
  const native = reader.rest(size);
  const text = [topic, item].filter(Boolean).join('\n');
  return (className === 'Package' ? readPackage(native, 0) : null) ?? { name: className, bytes: native, text };
}

/** The content of an Ole10Native stream: a file with its names; null where the stream is of another kind. */
export function readOle10Native(bytes: Uint8Array): OleObject | null {
  return bytes.length < 8 ? null : readPackage(bytes, 4);
}

function readPackage(bytes: Uint8Array, at: number): OleObject | null {
  const reader = readerOf(bytes, at);
  if (reader.uint16() !== 2) return null;
  const label = reader.endedString();
  const path = reader.endedString();
  if (reader.uint16() !== 0) return null;
  if (reader.uint16() !== 3) return null;
  const temporary = reader.lengthString();
  const size = reader.uint32();
  if (reader.isOver()) return null;
  const text = [...new Set([label, path, temporary])].filter(Boolean).join('\n');
  return { name: label.replace(/^.*[\\/]/, '') || 'package', bytes: reader.rest(size), text };
}

function readerOf(bytes: Uint8Array, from = 0) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  let over = false;
  const take = (length: number): number => {
    const start = at;
    over ||= length < 0 || start + length > bytes.length;
    at += over ? 0 : length;
    return start;
  };
  const text = (start: number, end: number): string =>
    new TextDecoder('windows-1252').decode(bytes.subarray(start, end)).replace(/\0.*$/s, '');
  const uint32 = (): number => {
    const start = take(4);
    return over ? 0 : view.getUint32(start, true);
  };
  return {
    isOver: (): boolean => over,
    uint32,
    uint16(): number {
      const start = take(2);
      return over ? 0 : view.getUint16(start, true);
    },
    /** Its length, then its bytes with a zero at the end. */
    lengthString(): string {
      const length = uint32();
      const start = take(length);
      return over ? '' : text(start, start + length);
    },
    endedString(): string {
      const end = bytes.indexOf(0, at);
      const start = take(end < 0 ? -1 : end - at + 1);
      return over ? '' : text(start, end);
    },
    rest: (size: number): Uint8Array => bytes.subarray(at, Math.min(bytes.length, at + size)),
  };
}
