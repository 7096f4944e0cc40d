/** Rich text as mail programs compress it (MS-OXRTFCP §2.1). */

/** What the window holds before the first byte (§2.1.2.1). */
const BEGINNING =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

const WINDOW = 4096;

/** The rich text; null where the bytes are none. At most `limit` bytes come out. */
export function decompressRtf(bytes: Uint8Array, limit: number): Uint8Array | null {
  if (bytes.length < 16) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint32(8, true);
  if (kind === 0x414c454d) return bytes.subarray(16);
  if (kind !== 0x75465a4c) return null;
  const size = Math.min(view.getUint32(4, true), limit);
  const out = new Uint8Array(size);
  const window = new Uint8Array(WINDOW);
  window.set(new TextEncoder().encode(BEGINNING));
  let at = BEGINNING.length;
  let length = 0;
  const put = (byte: number): void => {
    if (length < size) out[length++] = byte;
    window[at] = byte;
    at = (at + 1) % WINDOW;
  };
  for (let from = 16; from < bytes.length && length < size; ) {
    const flags = bytes[from++] ?? 0;
    for (let bit = 0; bit < 8 && from < bytes.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(bytes[from++] ?? 0);
        continue;
      }
      const reference = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
      from += 2;
      const start = reference >> 4;
      // A reference to the place that is written next is the end.
      if (start === at) return out.subarray(0, length);
      for (let i = 0; i < (reference & 15) + 2; i++) put(window[(start + i) % WINDOW] ?? 0);
    }
  }
  return out.subarray(0, length);
}
