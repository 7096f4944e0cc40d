import { defineDetector } from '../define.ts';
import WORDS from './drug-words.json' with { type: 'json' };

/** Stems of international nonproprietary names. */
const STEMS =
  'pril olol statin mab sartan conazole prazole midazole nidazole bendazole cillin omycin floxacin oxacin dipine tidine triptan gliptin gliflozin glutide parin xaban tinib clovir ovavir adavir navir tegravir asvir buvir azepam azolam oxetine codone morphone thiazide semide terol methasone solone cisone ticasone formin glitazone setron enafil anafil cycline peridone piprazole barbital dronate';

/** Words of other trades that end like a drug. */
const NOT_DRUGS: ReadonlySet<string> = new Set([
  'cholesterol',
  'cefalu',
  'cefaly',
  'take',
  'dose',
  'with',
  'than',
  'about',
  'total',
  'least',
  'from',
  'caterol',
  'bedouin',
  'sartan',
  'ethylparin',
]);

/** Drugs by the stems of their international names, by frequent names, and by dose and route. */
export const drugName = defineDetector({
  name: 'drug-name',
  version: 1,
  infoType: 'DRUG_NAME',
  hipaa: null,
  source: 'WHO, The use of stems in the selection of international nonproprietary names, 2018',
  maxLength: 64,
  patterns: [
    {
      name: 'dose',
      regex:
        '\\b(?P<value>[A-Za-z][a-z]{3,20})(?: (?:XL|XR|SR|ER|HCl))? \\d{1,4}(?:\\.\\d{1,3})? ?(?i:mg|mcg|units?|meq)\\b(?:/\\d{0,3} ?(?i:ml))?,?(?: (?i:tab(?:let)?s?|cap(?:sule)?s?|orally|by mouth|p\\.?o\\.?|iv|im|sq|subq?|at))?,? (?i:q\\.?d|b\\.?i\\.?d|t\\.?i\\.?d|q\\.?i\\.?d|q\\.?h\\.?s|q\\d{1,2}h?|daily|nightly|p\\.?r\\.?n|once|twice|every|at bedtime|in the morning)\\b',
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
  ],
  words: WORDS.words,
  endings: STEMS.split(' '),
  validate: (value) => !NOT_DRUGS.has(value.toLowerCase()),
  hotwords: ['mg', 'mcg', 'tablet', 'tablets', 'prescribed', 'medications', 'dose', 'daily', 'bid', 'prn'],
  withHotword: 'VERY_LIKELY',
  labels: [
    'medication',
    'medications',
    'drug',
    'drug name',
    'medication name',
    'rx',
    'prescription',
    'current medications',
    'ingredient',
    'med name',
  ],
  exclusions: [],
});
