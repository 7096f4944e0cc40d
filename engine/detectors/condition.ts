import { defineDetector } from '../define.ts';

const STEMS =
  '(?:[a-z]{3,18}(?:itis|itides)|[a-z]{2,16}(?:glycemia|lipidemia|kalemia|natremia|calcemia|uremia|cytemia|volemia|cholesterolemia|ischemia|septicemia|bacteremia|toxemia|oxemia|penia)|an(?:a)?emia|leuk(?:a)?emia|isch(?:a)?emia|[a-z]{3,16}(?:carcinoma|sarcoma|blastoma|lymphoma|melanoma|myeloma|adenoma|fibroma|lipoma|glioma|cytoma|thelioma|angioma|hematoma)|(?:carcin|sarc|lymph|melan|myel|glauc|hemat|granul|fibr)omas?|[a-z]{2,16}(?:neuropathy|myopathy|nephropathy|retinopathy|pathic|cardiopathy|encephalopathy|arthropathy)|(?:neur|my|nephr|retin|encephal|lymphaden|coagul)opathy|cardiomyopathy|lymphadenopathy|[a-z]{3,14}algia|[a-z]{3,14}(?:plegia|paresis)|[a-z]{2,14}(?:rrhea|rrhagia|rrhoea)|[a-z]{2,14}(?:megaly|ectasis|ectasia)|(?:tubercul|cirrh|fibr|thromb|scoli|sten|scler|endometri|osteopor|psych|neur|necr|sarcoid|ketoacid|acid|alkal|diverticul|hydronephr|cyan|lord|kyph|leukocyt|thrombocyt|toxoplasm|histoplasm|amyloid|halit|arteriosclerosis|atheroscler)osis|[a-z]{3,14}(?:stenosis|sclerosis|thrombosis|fibrosis|arthrosis)|[a-z]{3,14}(?:ectomy|ostomy|oscopy|otomy|plasty)|(?:dys|a|tachy|brady|ortho)pnea|(?:dys|a|poly)phagia|(?:hemat|protein|poly|dys|nocti|glucos)uria|(?:tachy|brady)cardia|arrhythmias?|(?:hyper|hypo)(?:tension|thyroidism|parathyroidism|volemia|xia|trophy|kinesis)|hemoptysis|hematemesis|ascites|embolism|infarction|aneurysm|pneumonia|pneumothorax|emphysema|epilepsy|eclampsia|preeclampsia|dementia|schizophrenia|osteopenia|paraplegia|quadriplegia|hemophilia|neoplasms?|metastas[ei]s|metastatic|hernia|syncope|edema|erythema|eczema|gout|lupus|asthma|diabetes|diabetic|chlamydia|gonorrhea|syphilis|herpes|autism|hypoxia|sepsis|fibrillation|incontinence|malignan(?:cy|t))';
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
    { name: 'stem', regex: `(?i:\\b${STEMS}\\b)`, likelihood: 'LIKELY', validated: 'LIKELY' },
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
const NOT_CONDITIONS: ReadonlySet<string> = new Set([
  'hypnosis',
  'nostalgia',
  'anatomy',
  'autonomy',
  'dichotomy',
  'economy',
  'gastronomy',
  'astronomy',
  'taxonomy',
  'telescopy',
  'spectroscopy',
  'microscopy',
  'megaly',
  'graphitis',
]);
