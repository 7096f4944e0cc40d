/** Bodies as mail carries them: base64, quoted-printable (RFC 2045 §6), uuencode. Damage loses no more than itself. */

const BASE64 = new Int8Array(256).fill(-1);
Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').forEach((char, value) => {
  BASE64[char.charCodeAt(0)] = value;
});
// RFC 4648 §5, which some programs write into mail too.
BASE64[0x2d] = 62;
BASE64[0x5f] = 63;

const EQUALS = 0x3d;

/** Signs outside the alphabet are skipped (RFC 2045 §6.8); padding within ends one run, and the next begins. */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((bytes.length * 3) / 4) + 3);
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    const value = BASE64[byte] ?? -1;
    if (value < 0) {
      if (byte === EQUALS) bits = held = 0;
      continue;
    }
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length++] = (held >> bits) & 0xff;
    }
  }
  return out.subarray(0, length);
}

/** What is no escape stands for itself; a blank before the end of a line is transport's. */
export function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let solid = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === EQUALS) {
      const end = softBreak(bytes, i + 1);
      if (end > 0) {
        i = end - 1;
        continue;
      }
      const high = hexValue(bytes[i + 1]);
      const low = hexValue(bytes[i + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        i += 2;
      } else out[length++] = byte;
      solid = length;
      continue;
    }
    if (byte === 0x0d || byte === 0x0a) length = solid;
    out[length++] = byte;
    if (byte !== 0x20 && byte !== 0x09) solid = length;
  }
  return out.subarray(0, length);
}

/** The offset after `=`, blanks and a line end; 0 where none follows. */
function softBreak(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
  if (bytes[at] === 0x0a) return at + 1;
  if (bytes[at] === 0x0d) return bytes[at + 1] === 0x0a ? at + 2 : at + 1;
  return at >= bytes.length ? at : 0;
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Lines between `begin` and `end` (POSIX uuencode). */
export function decodeUuencode(text: string): Uint8Array {
  const out: number[] = [];
  for (const line of text.split(/\r?\n/)) {
    const count = (line.charCodeAt(0) - 32) & 63;
    if (line === '' || /^(?:begin |end)/.test(line)) continue;
    const start = out.length;
    for (let i = 1; i + 3 < line.length + 3 && out.length - start < count; i += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((k) => (line.charCodeAt(i + k) - 32) & 63);
      out.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    out.length = Math.min(out.length, start + count);
  }
  return Uint8Array.from(out);
}
