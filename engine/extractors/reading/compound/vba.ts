/** Macros in Office files (MS-OVBA §2.4.1): the source of a module, compressed in its stream. */

/** Every module begins with an attribute that names it; compressed, its first letters stand as they are. */
const BEGINNING = '\0Attribut';

/** The source code of a module stream; null where it holds none. */
export function readModule(stream: Uint8Array): string | null {
  const text = Array.from({ length: Math.ceil(stream.length / SLICE) }, (_, i) =>
    String.fromCharCode(...stream.subarray(i * SLICE, (i + 1) * SLICE)),
  ).join('');
  const found = text.indexOf(BEGINNING);
  // Before it stand the container's signature and the header of its first chunk.
  const start = found - 3;
  if (start < 0 || stream[start] !== 1) return null;
  return new TextDecoder('windows-1252').decode(decompress(stream, start + 1));
}

const SLICE = 8192;

/** Chunks of up to 4,096 bytes: letters, and copies of what came before within the chunk. */
export function decompress(bytes: Uint8Array, from: number): Uint8Array {
  const out: number[] = [];
  for (let at = from; at + 2 < bytes.length && out.length < LIMIT; ) {
    const header = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    if (((header >> 12) & 7) !== 3) break;
    const end = Math.min(bytes.length, at + (header & 0x0fff) + 3);
    const chunk = out.length;
    at += 2;
    if ((header & 0x8000) === 0) {
      out.push(...bytes.subarray(at, at + 4096));
      at += 4096;
      continue;
    }
    while (at < end) {
      const flags = bytes[at++] ?? 0;
      for (let bit = 0; bit < 8 && at < end; bit++) {
        if ((flags & (1 << bit)) === 0) {
          out.push(bytes[at++] ?? 0);
          continue;
        }
        const token = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
        at += 2;
        const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, out.length - chunk))));
        const length = (token & (0xffff >> bits)) + 3;
        const offset = (token >> (16 - bits)) + 1;
        for (let i = 0; i < length; i++) out.push(out[out.length - offset] ?? 0);
      }
    }
  }
  return Uint8Array.from(out);
}

/** Bytes of one module. */
const LIMIT = 4 * 1024 * 1024;
