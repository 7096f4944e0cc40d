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
    terms.set(word, DRUG_ENDING.test(word) && !CONDITION_ENDING.test(word) ? 'DRUG_NAME' : 'CONDITION');
  }
  return terms;
};

const CONDITION_ENDING =
  /(?:itis|emia|aemia|osis|oses|omas?|omata|pathy|pathies|algia|plegia|paresis|rrhea|rrhoea|rrhagia|penia|phobia|trophy|plasia|uria|ism|iasis|cele|ectasis|megaly|lysis|ectomy|otomy|ostomy|phagia|phasia|pnea|ptysis|edema|itides|sepsis)$/;

/** Stems of international nonproprietary names, and endings that drugs share. Source: WHO, The use of stems in INN, 2018. */
const DRUG_ENDING =
  /(?:pril|olol|statin|sartan|azole|cillin|mycin|micin|floxacin|oxacin|dipine|tidine|triptan|gliptin|gliflozin|glutide|parin|xaban|tinib|ciclovir|navir|tegravir|vir|vudine|citabine|platin|rubicin|taxel|trexate|azepam|zolam|barbital|oxetine|triptyline|codone|morphone|orphine|thiazide|semide|terol|sone|solone|onide|formin|glitazone|setron|lukast|phylline|cycline|penem|bactam|dronate|stigmine|curonium|caine|profen|fenac|coxib|peridol|peridone|piprazole|azine|zepine|gestrel|estradiol|tocin|pressin|relin|plase|mab|mib|cept|fungin|bendazole|quine|zosin|nidine|phrine|drine|amine|zine|pine|pam|done|tide|stim|grel|lol)$/;
