import { defineDetector } from '../define.ts';
import WORDS from './condition-words.json' with { type: 'json' };

/** Endings that ordinary words do not have, or have in NOT_CONDITIONS. */
const ENDINGS =
  'itis itides glycemia lipidemia kalemia natremia calcemia uremia cytemia volemia rolemia ischemia septicemia bacteremia toxemia oxemia uricemia azotemia thalassemia leukemia leukaemia penia carcinoma carcinomas sarcoma sarcomas blastoma lymphoma lymphomas melanoma melanomas myeloma adenoma adenomas fibroma fibromas lipoma lipomas glioma gliomas cytoma thelioma angioma angiomas hematoma hematomas granuloma granulomas neuropathy myopathy nephropathy retinopathy cardiopathy encephalopathy arthropathy adenopathy coagulopathy algia plegia paresis rrhea rrhagia rrhoea megaly ectasis ectasia tuberculosis cirrhosis fibrosis thrombosis scoliosis stenosis sclerosis endometriosis osteoporosis psychosis neurosis necrosis sarcoidosis ketoacidosis acidosis alkalosis diverticulosis nephrosis cyanosis lordosis kyphosis cytosis plasmosis amyloidosis halitosis arthrosis spondylosis dermatosis ectomy ostomy scopy otomy plasty pnea phagia hematuria proteinuria polyuria dysuria nocturia glucosuria cardia thyroidism volemic hypertrophy atrophy kinesis phasia';

/** Conditions as people call them. The sensitive ones are detectors of their own. */
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
      regex:
        '\\b(?:COPD|CHF|CKD|ESRD|GERD|DVT|NSTEMI|STEMI|HTN|DM2|T2DM|T1DM|IDDM|NIDDM|BPH|DKA|PNA|MRSA|VRE|OSA|AKI|CVA|UTI|UTIs|HFrEF|HFpEF|COVID)\\b',
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
    {
      name: 'ambiguous',
      regex: '\\b(?:CAD|TIA|PVD|SLE|IBS|IBD|TBI|SOB|AMS|LBP|DJD|GIB|SBO|URI|HLD)\\b',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'eponym',
      first: ['disease', 'syndrome', 'disorder'],
      regex: '(?:[Dd]isease|[Ss]yndrome|[Dd]isorder)',
      lead: "\\b[A-Z][a-z]{3,20}(?:-[A-Z][a-z]{3,20})?(?:['’]?s)? ",
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
  ],
  words: WORDS.words,
  everyday: WORDS.everyday,
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
