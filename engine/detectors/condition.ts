import { defineDetector } from '../define.ts';

/** Endings that ordinary words do not have, or have in NOT_CONDITIONS. */
const ENDINGS =
  'itis itides glycemia lipidemia kalemia natremia calcemia uremia cytemia volemia rolemia ischemia septicemia bacteremia toxemia oxemia uricemia azotemia thalassemia leukemia leukaemia penia carcinoma carcinomas sarcoma sarcomas blastoma lymphoma lymphomas melanoma melanomas myeloma adenoma adenomas fibroma fibromas lipoma lipomas glioma gliomas cytoma thelioma angioma angiomas hematoma hematomas granuloma granulomas neuropathy myopathy nephropathy retinopathy cardiopathy encephalopathy arthropathy adenopathy coagulopathy algia plegia paresis rrhea rrhagia rrhoea megaly ectasis ectasia tuberculosis cirrhosis fibrosis thrombosis scoliosis stenosis sclerosis endometriosis osteoporosis psychosis neurosis necrosis sarcoidosis ketoacidosis acidosis alkalosis diverticulosis nephrosis cyanosis lordosis kyphosis cytosis plasmosis amyloidosis halitosis arthrosis spondylosis dermatosis ectomy ostomy scopy otomy plasty pnea phagia hematuria proteinuria polyuria dysuria nocturia glucosuria cardia thyroidism volemic hypertrophy atrophy kinesis phasia';

const WORDS =
  'anemia anaemia hypoxia hemoptysis hematemesis ascites embolism infarction aneurysm pneumonia pneumothorax emphysema epilepsy eclampsia preeclampsia dementia schizophrenia osteopenia paraplegia quadriplegia hemophilia neoplasm neoplasms metastasis metastases metastatic hernia syncope edema erythema eczema gout lupus asthma diabetes diabetic chlamydia gonorrhea syphilis herpes autism sepsis fibrillation incontinence malignancy malignant glaucoma hypertension hypertensive hypotension hypotensive arrhythmia arrhythmias tachycardia bradycardia';

const PHRASES = [
  'cancer',
  'tumor',
  'tumour',
  'congestive heart failure',
  'heart failure',
  'heart attack',
  'coronary artery disease',
  'kidney disease',
  'renal failure',
  'kidney failure',
  'liver disease',
  "crohn's",
  "alzheimer's",
  "parkinson's",
  'multiple sclerosis',
  'cerebral palsy',
  'cystic fibrosis',
  'sickle cell',
  'bipolar disorder',
  'major depressive disorder',
  'opioid use disorder',
  'substance use disorder',
  'alcohol use disorder',
  'chest pain',
  'shortness of breath',
  'abdominal pain',
  'seizure disorder',
  'atrial fibrillation',
  'sleep apnea',
  'myocardial infarction',
  'urinary tract infection',
  'deep vein thrombosis',
  'pulmonary embolism',
  'high blood pressure',
  'covid-19',
  'stroke',
];

/** Diseases, findings and operations by their Greek and Latin endings, and by frequent names. */
export const condition = defineDetector({
  name: 'condition',
  version: 1,
  infoType: 'CONDITION',
  hipaa: null,
  source: 'Endings as in Terminologia Anatomica and ICD-10-CM descriptions',
  maxLength: 64,
  patterns: [
    {
      name: 'abbreviation',
      regex: `\\b(?:COPD|HIV|AIDS|CHF|CAD|CKD|ESRD|GERD|UTI|DVT|NSTEMI|STEMI|PTSD|ADHD)\\b`,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
  ],
  words: [...WORDS.split(' '), ...PHRASES],
  endings: ENDINGS.split(' '),
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
