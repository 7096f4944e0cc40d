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
 */
export function fhirMeaning(
  resource: string,
  path: readonly string[],
  key: string,
): { readonly infoType?: InfoType; readonly role?: Role } {
  const role = ROLES[resource];
  if (role === undefined) return {};
  // Patient.contact is a relative or guardian; Patient.generalPractitioner is a reference.
  const effective: Role = role === 'patient' && path.includes('contact') ? 'relative' : role;
  const infoType = TYPES[`${path.at(-1) ?? ''}.${key}`] ?? TYPES[key];
  const organisation = resource === 'Organization' || resource === 'Location';
  return infoType === undefined || (organisation && infoType === 'PERSON_NAME')
    ? { role: effective }
    : { infoType, role: effective };
}

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
