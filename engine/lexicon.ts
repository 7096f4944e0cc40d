/**
 * Words that the host gives: first names, family names, ordinary words. A line is a word in lower case
 * and the sum of what it is; lines that begin with `#` say where the words come from. Without the list
 * a name is known by what stands around it alone.
 */
export interface Lexicon {
  /** 0 for an unknown word, else a sum of FIRST_NAME, FAMILY_NAME and ORDINARY. */
  kindOf(word: string): number;
  /** First names, lower case. */
  readonly firstNames: readonly string[];
}

export const FIRST_NAME = 1;
export const FAMILY_NAME = 2;
/** A word of everyday English: `rose`, `page`, `will`. */
export const ORDINARY = 4;

export const createLexicon = (list: string): Lexicon => {
  const table = new Uint32Array(2 ** BITS);
  const firstNames: string[] = [];
  let start = 0;
  let hash = SEED;
  for (let at = 0, length = list.length; at <= length; at += 1) {
    const unit = at < length ? list.charCodeAt(at) : LINE_END;
    if (unit !== LINE_END) {
      if (unit >= LETTER) hash = Math.imul(hash ^ unit, PRIME);
      continue;
    }
    const kind = list.charCodeAt(at - 1) - DIGIT;
    if (kind >= 1 && kind <= 7 && list.charCodeAt(start) >= LETTER) {
      let slot = slotOf(hash);
      while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = tagged(hash, kind);
      if ((kind & FIRST_NAME) !== 0) firstNames.push(list.slice(start, at - 1));
    }
    hash = SEED;
    start = at + 1;
  }
  return {
    kindOf: (word) => {
      let of = SEED;
      for (let at = 0; at < word.length; at += 1) of = Math.imul(of ^ word.charCodeAt(at), PRIME);
      for (let slot = slotOf(of); ; slot = (slot + 1) & (table.length - 1)) {
        const found = table[slot] ?? 0;
        if (found === 0) return 0;
        if (found >>> 3 === of >>> 3) return found & 7;
      }
    },
    firstNames,
  };
};

/** At most half full with a quarter of a million words; 29 bits of the hash (FNV-1a) tell two words apart. */
const BITS = 19;
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
const LETTER = 97;
const DIGIT = 48;
const LINE_END = 10;

const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) >>> (32 - BITS);

const tagged = (hash: number, kind: number): number => ((hash & ~7) | kind) >>> 0;
