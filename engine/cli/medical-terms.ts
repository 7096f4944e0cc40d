/**
 * The list of drugs, conditions and other words of medicine that the engine is given. Its words come from
 * the npm package @cspell/dict-medicalterms (GPL-3.0), so that they are neither committed nor part of the
 * code: the file is made at set-up and keeps its licence. The package mixes terms with ordinary words and
 * names; what the lexicon knows as such is left out.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

import { createLexicon } from '../lexicon.ts';
import { buildLexicon } from './lexicon.ts';

const ROOT = new URL('../../', import.meta.url);
const SOURCE = new URL('node_modules/@cspell/dict-medicalterms/dict/medicalterms-en.txt.gz', ROOT);
const TARGET = new URL('.cache/medical-terms.txt', ROOT);

const LICENCE =
  '# Words selected from @cspell/dict-medicalterms, Copyright Street Side Software, licence: GPL-3.0 (node_modules/@cspell/dict-medicalterms/LICENSE)';

/** Writes the list and returns its path. */
export const buildMedicalTerms = async (): Promise<string> => {
  const words = gunzipSync(await readFile(SOURCE))
    .toString('utf8')
    .split('\n');
  const { kindOf } = createLexicon(await readFile(await buildLexicon(), 'utf8'));
  const terms = [...new Set(words.map((word) => word.trim()))]
    .filter((word) => isMedicalTerm(word) || (/^[a-z]{6,30}$/.test(word) && kindOf(word) === 0))
    .sort();
  await mkdir(new URL('.', TARGET), { recursive: true });
  const draft = new URL(`${TARGET.href}.${process.pid}`);
  await writeFile(draft, `${LICENCE}\n${terms.join('\n')}\n`);
  await rename(draft, TARGET);
  return TARGET.pathname;
};

/** True for a lower-case word of five letters or more that ends like a drug or a condition and is no ordinary word. */
export const isMedicalTerm = (word: string): boolean =>
  /^[a-z]{5,40}$/.test(word) && (CONDITION.test(word) || DRUG.test(word)) && !ORDINARY.has(word);

const CONDITION =
  /(?:[a-z]{3}itis|[a-z]{2}(?:a?emia)|(?:tubercul|cirrh|fibr|thromb|scoli|sten|scler|metri|por|psych|neur|necr|coid|acid|alkal|ticul|nephr|cyan|lord|kyph|cyt|plasm|amyloid|arthr|spondyl|dermat|mycos|toxic|stat|ankyl|derm)osis|(?:carcin|sarc|lymph|melan|myel|glauc|hemat|fibr|lip|gli|aden|blast|cyt|theli|angi|granul|papill|terat|neur|my|oste|meningi)oma|(?:neuro|myo|nephro|retino|encephalo|arthro|adeno|coagulo|cardio|vasculo|entero|hepato|angio|osteo)pathy|[a-z]{2}(?:algia|plegia|paresis|rrhea|rrhoea|rrhagia|cytopenia|megaly|ectasis|iectasis|rrhexis|ptysis|malacia|cele|spadias|phasia|pnea)|[a-z]{3}(?:ectomy|ostomy|plasty|rrhaphy)|[a-z]{3}(?:uria)|(?:dys|hyper|neo|meta|a)plasia|(?:dys|hyper|a)trophy|(?:dys|a)praxia)$/;

/** Stems of international nonproprietary names. Source: WHO, The use of stems in INN, 2018. */
const DRUG =
  /(?:[a-z]{3}(?:pril|olol|statin|sartan|azole|cillin|mycin|micin|floxacin|oxacin|dipine|tidine|triptan|gliptin|gliflozin|glutide|parin|xaban|tinib|ciclovir|navir|tegravir|buvir|asvir|vudine|citabine|platin|rubicin|taxel|trexate|azepam|zolam|barbital|oxetine|triptyline|codone|morphone|orphine|thiazide|semide|terol|methasone|solone|onide|formin|glitazone|setron|lukast|phylline|cycline|penem|bactam|dronate|stigmine|curonium|caine|profen|fenac|coxib|peridol|peridone|piprazole|azine|zepine|gestrel|estradiol|tocin|pressin|relin|plase|mab|cept|fungin|conazole|bendazole|quine|sulfone|sulfonamide|zosin|nidine|olamine|phrine|drine|bufen|profen))$/;

/** Words of ordinary language and other trades that end so. */
const ORDINARY: ReadonlySet<string> = new Set([
  'academia',
  'bohemia',
  'canine',
  'cholesterol',
  'dexterous',
  'except',
  'accept',
  'concept',
  'intercept',
  'precept',
  'percept',
  'chocolate',
  'magazine',
  'novocaine',
  'cocaine',
  'quine',
  'sequine',
  'trampoline',
  'tambourine',
  'harlequine',
  'april',
  'nostalgia',
  'regalia',
  'aplasia',
]);
