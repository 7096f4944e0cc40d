/** What accuracy is measured on: a document, and what is known to stand in it. */
import type { ContentItem, InfoType } from '../../engine/index.ts';

/** A value that stands in a document. */
export interface Gold {
  /** NAME, DATE, MRN …: see `LABELS`. */
  readonly label: string;
  readonly text: string;
  /** patient, relative, provider, event, as far as it is known. */
  readonly role?: string;
  /** Half-open UTF-16 offsets into the text of the file; absent where only the value is known. */
  readonly start?: number;
  readonly end?: number;
}

export interface Document {
  /** The collection it belongs to: `structured/hl7v2`, `spans/injected_notes_en`. */
  readonly set: string;
  readonly format: string;
  readonly name: string;
  readonly item: ContentItem;
  readonly bytes: number;
  /** Null where nobody has said what stands in it. */
  readonly gold: readonly Gold[] | null;
  /** Labels of which every occurrence is gold, so that what is found beside them is a false alarm. */
  readonly complete: ReadonlySet<string>;
  /** Set where nobody's health information is in it; names the kind of text. */
  readonly benign?: string;
}

/**
 * The infoTypes that are right for a label, the usual one first. Labels that are not here (a state, a
 * sex, a profession) are no Safe Harbor identifiers by themselves and are not counted.
 */
export const LABELS: Readonly<Record<string, readonly InfoType[]>> = {
  NAME: ['PERSON_NAME'],
  DATE: ['DATE', 'DATE_OF_BIRTH', 'DATE_OF_DEATH', 'ADMISSION_DATE', 'DISCHARGE_DATE', 'SERVICE_DATE'],
  AGE: ['AGE_OVER_89'],
  ADDRESS: ['STREET_ADDRESS'],
  LOCATION: ['CITY', 'STREET_ADDRESS'],
  ZIP: ['US_ZIP_CODE', 'STREET_ADDRESS'],
  PHONE: ['PHONE_NUMBER', 'FAX_NUMBER'],
  FAX: ['FAX_NUMBER', 'PHONE_NUMBER'],
  EMAIL: ['EMAIL_ADDRESS'],
  SSN: ['US_SOCIAL_SECURITY_NUMBER', 'US_ITIN'],
  MRN: ['MEDICAL_RECORD_NUMBER', 'UNIQUE_ID'],
  ENCOUNTER_ID: ['ENCOUNTER_NUMBER', 'ACCOUNT_NUMBER', 'UNIQUE_ID'],
  HEALTH_PLAN_ID: ['HEALTH_PLAN_ID', 'US_MEDICARE_BENEFICIARY_ID_NUMBER', 'US_MEDICAID_ID'],
  CLAIM_ID: ['CLAIM_NUMBER', 'ACCOUNT_NUMBER'],
  ACCOUNT: ['ACCOUNT_NUMBER', 'IBAN_CODE', 'US_BANK_ROUTING', 'CREDIT_CARD_NUMBER'],
  CARD: ['CREDIT_CARD_NUMBER'],
  LICENSE: ['DRIVERS_LICENSE_NUMBER', 'MEDICAL_LICENSE', 'US_DEA_NUMBER', 'LICENSE_PLATE'],
  PASSPORT: ['PASSPORT_NUMBER'],
  DEVICE: ['DEVICE_SERIAL', 'UDI_DI', 'IMEI', 'MAC_ADDRESS'],
  ID: ['UNIQUE_ID', 'MEDICAL_RECORD_NUMBER', 'ENCOUNTER_NUMBER', 'ACCOUNT_NUMBER', 'PATIENT_PORTAL_USER'],
  NPI: ['US_HEALTHCARE_NPI'],
  PROVIDER_ID: ['US_HEALTHCARE_NPI', 'MEDICAL_LICENSE', 'US_DEA_NUMBER', 'UNIQUE_ID'],
  IP: ['IP_ADDRESS'],
  URL: ['URL'],
};

/** Below this age, in years, an age is no identifier: 45 CFR 164.514(b)(2)(i)(C). */
const TELLING_AGE = 90;

/** True where Safe Harbor counts the value. */
export const counts = ({ label, text }: Gold): boolean =>
  LABELS[label] !== undefined && (label !== 'AGE' || Number(/\d+/.exec(text)?.[0] ?? 0) >= TELLING_AGE);

/** True where the value tells about the patient: a provider's own name and numbers do not. */
export const concernsPatient = ({ role }: Gold): boolean => role !== 'provider' && role !== 'staff';
