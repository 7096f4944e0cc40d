/** Filters of PDF streams (PDF 32000-1 §7.4) as far as their size must be known before they are undone. */

/** Bytes that LZW data becomes: each code is one byte longer than the one whose beginning it shares. */
export function lzwSize(data: Uint8Array): number {
  const lengths = new Uint32Array(4096);
  let size = 0;
  let next = 258;
  let bits = 9;
  let before = 0;
  let held = 0;
  let count = 0;
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xffffff;
    count += 8;
    while (count >= bits) {
      count -= bits;
      const code = (held >> count) & ((1 << bits) - 1);
      if (code === 257) return size;
      if (code === 256) {
        next = 258;
        bits = 9;
        before = 0;
        continue;
      }
      const length = code < 256 ? 1 : code < next ? (lengths[code] ?? 1) : before + 1;
      size += length;
      if (before > 0 && next < 4096) lengths[next++] = before + 1;
      before = length;
      // The width grows one code early, as PDF does unless told otherwise.
      bits = next + 1 >= 4096 ? 12 : Math.max(9, Math.ceil(Math.log2(next + 2)));
    }
  }
  return size;
}

/** Bytes that run-length data becomes. */
export function runLengthSize(data: Uint8Array): number {
  let size = 0;
  for (let at = 0; at < data.length; ) {
    const length = data[at] ?? 128;
    if (length === 128) break;
    size += length < 128 ? length + 1 : 257 - length;
    at += length < 128 ? length + 2 : 2;
  }
  return size;
}

export function hexadecimal(data: Uint8Array): Uint8Array {
  const digits = new TextDecoder('latin1').decode(data).replaceAll(/[^0-9A-Fa-f]/g, '');
  return Uint8Array.from({ length: digits.length >> 1 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

export function ascii85(data: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  let group = 0;
  let count = 0;
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && count === 0) bytes.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) {
      group = group * 85 + (byte - 0x21);
      if (++count === 5) {
        bytes.push((group >>> 24) & 255, (group >>> 16) & 255, (group >>> 8) & 255, group & 255);
        group = count = 0;
      }
    }
  }
  for (let i = count; i > 0 && i < 5; i++) group = group * 85 + 84;
  for (let i = 0; i < count - 1; i++) bytes.push((group >>> (24 - 8 * i)) & 255);
  return Uint8Array.from(bytes);
}
