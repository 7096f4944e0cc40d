/**
 * Whether a key could end in a known label, told from its last letters alone: nearly every word of every
 * line is asked whether it is a heading, and nearly none is. Says yes too often, never no where one is.
 */

/** Labels without their blanks, in lower case. */
export const createLabelSieve = (labels: Iterable<string>): ((key: string) => boolean) => {
  const whole = new Uint32Array(2 ** (BITS - 5));
  const tails = new Uint32Array(2 ** (BITS - 5));
  for (const label of labels) {
    let hash = 0;
    for (let at = label.length - 1; at >= 0; at -= 1) {
      hash = (Math.imul(hash, 31) + label.charCodeAt(at)) | 0;
      set(tails, hash);
    }
    set(whole, hash);
  }
  return (key) => {
    let hash = 0;
    for (let at = key.length - 1; at >= 0; at -= 1) {
      const unit = key.charCodeAt(at);
      // Letters beyond ASCII have their own ways to lower case.
      if (unit >= 0x80) return true;
      const isCapital = unit >= 65 && unit <= 90;
      if (!isCapital && !(unit >= 97 && unit <= 122) && !(unit >= 48 && unit <= 57)) continue;
      hash = (Math.imul(hash, 31) + (isCapital ? unit + 32 : unit)) | 0;
      if (!has(tails, hash)) return false;
      if (has(whole, hash)) return true;
    }
    return false;
  };
};

const BITS = 17;

const slotOf = (hash: number): number =>
  (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> (32 - BITS)) & (2 ** BITS - 1);

const set = (bits: Uint32Array, hash: number): void => {
  const slot = slotOf(hash);
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
};

const has = (bits: Uint32Array, hash: number): boolean => {
  const slot = slotOf(hash);
  return (((bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;
};
