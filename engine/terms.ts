/**
 * A list of drugs and conditions that the host gives: one word a line, lines that begin with `#` are its
 * licence. Without one, endings and frequent names alone say what health context is.
 */
import type { InfoType } from './types.ts';

export type Terms = ReadonlyMap<string, Extract<InfoType, 'CONDITION' | 'DRUG_NAME'>>;

const SHORTEST = 5;
const LONGEST = 40;

export const createTerms = (list: string | Uint8Array): Terms => {
  const text = typeof list === 'string' ? list : new TextDecoder().decode(list);
  const terms = new Map<string, 'CONDITION' | 'DRUG_NAME'>();
  for (const line of text.split('\n')) {
    const word = line.trim().toLowerCase();
    if (word.length < SHORTEST || word.length > LONGEST || !/^[a-z]+$/.test(word)) continue;
    terms.set(word, CONDITION_ENDING.test(word) ? 'CONDITION' : 'DRUG_NAME');
  }
  return terms;
};

const CONDITION_ENDING =
  /(?:itis|emia|aemia|osis|oses|omas?|omata|pathy|pathies|algia|plegia|paresis|rrhea|rrhoea|rrhagia|penia|phobia|trophy|plasia|uria|ism|iasis|cele|ectasis|megaly|lysis|ectomy|otomy|ostomy|phagia|phasia|pnea|ptysis|edema|itides|sepsis)$/;
