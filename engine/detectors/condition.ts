import { defineDetector } from '../define.ts';

const STEMS =
  '(?:itis|itides|(?:glyc|lipid|kal|natr|calc|ur|cyt|vol|erol|isch|septic|bacter|tox|ox|uric|azot|thalass|leuk|an|isch|leuka|ana)a?emia|penia|carcinomas?|sarcomas?|blastomas?|lymphomas?|melanomas?|myelomas?|adenomas?|fibromas?|lipomas?|gliomas?|cytomas?|theliomas?|angiomas?|hematomas?|glaucoma|granulomas?|neuropathy|myopathy|nephropathy|retinopathy|cardiopathy|encephalopathy|arthropathy|adenopathy|coagulopathy|algia|plegia|paresis|rrhea|rrhagia|rrhoea|megaly|ectas[ie][sa]|(?:tubercul|cirrh|fibr|thromb|scoli|sten|scler|endometri|osteopor|psych|neur|necr|sarcoid|ketoacid|acid|alkal|diverticul|nephr|cyan|lord|kyph|cyt|plasm|amyloid|halit|arthr|spondyl|dermat)osis|ectomy|ostomy|scopy|otomy|plasty|pnea|phagia|(?:hemat|protein|poly|dys|noct|glucos)uria|cardia|arrhythmias?|hypertensive|hypertension|hypotensive|hypotension|thyroidism|volemia|trophy|kinesis|phasia)';
const WORDS =
  '(?:an(?:a)?emia|hypoxia|hemoptysis|hematemesis|ascites|embolism|infarction|aneurysm|pneumonia|pneumothorax|emphysema|epilepsy|eclampsia|preeclampsia|dementia|schizophrenia|osteopenia|paraplegia|quadriplegia|hemophilia|neoplasms?|metastas[ei]s|metastatic|hernia|syncope|edema|erythema|eczema|gout|lupus|asthma|diabetes|diabetic|chlamydia|gonorrhea|syphilis|herpes|autism|hypoxia|sepsis|fibrillation|incontinence|malignan(?:cy|t))';
const PHRASES = '(?:copd|hiv|aids|chf|cad|ckd|esrd|gerd|uti|dvt|nstemi|stemi|ptsd|adhd)';
const NAMES =
  "(?:cancer|tumor|tumour|congestive heart failure|heart failure|heart attack|coronary artery disease|kidney disease|renal failure|kidney failure|liver disease|crohn's|alzheimer's|parkinson's|multiple sclerosis|cerebral palsy|cystic fibrosis|sickle cell|bipolar disorder|major depressive disorder|opioid use disorder|substance use disorder|alcohol use disorder|chest pain|shortness of breath|abdominal pain|seizure disorder|atrial fibrillation|sleep apnea|myocardial infarction|urinary tract infection|deep vein thrombosis|pulmonary embolism|high blood pressure|covid-19|stroke)";

/** Diseases, findings and operations by their Greek and Latin endings, and by frequent names. */
export const condition = defineDetector({
  name: 'condition',
  version: 1,
  infoType: 'CONDITION',
  hipaa: null,
  source: 'Endings as in Terminologia Anatomica and ICD-10-CM descriptions',
  maxLength: 64,
  patterns: [
    { name: 'stem', regex: `(?i:${STEMS})\\b`, lead: '\\b[A-Za-z]{2,30}', likelihood: 'LIKELY', validated: 'LIKELY' },
    { name: 'word', regex: `(?i:\\b${WORDS}\\b)`, likelihood: 'LIKELY', validated: 'LIKELY' },
    { name: 'abbreviation', regex: `\\b${PHRASES.toUpperCase()}\\b`, likelihood: 'POSSIBLE', validated: 'POSSIBLE' },
    { name: 'name', regex: `(?i:\\b${NAMES}\\b)`, likelihood: 'POSSIBLE', validated: 'POSSIBLE' },
  ],
  validate: (value) => !NOT_CONDITIONS.has(value.toLowerCase()),
  hotwords: [
    'diagnosed with',
    'history of',
    'hx of',
    'h/o',
    's/p',
    'status post',
    'diagnosis',
    'patient',
    'pt',
    'symptoms',
    'treated for',
    'suffers from',
    'presents with',
    'denies',
    'assessment',
  ],
  withHotword: 'LIKELY',
  labels: [
    'diagnosis',
    'dx',
    'primary diagnosis',
    'secondary diagnosis',
    'admitting diagnosis',
    'discharge diagnosis',
    'diagnoses',
    'diagnosis description',
    'condition',
    'medical condition',
    'problem',
    'problem list',
    'chief complaint',
    'reason for visit',
    'allergies',
    'medical history',
    'icd description',
    'reason for referral',
  ],
  exclusions: [],
});

/** Words of ordinary language that end like a disease. */
const NOT_CONDITIONS: ReadonlySet<string> = new Set(
  'hypnosis nostalgia anatomy autonomy dichotomy lobotomy spectroscopy microscopy telescopy regalia psychokinesis telekinesis heterotopia radioscopy gyroscopy horoscopy stroboscopy concordia catastrophy trophy'.split(
    ' ',
  ),
);
