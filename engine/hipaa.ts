/** HIPAA Safe Harbor class, 45 CFR 164.514(b)(2)(i)(A)–(R). */
export type HipaaClass =
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | 'E'
  | 'F'
  | 'G'
  | 'H'
  | 'I'
  | 'J'
  | 'K'
  | 'L'
  | 'M'
  | 'N'
  | 'O'
  | 'P'
  | 'Q'
  | 'R';

/**
 * Every infoType with its class; null is health context. Identifiers first. Names follow Google's
 * infoTypes where one exists.
 */
export const HIPAA_CLASSES = {
  PERSON_NAME: 'A',
  STREET_ADDRESS: 'B',
  CITY: 'B',
  US_ZIP_CODE: 'B',
  GEO_COORDINATES: 'B',
  FACILITY_NAME: 'B',
  DATE_OF_BIRTH: 'C',
  DATE_OF_DEATH: 'C',
  ADMISSION_DATE: 'C',
  DISCHARGE_DATE: 'C',
  SERVICE_DATE: 'C',
  DATE: 'C',
  AGE_OVER_89: 'C',
  PHONE_NUMBER: 'D',
  FAX_NUMBER: 'E',
  EMAIL_ADDRESS: 'F',
  US_SOCIAL_SECURITY_NUMBER: 'G',
  US_ITIN: 'G',
  MEDICAL_RECORD_NUMBER: 'H',
  ENCOUNTER_NUMBER: 'H',
  SPECIMEN_NUMBER: 'H',
  HEALTH_PLAN_ID: 'I',
  US_MEDICARE_BENEFICIARY_ID_NUMBER: 'I',
  US_MEDICAID_ID: 'I',
  CLAIM_NUMBER: 'I',
  PRIOR_AUTH_NUMBER: 'I',
  ACCOUNT_NUMBER: 'J',
  CREDIT_CARD_NUMBER: 'J',
  IBAN_CODE: 'J',
  US_BANK_ROUTING: 'J',
  US_DEA_NUMBER: 'K',
  US_HEALTHCARE_NPI: 'K',
  MEDICAL_LICENSE: 'K',
  DRIVERS_LICENSE_NUMBER: 'K',
  PASSPORT_NUMBER: 'K',
  VEHICLE_IDENTIFICATION_NUMBER: 'L',
  LICENSE_PLATE: 'L',
  DEVICE_SERIAL: 'M',
  UDI_DI: 'M',
  IMEI: 'M',
  MAC_ADDRESS: 'M',
  URL: 'N',
  IP_ADDRESS: 'O',
  BIOMETRIC_ID: 'P',
  FACE_PHOTO: 'Q',
  UNIQUE_ID: 'R',
  PATIENT_PORTAL_USER: 'R',
  ICD10_CM_CODE: null,
  ICD9_CODE: null,
  CPT_HCPCS_CODE: null,
  LOINC_CODE: null,
  SNOMED_CODE: null,
  NDC_CODE: null,
  DRUG_NAME: null,
  CONDITION: null,
  PROCEDURE: null,
  LAB_RESULT: null,
  VITAL_SIGN: null,
  CLINICAL_SECTION: null,
  ETH: null,
  HIV: null,
  PSY: null,
  GDIS: null,
  SUD: null,
  REPRO: null,
} as const satisfies Readonly<Record<string, HipaaClass | null>>;

export type InfoType = keyof typeof HIPAA_CLASSES;

export const INFO_TYPES = Object.keys(HIPAA_CLASSES) as InfoType[];
