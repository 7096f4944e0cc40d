/** Bytes that come one by one or in runs, up to a limit. */
export interface GrowingBytes {
  readonly length: number;
  /** False where the limit is reached; the byte is then not kept. */
  push(byte: number): boolean;
  append(bytes: Uint8Array): boolean;
  /** Everything so far; empty then. */
  take(): Uint8Array;
}

export function growingBytes(limit: number): GrowingBytes {
  let bytes = new Uint8Array(256);
  let length = 0;
  const reserve = (more: number): boolean => {
    if (length + more > limit) return false;
    if (length + more > bytes.length) {
      const wider = new Uint8Array(Math.max(bytes.length * 2, length + more));
      wider.set(bytes.subarray(0, length));
      bytes = wider;
    }
    return true;
  };
  return {
    get length() {
      return length;
    },
    push(byte) {
      if (!reserve(1)) return false;
      bytes[length++] = byte;
      return true;
    },
    append(more) {
      if (!reserve(more.length)) return false;
      bytes.set(more, length);
      length += more.length;
      return true;
    },
    take() {
      const taken = bytes.slice(0, length);
      bytes = new Uint8Array(256);
      length = 0;
      return taken;
    },
  };
}
