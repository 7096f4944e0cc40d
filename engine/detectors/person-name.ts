import { defineDetector } from '../define.ts';
import {
  ANY_NAME,
  CAPITAL,
  CAPITAL_NAME,
  DECLARED_NAME,
  DECLARED_START,
  FULL_NAME,
  INITIAL_NAME,
  isLetters,
  isPlausibleName,
  LAST_FIRST,
  OTHER_SCRIPT,
  TITLE_WORD,
} from '../validators/name-shape.ts';

/** Between a label and the name: `: `, ` = "`, `:** `, ` - `, ` (`, at most two line ends, a title. */
const AFTER_SEP = '(?:\\r?\\n[ \\t*]{0,16}){0,2}["\'(]?(?:(?:Mr|MR|Mrs|MRS|Ms|MS|Miss|Dr|DR)\\b\\.? )?';
const SEP = `(?:[ \\t*_"')]{0,4}(?:#? ?\\d{1,2} ?)?[:=|][ \\t*_]{0,32}${AFTER_SEP})`;
/** A label that says "name" needs no colon. */
const LOOSE_SEP = `(?:[ \\t*_"')]{0,4}(?:[:=|]|[ \\t](?:-|is)[ \\t])[ \\t*_]{0,32}${AFTER_SEP}|[ \\t]{2,32}|\\t|(?:[ \\t]{0,4}\\r?\\n){1,2}[ \\t]{0,16})`;
const CREDENTIAL =
  '(?:M\\.?D|D\\.?O|R\\.?N|N\\.?P|P\\.?A(?:-C)?|D\\.?D\\.?S|D\\.?M\\.?D|D\\.?P\\.?M|Pharm\\.?D|Psy\\.?D|Ph\\.?D|Ed\\.?D|Sc\\.?D|Dr\\.?PH|MPH|MBA|JD|Esq|LPN|FNP|APRN|CRNA|LCSW|FACC|FACS|MBBS|PT|OT|BSN|MSN)\\b';
const CLINICIAN =
  '(?i:attending|attending physician|physician|referring physician|primary care (?:physician|provider)|pcp|provider|surgeon|assistant surgeon|anesthesiologist|consultant|cosigner|ordering provider|ordering physician|nurse|clinician|radiologist|pathologist|dictated by|transcribed by|electronically signed(?: by)?|signed by|reviewed by|verified by|prescriber|referred by|seen by|therapist|case manager|rn|lpn|cna|np|pa|md|doctor|hospitalist|intensivist|cardiologist|dentist|pharmacist|social worker|dietitian|charge nurse|supervising physician)';

const words = (list: string): readonly string[] => list.split(' ');
const phrases = (list: string): readonly string[] => list.split(',');

/** A person's name by what stands around it: labels, titles, salutations, a date of birth, a signature. Never by capitals alone. */
export const personName = defineDetector({
  name: 'person-name',
  version: 1,
  infoType: 'PERSON_NAME',
  hipaa: 'A',
  source: '45 CFR 164.514(b)(2)(i)(A)',
  maxLength: 120,
  patterns: [
    {
      name: 'patient-label',
      first: words(
        'patient pt pat resident client member subscriber insured guarantor beneficiary decedent deceased applicant enrollee claimant inpatient newborn baby infant donor recipient participant policyholder dependent',
      ),
      regex: `(?i:(?:in)?patients?|pt|pat|resident|client|member|subscriber|insured|guarantor|beneficiary|decedent|deceased|applicant|enrollee|claimant|newborn|baby|infant|donor|recipient|participant|policyholder|dependent)(?:'s)?${SEP}(?P<value>)${DECLARED_START}`,
      tail: DECLARED_NAME,
      likelihood: 'LIKELY',
      validated: 'VERY_LIKELY',
      role: 'patient',
    },
    {
      name: 'patient-name-label',
      first: words(
        'patient patients pt name resident client member subscriber insured guarantor beneficiary child baby policyholder cardholder enrollee employee student customer',
      ),
      regex: `(?i:(?:(?:the )?(?:patient|pt|resident|client|member|subscriber|insured|guarantor|beneficiary|child|baby|policyholder|cardholder|enrollee|employee|student|customer)(?:'?s'?)?\\.?[ _-]?(?:full |legal |preferred |first |last |middle |family |given )?names?|name of (?:patient|insured|member|child|resident))(?:\\(s\\))?)(?: \\([A-Za-z, ]{2,30}\\))?${LOOSE_SEP}(?P<value>)${DECLARED_START}`,
      tail: DECLARED_NAME,
      likelihood: 'LIKELY',
      validated: 'VERY_LIKELY',
      role: 'patient',
    },
    {
      name: 'name-label',
      first: ['name', 'names', 'full', 'legal'],
      regex: `(?<![A-Za-z0-9_.$"] ?|-)(?:(?:[Ff]ull|FULL|[Ll]egal|LEGAL) )?(?:[Nn]ames?|NAMES?)(?:\\(s\\))?(?: \\([A-Za-z, ]{2,30}\\))?${SEP}(?P<value>)${DECLARED_START}`,
      tail: `${LAST_FIRST}|${FULL_NAME}|${CAPITAL_NAME}|${INITIAL_NAME}|${OTHER_SCRIPT}`,
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
    },
    {
      name: 'name-line',
      first: ['name'],
      regex: `(?<=(?:^|\\n)[ \\t]{0,8})(?:Name|NAME)(?:[ \\t]{2,32}|\\t| )(?P<value>)${CAPITAL}`,
      tail: `(?:${LAST_FIRST}|${FULL_NAME}|${CAPITAL_NAME})(?=[ \\t]*(?:\\r?\\n|$|[ \\t]{2}|,? (?:DOB|MRN|Age|Sex)\\b))`,
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
    },
    {
      name: 'name-part-label',
      first: words(
        'last first given family middle surname forename maiden lastname firstname givenname familyname middlename maidenname',
      ),
      regex: `(?i:(?:last|first|given|family|middle|maiden)[ _-]?name|surname|forename)s?${SEP}(?P<value>)${DECLARED_START}`,
      tail: DECLARED_NAME,
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
    },
    {
      name: 'clinician-label',
      first: words(
        'attending physician referring primary pcp provider surgeon assistant anesthesiologist consultant cosigner ordering nurse clinician radiologist pathologist dictated transcribed electronically signed reviewed verified prescriber referred seen therapist case rn lpn cna np pa md doctor hospitalist intensivist cardiologist dentist pharmacist social dietitian charge supervising',
      ),
      regex: `\\b${CLINICIAN}${SEP}(?P<value>)${CAPITAL}`,
      tail: DECLARED_NAME,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'provider',
    },
    {
      name: 'relative-label',
      first: words(
        'emergency next nok mother father spouse guardian caregiver contact health responsible husband wife daughter poa',
      ),
      regex: `(?i:\\b(?:emergency contact|next of kin|nok|mother|father|spouse|guardian|caregiver|husband|wife|daughter|mother's maiden name|contact person|contact name|health ?care proxy|healthcare agent|responsible party|poa)(?:'s)?(?: name)?)${SEP}(?P<value>)${CAPITAL}`,
      tail: DECLARED_NAME,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'relative',
    },
    {
      name: 'doctor',
      first: ['dr', 'doctor', 'drs', 'prof', 'professor'],
      regex: `\\b(?:Dr|DR|Doctor|Drs|Prof|Professor)\\.? (?P<value>)${CAPITAL}`,
      tail: `${ANY_NAME}|${CAPITAL_NAME}`,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'provider',
    },
    {
      name: 'nurse',
      first: ['nurse', 'rn', 'cna'],
      regex: `\\b(?:Nurse(?: [Pp]ractitioner)?|RN|CNA) (?P<value>)${CAPITAL}`,
      tail: ANY_NAME,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      role: 'provider',
    },
    {
      name: 'credential',
      regex: `(?P<value>),? ${CREDENTIAL}`,
      lead: `(?:${LAST_FIRST}|${FULL_NAME}|${INITIAL_NAME}|${CAPITAL_NAME})`,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'provider',
    },
    {
      name: 'title',
      first: ['mr', 'mrs', 'ms', 'mx', 'miss'],
      regex: `\\b(?:Mr|Mrs|Ms|Mx|Miss)\\.? (?P<value>)${CAPITAL}`,
      tail: `(?:${ANY_NAME}|${CAPITAL_NAME})`,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'title-capitals',
      first: ['mr', 'mrs', 'ms', 'miss'],
      regex: `\\b(?:MR|MRS|MS|MISS)\\.? (?P<value>)${CAPITAL}`,
      tail: '[A-Z]{3,20}(?: [A-Z]{2,20})?',
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'patient-prose',
      first: ['patient', 'pt'],
      regex: `(?i:\\b(?:patient|pt)),? (?:(?i:named?|is|mr\\.?|mrs\\.?|ms\\.?),? )?(?P<value>)${CAPITAL}`,
      tail: FULL_NAME,
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
      role: 'patient',
    },
    {
      name: 'referring',
      first: ['thank', 'pleasure', 'regarding'],
      regex: `(?i:\\b(?:thank you for (?:referring|seeing)|pleasure of seeing|pleasure of meeting|regarding your patient):? )(?:(?i:your patient,? |our patient,? |mr\\.? |mrs\\.? |ms\\.? ))?(?P<value>)${CAPITAL}`,
      tail: FULL_NAME,
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
      role: 'patient',
    },
    {
      name: 'age',
      regex: `(?P<value>)(?:,| is| was|;)? ?\\(?(?:an? |the )?\\d{1,3}[- ]?(?:(?i:years?|yrs?|y|months?|mo)[-/ .]{0,2}(?i:old|o)\\b|[FM]\\b|[yY]\\.?[oO]\\b)`,
      lead: `(?:${LAST_FIRST}|${FULL_NAME}|${CAPITAL_NAME})`,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'patient',
    },
    {
      name: 'birth',
      regex: `(?P<value>)[,;|]?[ \\t]{0,4}[(|\\[]?[ \\t]{0,2}\\b(?i:dob|d\\.o\\.b|date of birth|born on|born \\d|mrn|mr ?#|medical record (?:number|no)|ssn)\\b`,
      lead: `(?:${LAST_FIRST}|${FULL_NAME}|${CAPITAL_NAME})`,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'patient',
    },
    {
      name: 'clinical-verb',
      regex:
        '(?P<value>) (?:was (?:last |first )?seen|was (?:admitted|discharged|evaluated|examined|transferred|referred) |underwent |denies |complains of |presents (?:with|for|to) |presented (?:with|for|to) |is an? \\d{1,3}[- ])',
      lead: ANY_NAME,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'relative',
      first: words(
        'wife husband son daughter mother father brother sister spouse partner caregiver niece nephew aunt uncle grandmother grandfather',
      ),
      regex: `(?i:\\b(?:wife|husband|son|daughter|mother|father|brother|sister|spouse|partner|caregiver|niece|nephew|aunt|uncle|grandmother|grandfather)),? (?:(?i:named?|is),? )?(?P<value>)${CAPITAL}`,
      tail: FULL_NAME,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      role: 'relative',
    },
    {
      name: 'relative-first',
      first: words('wife husband son daughter mother father brother sister spouse partner niece nephew aunt uncle'),
      regex: `(?i:\\b(?:wife|husband|son|daughter|mother|father|brother|sister|spouse|partner|niece|nephew|aunt|uncle)),? (?P<value>)${CAPITAL}`,
      tail: `${TITLE_WORD}(?=,? (?:asked|called|calls|phoned|reports|reported|says|said|states|stated|brought|drove|wants|requests|requested|agrees|lives|was informed|is at (?:the )?bedside|at bedside)\\b)`,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      role: 'relative',
    },
    {
      name: 'kin-line',
      first: ['next', 'emergency', 'nok'],
      regex: `(?i:\\b(?:next of kin|emergency contact|nok)(?: is)?) (?P<value>)${CAPITAL}`,
      tail: `(?:${FULL_NAME}|${CAPITAL_NAME})(?=[ ]?[,;(/-]? ?\\(?[\\d(])`,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'relative',
    },
    {
      name: 'relation-after',
      regex: `(?P<value>) \\((?i:spouse|wife|husband|son|daughter|mother|father|brother|sister|partner|guardian|parent)\\)`,
      lead: FULL_NAME,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
      role: 'relative',
    },
    {
      name: 'called',
      first: ['my'],
      regex: `(?i:my name is )(?P<value>)${CAPITAL}`,
      tail: ANY_NAME,
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
    {
      name: 'greeting',
      first: ['dear'],
      regex: `(?<=^|\\n)(?:Dear|DEAR) (?:(?:Mr|Mrs|Ms)\\.? )?(?P<value>)${CAPITAL}`,
      tail: `${ANY_NAME}(?=[ ]?[,:])`,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
    {
      name: 'signature',
      first: ['sincerely', 'regards', 'best', 'kind', 'respectfully', 'yours'],
      regex: `(?<=^|\\n)(?i:sincerely|regards|best regards|kind regards|respectfully|yours truly|best wishes),?[ ]{0,2}\\r?\\n(?:[ \\t]{0,8}\\r?\\n){0,3}[ \\t]{0,8}(?P<value>)${CAPITAL}`,
      tail: FULL_NAME,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
      role: 'staff',
    },
    {
      name: 'spoken-with',
      first: ['discussed', 'spoke', 'spoken', 'reviewed', 'conferred', 'consulted'],
      regex: `(?i:\\b(?:discussed|spoke|spoken|reviewed|conferred|consulted) with )(?:(?i:mr|mrs|ms|dr)\\.? )?(?P<value>)${CAPITAL}`,
      tail: `${ANY_NAME}(?= (?:by phone|via phone|by telephone|at|on|regarding|today|about|who)\\b|[.,;])`,
      likelihood: 'POSSIBLE',
      validated: 'POSSIBLE',
    },
  ],
  validate: isPlausibleName,
  checksLabelled: true,
  trims: true,
  surely: {
    labels: phrases(
      'patient name,full name,first name,last name,middle name,given name,family name,surname,fname,lname,first nm,last nm,maiden name,preferred name,legal name,firstname,lastname,forename,person name,name of patient,subscriber name,insured name,guarantor name,mother name,spouse name,pt name,pat nm,patient nm,pat name,member name,client name,resident name,customer name',
    ),
    validate: isLetters,
  },
  hotwords: [],
  withHotword: 'LIKELY',
  labels: phrases(
    'name,full name,patient name,first name,last name,middle name,given name,given,family name,family,surname,fname,lname,first,last,maiden name,preferred name,legal name,nickname,patient,person name,contact name,attending,provider name,physician,doctor name,name of patient,subscriber name,insured name,guarantor name,guarantor,emergency contact,emergency contact name,next of kin,mother name,mothers maiden name,spouse name,display name,firstname,lastname,forename,pt name,pat nm,pat name,patient nm,first nm,last nm,middle nm,client,resident,insured,subscriber,beneficiary,customer name,client name,resident name,member name,pt,middle initial,employee name,physician name,father name,husband name,wife name,guardian name,child name,nok name,referring provider,referring physician,ordering provider,ordering physician,primary care provider,pcp,provider,doctor,surgeon,attending physician,attending provider,performing provider,rendering provider,author name,sender name,recipient name',
  ),
  exclusions: [],
});
