import { defineDetector } from '../define.ts';

/** What is said of one patient in few words. */
const STATES =
  '(?:(?:severely|clinically|now|currently|very|\\d{1,2} weeks) )?(?:pregnant|suicidal|depressed|anxious|diabetic|hypertensive|psychotic|septic|(?:hiv|HIV)[- ]positive)';
const HAS =
  '(?:leukemia|cancer|[Hh][Ii][Vv]|AIDS|diabetes|autism|epilepsy|asthma|lupus|herpes|hepatitis|pneumonia|schizophrenia|depression|cystic fibrosis|sickle cell|a (?:brain )?tumou?r)';

/** Headings of clinical notes, and the sentence with which a case begins. */
export const clinicalSection = defineDetector({
  name: 'clinical-section',
  version: 1,
  infoType: 'CLINICAL_SECTION',
  hipaa: null,
  source: 'LOINC document ontology section names; HL7 C-CDA R2.1 section templates',
  maxLength: 80,
  patterns: [
    {
      name: 'heading',
      regex:
        '(?:^|[\\n\\r.;|])[ \\t*#\\d.)]{0,6}(?P<value>(?i:history of (?:the )?present(?:ing)? illness|past (?:medical|surgical) history|family (?:medical )?history|social history|review of systems|physical exam(?:ination)?|chief complaint|discharge (?:summary|diagnos[ei]s|instructions|medications)|admi(?:ssion|tting) diagnos[ei]s|(?:current|home|outpatient) medications|hospital course|assessment (?:and|&|/) plan|assessment/plan|impression (?:and|&) plan|laboratory (?:data|results)|(?:pre|post)operative diagnos[ei]s|procedure performed|operative (?:report|note)|progress note|consultation (?:report|note)|vital signs|clinical (?:history|impression)|pathology report|radiology report|medication list|allergies and intolerances|plan of (?:care|treatment)|reason for (?:visit|admission|consultation|referral)))[ \\t]{0,3}(?:[:\\-]|\\r?\\n|$)',
      likelihood: 'LIKELY',
    },
    {
      name: 'document',
      regex:
        '(?:^|[\\n\\r])[ \\t*#]{0,6}(?P<value>(?i:progress note|discharge summary|operative (?:report|note)|consultation (?:report|note)|history (?:and|&) physical|admission note|emergency department note|procedure note|radiology report|pathology report|nursing note|clinic note|office visit|patient registration))[ \\t]{0,3}(?:[:,\\-]|\\r?\\n|$)',
      likelihood: 'LIKELY',
    },
    {
      name: 'abbreviation',
      regex: '(?:^|[\\n\\r.;|])[ \\t]{0,4}(?P<value>HPI|PMH|PMHx|PSH|PSHx|FHx|SHx|ROS|CC|A/P|Rx|Hx|PE|NKDA)[ \\t]?:',
      likelihood: 'POSSIBLE',
    },
    {
      name: 'case',
      regex:
        '\\b(?P<value>\\d{1,3}[- ]?(?i:years?|yrs?|y|months?|weeks?|days?)[- ./]{0,2}(?i:old|o)\\.?,?(?: [A-Za-z-]{2,20}){0,4}? (?i:male|female|man|woman|gentleman|lady|boy|girl|infant|patient|m|f))\\b',
      likelihood: 'LIKELY',
    },
    {
      name: 'patient-is',
      regex:
        '\\b(?P<value>(?i:the )?(?i:patient|pt) (?i:is (?:an? )?\\d{1,3}|denies|denied|reports|reported|complains of|complained of|presented|was (?:admitted|discharged|seen|started|transferred)|underwent|tolerated|presents (?:to|with)))\\b',
      likelihood: 'LIKELY',
    },
    {
      name: 'patient-has',
      first: ['your', 'my', 'our', 'this', 'child', 'baby', 'daughter', 'son'],
      regex: `(?<!\\b(?:[Ii]f|[Ww]hen|[Ww]hether|[Uu]nless|[Oo]nce|[Ii]s|that|[Dd]oes) )(?P<value>(?i:your|my|our|this) (?:patient|pt|client)|(?<=(?:^|[.!?\\n]) ?)(?:Child|Baby|Daughter|Son))(?: \\(?(?:at|on|reachable at) [^.!?\\n]{6,30}?)? (?:is (?:${STATES})|has (?:${HAS}))\\b`,
      likelihood: 'LIKELY',
    },
    {
      name: 'dated-is',
      first: ['is'],
      regex: `(?<=/\\d{2,4}\\)?,? )is (?P<value>${STATES})\\b`,
      likelihood: 'LIKELY',
    },
    {
      name: 'denies',
      regex: '\\b(?P<value>(?i:he|she) (?i:denies|denied|complains of|complained of|is afebrile|was afebrile))\\b',
      likelihood: 'LIKELY',
    },
    {
      name: 'vitals',
      regex: '\\b(?P<value>(?:BP|HR|RR|SpO2|Temp|O2 sat)[: ]{1,2}\\d{2,3}(?:/\\d{2,3})?%?)',
      likelihood: 'LIKELY',
    },
  ],
  hotwords: [],
  withHotword: 'LIKELY',
  labels: [],
  exclusions: [],
});
