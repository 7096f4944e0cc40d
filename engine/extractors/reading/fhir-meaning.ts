/** What the elements of FHIR resources mean (HL7 FHIR R4, hl7.org/fhir/R4/patient.html and its kin). */
import type { InfoType, Role } from '../../types.ts';

/** Resources that are a person; of all others nothing is declared. */
const ROLES: Readonly<Record<string, Role>> = {
  Patient: 'patient',
  RelatedPerson: 'relative',
  Practitioner: 'provider',
  PractitionerRole: 'provider',
  Organization: 'provider',
  Location: 'provider',
};

/**
 * @param resource `resourceType` of the enclosing resource
 * @param path names of the enclosing elements, outermost first
 * @param key the element's own name
 * @param beside what stands in the same element so far: the system, the type's codes, the extension's url
 */
export function fhirMeaning(
  resource: string,
  path: readonly string[],
  key: string,
  beside = '',
): { readonly infoType?: InfoType; readonly role?: Role } {
  const role = ROLES[resource];
  if (role === undefined) return {};
  // Patient.contact is a relative or guardian; Patient.generalPractitioner is a reference.
  const effective: Role = role === 'patient' && path.includes('contact') ? 'relative' : role;
  const element = `${path.at(-1) ?? ''}.${key}`;
  const infoType = besideType(element, beside, effective) ?? TYPES[element] ?? TYPES[key];
  const organisation = resource === 'Organization' || resource === 'Location';
  return infoType === undefined || (organisation && infoType === 'PERSON_NAME')
    ? { role: effective }
    : { infoType, role: effective };
}

/** Identifier types (HL7 v2 table 0203 and the systems' own names), telecom systems, extensions of Patient. */
function besideType(element: string, beside: string, role: Role): InfoType | undefined {
  if (element === 'identifier.value') {
    for (const [pattern, infoType] of IDENTIFIERS) if (pattern.test(beside)) return infoType;
    return role === 'patient' ? 'MEDICAL_RECORD_NUMBER' : undefined;
  }
  if (element === 'telecom.value') {
    if (/\bemail\b/.test(beside)) return 'EMAIL_ADDRESS';
    if (/\bfax\b/.test(beside)) return 'FAX_NUMBER';
    return /\b(?:phone|sms|pager)\b/.test(beside) ? 'PHONE_NUMBER' : undefined;
  }
  return /\.valueString$/.test(element) && /mothersMaidenName$/m.test(beside) ? 'PERSON_NAME' : undefined;
}

const IDENTIFIERS: readonly (readonly [RegExp, InfoType])[] = [
  [/\bus-ssn\b|\bSS\b|2\.16\.840\.1\.113883\.4\.1$/m, 'US_SOCIAL_SECURITY_NUMBER'],
  [/\bDL\b|4\.3\.\d+$/m, 'DRIVERS_LICENSE_NUMBER'],
  [/\bPPN\b|passport/i, 'PASSPORT_NUMBER'],
  [/\bus-npi\b|\bNPI\b/, 'US_HEALTHCARE_NPI'],
  [/\bus-mbi\b|\bMC\b/, 'US_MEDICARE_BENEFICIARY_ID_NUMBER'],
  [/\bMA\b|medicaid/i, 'US_MEDICAID_ID'],
  [/\bMB\b|\bSN\b|member/i, 'HEALTH_PLAN_ID'],
];

const TYPES: Readonly<Record<string, InfoType>> = {
  'name.family': 'PERSON_NAME',
  'name.given': 'PERSON_NAME',
  'given.given': 'PERSON_NAME',
  'name.text': 'PERSON_NAME',
  birthDate: 'DATE_OF_BIRTH',
  deceasedDateTime: 'DATE_OF_DEATH',
  'line.line': 'STREET_ADDRESS',
  'address.city': 'CITY',
  'address.postalCode': 'US_ZIP_CODE',
};
