/** What elements of C-CDA (HL7 CDA R2) and FHIR XML mean, by their path. */
import type { InfoType, Role } from '../../types.ts';
import { type Declared, fhirMeaning } from './fhir-meaning.ts';

/** CDA participations, innermost wins. */
const PARTICIPATIONS: Readonly<Record<string, Role>> = {
  patientRole: 'patient',
  patient: 'patient',
  guardian: 'relative',
  guardianPerson: 'relative',
  relatedSubject: 'relative',
  relatedEntity: 'relative',
  assignedAuthor: 'provider',
  assignedEntity: 'provider',
  assignedCustodian: 'provider',
  providerOrganization: 'provider',
  representedOrganization: 'provider',
  representedCustodianOrganization: 'provider',
  intendedRecipient: 'provider',
  healthCareFacility: 'provider',
  location: 'provider',
  scopingOrganization: 'provider',
  scopingEntity: 'provider',
};

/** HL7 RoleClass of an associated entity: next of kin, personal, guardian, emergency contact, caregiver are relatives. */
const RELATIVES = /^associatedEntity (?:NOK|PRS|GUAR|ECON|CAREGIVER|AGNT|CON)?$/;

const roleOf = (path: readonly string[]): Role | undefined => {
  let role: Role | undefined;
  for (const name of path) {
    role = name.startsWith('associatedEntity')
      ? RELATIVES.test(name)
        ? 'relative'
        : 'provider'
      : (PARTICIPATIONS[name] ?? role);
  }
  return role;
};

/** Whose `name` is a person's, where it is not parted into given and family. */
const PEOPLE: ReadonlySet<string> = new Set(
  'patient guardianPerson assignedPerson associatedPerson relatedPerson informationRecipient subject playingEntity'.split(
    ' ',
  ),
);

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
 * @param beside values of the element's attributes, a line each
 */
export function meaningOfPath(path: readonly string[], attribute: string, beside: string): Declared {
  const element = path.at(-1) ?? '';
  if (path[0] === 'ClinicalDocument') return cdaMeaning(path, element, attribute, beside);
  if (attribute !== 'value') return {};
  const resource = path.findLast((name, i) => i < path.length - 1 && /^[A-Z]/.test(name));
  if (resource === undefined) return {};
  const repeated = element === 'given' || element === 'line';
  return fhirMeaning(resource, repeated ? [...path.slice(0, -1), element] : path.slice(0, -1), element, beside);
}

function cdaMeaning(path: readonly string[], element: string, attribute: string, beside: string): Declared {
  const when = cdaDate(path, element, attribute);
  if (when !== undefined) return { role: 'patient', infoType: when };
  const role = roleOf(path);
  const encounter = path.at(-2) === 'encompassingEncounter' && element === 'id';
  if (encounter && attribute === 'extension') return { role: 'patient', infoType: 'ENCOUNTER_NUMBER' };
  if (role === undefined) return {};
  const inName = path.includes('name') || path.includes('addr');
  if (attribute === '') {
    const whole = element === 'name' && PEOPLE.has(path.at(-2) ?? '') ? 'PERSON_NAME' : undefined;
    const infoType = (inName ? CDA_ELEMENTS[element] : undefined) ?? whole;
    return infoType === undefined ? { role } : { role, infoType };
  }
  if (element === 'birthTime' && attribute === 'value') return { role, infoType: 'DATE_OF_BIRTH' };
  if (element === 'telecom' && attribute === 'value') return { role, ...telecomOf(beside) };
  if (element !== 'id' || attribute !== 'extension') return { role };
  const system = CDA_SYSTEMS.find(([root]) => root.test(beside));
  if (system !== undefined) return { role, infoType: system[1] };
  return { role, infoType: path.at(-2) === 'patientRole' ? 'MEDICAL_RECORD_NUMBER' : 'UNIQUE_ID' };
}

/** A URL of type TEL: `tel:`, `fax:`, `mailto:`; without a scheme a telephone number. */
function telecomOf(beside: string): { readonly infoType?: InfoType } {
  if (/^mailto:|@/im.test(beside)) return { infoType: 'EMAIL_ADDRESS' };
  if (/^fax:/im.test(beside)) return { infoType: 'FAX_NUMBER' };
  return /^(?:tel:|\+?[\d(])/im.test(beside) ? { infoType: 'PHONE_NUMBER' } : {};
}

/** Object identifiers of assigning authorities (HL7 OID registry). */
const CDA_SYSTEMS: readonly (readonly [RegExp, InfoType])[] = [
  [/^2\.16\.840\.1\.113883\.4\.1$/m, 'US_SOCIAL_SECURITY_NUMBER'],
  [/^2\.16\.840\.1\.113883\.4\.6$/m, 'US_HEALTHCARE_NPI'],
  [/^2\.16\.840\.1\.113883\.4\.572$/m, 'US_MEDICARE_BENEFICIARY_ID_NUMBER'],
  [/^2\.16\.840\.1\.113883\.4\.927$/m, 'US_MEDICARE_BENEFICIARY_ID_NUMBER'],
  [/^2\.16\.840\.1\.113883\.4\.3\.\d+$/m, 'DRIVERS_LICENSE_NUMBER'],
  [/^2\.16\.840\.1\.113883\.4\.330/m, 'PASSPORT_NUMBER'],
];

/** TS and IVL_TS: the document's own time and that of every act in it. */
function cdaDate(path: readonly string[], element: string, attribute: string): InfoType | undefined {
  if (attribute !== 'value') return undefined;
  const bound = element === 'low' || element === 'high' || element === 'center';
  const holder = bound ? (path.at(-2) ?? '') : element;
  if (!/^(?:effectiveTime|time|value|availabilityTime|activityTime|existenceTime|deceasedTime)$/.test(holder))
    return undefined;
  if (holder === 'value' && !bound) return undefined;
  const act = path.at(bound ? -3 : -2);
  if (holder === 'deceasedTime') return 'DATE_OF_DEATH';
  if (act === 'encompassingEncounter') return element === 'high' ? 'DISCHARGE_DATE' : 'ADMISSION_DATE';
  return act === 'encounter' || act === 'procedure' || act === 'serviceEvent' ? 'SERVICE_DATE' : 'DATE';
}
