/** What elements of C-CDA (HL7 CDA R2) and FHIR XML mean, by their path. */
import type { InfoType, Role } from '../../types.ts';
import { fhirMeaning } from './fhir-meaning.ts';

/** CDA participations, innermost wins. */
const PARTICIPATIONS: Readonly<Record<string, Role>> = {
  patientRole: 'patient',
  patient: 'patient',
  guardian: 'relative',
  guardianPerson: 'relative',
  associatedEntity: 'relative',
  relatedSubject: 'relative',
  assignedAuthor: 'provider',
  assignedEntity: 'provider',
  assignedCustodian: 'provider',
  providerOrganization: 'provider',
  representedOrganization: 'provider',
  intendedRecipient: 'provider',
  healthCareFacility: 'provider',
};

const CDA_ELEMENTS: Readonly<Record<string, InfoType>> = {
  given: 'PERSON_NAME',
  family: 'PERSON_NAME',
  streetAddressLine: 'STREET_ADDRESS',
  city: 'CITY',
  postalCode: 'US_ZIP_CODE',
};

/**
 * @param path local names from the root to the element
 * @param attribute the attribute that carries the value; '' for the element's text
 */
export function meaningOfPath(
  path: readonly string[],
  attribute: string,
): { readonly infoType?: InfoType; readonly role?: Role } {
  const element = path.at(-1) ?? '';
  if (path[0] === 'ClinicalDocument') return cdaMeaning(path, element, attribute);
  if (attribute !== 'value') return {};
  const resource = path.findLast((name, i) => i < path.length - 1 && /^[A-Z]/.test(name));
  if (resource === undefined) return {};
  const repeated = element === 'given' || element === 'line';
  return fhirMeaning(resource, repeated ? [...path.slice(0, -1), element] : path.slice(0, -1), element);
}

function cdaMeaning(path: readonly string[], element: string, attribute: string) {
  let role: Role | undefined;
  for (const name of path) role = PARTICIPATIONS[name] ?? role;
  if (role === undefined) return {};
  const inName = path.includes('name') || path.includes('addr');
  if (attribute === '') {
    const infoType = inName ? CDA_ELEMENTS[element] : undefined;
    return infoType === undefined ? { role } : { role, infoType };
  }
  if (element === 'birthTime' && attribute === 'value') return { role, infoType: 'DATE_OF_BIRTH' as const };
  if (element === 'id' && attribute === 'extension' && path.at(-2) === 'patientRole')
    return { role, infoType: 'MEDICAL_RECORD_NUMBER' as const };
  return { role };
}
