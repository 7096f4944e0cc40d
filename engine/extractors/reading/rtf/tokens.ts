/** Tokens of RTF (Rich Text Format specification 1.9.1, "RTF syntax"), fed in slices. */

export interface RtfHandler {
  openGroup(): void;
  closeGroup(): void;
  /** A control word with its number, or a control symbol (`~`, `*`). */
  control(word: string, parameter: number | null): void;
  /** Bytes of text as they stand, in the document's code page. */
  text(bytes: Uint8Array): void;
  /** One byte, written `\'hh`. */
  byte(value: number): void;
  /** Raw bytes behind `\bin`. */
  binary(bytes: Uint8Array): void;
}

/** A control word has at most 32 letters and a number of 10 digits; more is no control word. */
const LONGEST_WORD = 48;

export function rtfTokens(handler: RtfHandler) {
  let rest = new Uint8Array();
  /** Raw bytes that are still to come. */
  let raw = 0;

  const read = (bytes: Uint8Array, end: boolean): number => {
    let at = 0;
    while (at < bytes.length) {
      if (raw > 0) {
        const take = Math.min(raw, bytes.length - at);
        handler.binary(bytes.subarray(at, at + take));
        raw -= take;
        at += take;
        continue;
      }
      const byte = bytes[at];
      if (byte === OPEN) handler.openGroup();
      else if (byte === CLOSE) handler.closeGroup();
      else if (byte === BACKSLASH) {
        if (!end && bytes.length - at < LONGEST_WORD) return at;
        at = control(bytes, at);
        continue;
      } else if (byte !== 0x0d && byte !== 0x0a) {
        let to = at + 1;
        while (to < bytes.length && !isSpecial(bytes[to])) to++;
        handler.text(bytes.subarray(at, to));
        at = to;
        continue;
      }
      at++;
    }
    return at;
  };

  const control = (bytes: Uint8Array, at: number): number => {
    let to = at + 1;
    while (to - at <= 33 && isLetter(bytes[to])) to++;
    if (to === at + 1) return symbol(bytes, to);
    const word = ascii(bytes, at + 1, to);
    let number = to;
    if (bytes[number] === 0x2d) number++;
    const digits = number;
    while (number - digits < 10 && isDigit(bytes[number])) number++;
    const parameter = number > digits ? Number(ascii(bytes, to, number)) : null;
    const after = parameter === null ? to : number;
    if (word === 'bin' && parameter !== null && parameter > 0) raw = parameter;
    handler.control(word, parameter);
    return bytes[after] === 0x20 ? after + 1 : after;
  };

  const symbol = (bytes: Uint8Array, at: number): number => {
    const byte = bytes[at];
    if (byte === undefined) return at;
    if (byte === 0x27) {
      const value = Number.parseInt(ascii(bytes, at + 1, at + 3), 16);
      if (Number.isNaN(value)) return at + 1;
      handler.byte(value);
      return at + 3;
    }
    handler.control(String.fromCharCode(byte), null);
    return at + 1;
  };

  return {
    feed(bytes: Uint8Array, end: boolean): void {
      const all = new Uint8Array(rest.length + bytes.length);
      all.set(rest);
      all.set(bytes, rest.length);
      rest = all.slice(read(all, end));
    },
  };
}

const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;

const isSpecial = (byte: number | undefined): boolean =>
  byte === OPEN || byte === CLOSE || byte === BACKSLASH || byte === 0x0d || byte === 0x0a;
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a));
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.max(from, to)));
