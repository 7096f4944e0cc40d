/** Headers of tar archives: POSIX ustar and pax (IEEE 1003.1), GNU long names and base-256 sizes, old V7. */

export const BLOCK = 512;

export interface TarHeader {
  readonly name: string;
  readonly link: string;
  readonly user: string;
  readonly size: number;
  /** One character: '0' a file, '5' a folder, 'x' what follows is described further … */
  readonly type: string;
  /** True where GNU's sparse header goes on in the next block. */
  readonly extended: boolean;
}

/** The header in a block of 512 bytes; null where its checksum says that it is none. */
export function readTarHeader(block: Uint8Array): TarHeader | null {
  if (block.length < BLOCK || !hasChecksum(block)) return null;
  const ustar = text(block, 257, 6).startsWith('ustar');
  const prefix = ustar && text(block, 257, 8) !== 'ustar  ' ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    link: text(block, 157, 100),
    user: ustar ? text(block, 265, 32) : '',
    size: number(block, 124, 12),
    type: String.fromCharCode(block[156] ?? 0) === '\0' ? '0' : String.fromCharCode(block[156] ?? 0),
    extended: block[482] === 1,
  };
}

/** The sum of all bytes, with blanks in place of the sum itself; old programs summed signed bytes. */
function hasChecksum(block: Uint8Array): boolean {
  const claimed = number(block, 148, 8);
  let unsigned = 0;
  let signed = 0;
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= 148 && i < 156 ? 0x20 : (block[i] ?? 0);
    unsigned += byte;
    signed += byte >= 0x80 ? byte - 256 : byte;
  }
  return claimed > 0 && (claimed === unsigned || claimed === signed);
}

/** Octal digits, or with the first bit set the number itself in bytes. */
function number(block: Uint8Array, at: number, length: number): number {
  if (((block[at] ?? 0) & 0x80) !== 0) {
    let value = (block[at] ?? 0) & 0x3f;
    for (let i = 1; i < length; i++) value = value * 256 + (block[at + i] ?? 0);
    return Number.isSafeInteger(value) ? value : 0;
  }
  const digits = /^[ \0]*([0-7]+)/.exec(text(block, at, length, false))?.[1] ?? '0';
  return Number.parseInt(digits, 8);
}

/** The records of a pax header: `30 mtime=1700000000.5\n`. */
export function readPax(bytes: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    const length = Number(blank < 0 ? Number.NaN : text(bytes, at, blank - at));
    if (!(length > blank - at) || at + length > bytes.length) break;
    const record = text(bytes, blank + 1, length - (blank - at) - 2, false);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/** UTF-8 where it is that, else byte by byte; up to the first zero. */
export function text(bytes: Uint8Array, at: number, length: number, ended = true): string {
  const range = bytes.subarray(at, at + length);
  const zero = ended ? range.indexOf(0) : -1;
  const used = zero < 0 ? range : range.subarray(0, zero);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(used);
  } catch {
    // Older archives hold names in the charset of their machine.
    return new TextDecoder('windows-1252').decode(used);
  }
}
