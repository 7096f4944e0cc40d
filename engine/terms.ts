/**
 * A list of drugs and conditions that the host gives: one word a line, lines that begin with `#` are
 * the licence. Looked up word by word while the text goes by: a bitmap of hashes says "perhaps", the
 * set decides.
 */
import type { InfoType, Span } from './types.ts';

export interface TermHit extends Span {
  readonly infoType: Extract<InfoType, 'CONDITION' | 'DRUG_NAME'>;
}

export interface Terms {
  readonly size: number;
  /** Calls `found` for each listed word, whole words only. */
  scan(text: string, found: (hit: TermHit) => void): void;
}

const BITS = 20;
const SHORTEST = 5;
const LONGEST = 40;

export const createTerms = (list: string | Uint8Array): Terms => {
  const text = typeof list === 'string' ? list : new TextDecoder().decode(list);
  const words = new Set(
    text
      .split('\n')
      .map((line) => line.trim().toLowerCase())
      .filter((word) => word.length >= SHORTEST && word.length <= LONGEST && /^[a-z]+$/.test(word)),
  );
  const bitmap = new Uint32Array(2 ** (BITS - 5));
  for (const word of words) {
    const hash = hashOf(word);
    bitmap[hash >>> 5] = (bitmap[hash >>> 5] ?? 0) | (1 << (hash & 31));
  }
  const scan = (input: string, found: (hit: TermHit) => void): void => {
    if (words.size === 0) return;
    let hash = 0;
    let start = 0;
    const length = input.length;
    for (let at = 0; at <= length; at += 1) {
      const unit = at < length ? input.charCodeAt(at) : 0;
      const lower = unit | 32;
      if (lower >= 97 && lower <= 122 && unit < 128) {
        hash = (Math.imul(hash, 31) + lower) | 0;
        continue;
      }
      const letters = at - start;
      if (letters >= SHORTEST && letters <= LONGEST) {
        const slot = fold(hash);
        if (((bitmap[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) {
          const word = input.slice(start, at).toLowerCase();
          if (words.has(word) && !joined(input, start, at)) found({ start, end: at, infoType: kindOf(word) });
        }
      }
      hash = 0;
      start = at + 1;
    }
  };
  return { size: words.size, scan };
};

const fold = (hash: number): number => (hash ^ (hash >>> BITS)) & (2 ** BITS - 1);

const hashOf = (word: string): number => {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
  return fold(hash);
};

/** Part of an identifier, a path, an address or a word with marks: not a term. */
const joined = (text: string, start: number, end: number): boolean =>
  /[\w@/.#$à-ɏ]/.test(text.charAt(start - 1)) || /^(?:[\w@$(=à-ɏ]|\.\w|\/\w)/.test(text.slice(end, end + 2));

const CONDITION_ENDING =
  /(?:itis|emia|aemia|osis|oses|oma|omas|omata|pathy|pathies|algia|plegia|paresis|rrhea|rrhoea|rrhagia|penia|phobia|trophy|plasia|uria|ism|iasis|cele|ectasis|megaly|stenosis|sclerosis|lysis|ectomy|otomy|ostomy|phagia|phasia|pnea|ptysis|edema|itides|rrhage)$/;

const kindOf = (word: string): TermHit['infoType'] => (CONDITION_ENDING.test(word) ? 'CONDITION' : 'DRUG_NAME');
