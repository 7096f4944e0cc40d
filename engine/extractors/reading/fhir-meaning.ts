/** What the elements of FHIR resources mean (HL7 FHIR R4, hl7.org/fhir/R4/patient.html and its kin). */
import type { InfoType, Role } from '../../types.ts';

/** Resources that are a person, or of which a person is a customer. */
const ROLES: Readonly<Record<string, Role>> = {
  Patient: 'patient',
  RelatedPerson: 'relative',
  Practitioner: 'provider',
  PractitionerRole: 'provider',
  Organization: 'provider',
  Location: 'provider',
};

/** The patient compartment (hl7.org/fhir/R4/compartmentdefinition-patient.html), and its names of DSTU 2 and STU 3. */
const COMPARTMENT: ReadonlySet<string> = new Set(
  'Account AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic BodySite BodyStructure CarePlan CareTeam ChargeItem Claim ClaimResponse ClinicalImpression Communication CommunicationRequest Composition Condition Consent Coverage CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue DeviceRequest DeviceUseRequest DeviceUseStatement DiagnosticOrder DiagnosticReport DocumentManifest DocumentReference EligibilityRequest EligibilityResponse Encounter EnrollmentRequest EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory Flag Goal Group ImagingManifest ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation Invoice List MeasureReport Media MedicationAdministration MedicationDispense MedicationOrder MedicationRequest MedicationStatement MolecularSequence NutritionOrder Observation Order Person Procedure ProcedureRequest Provenance QuestionnaireResponse ReferralRequest RequestGroup ResearchSubject RiskAssessment Schedule ServiceRequest Specimen SupplyDelivery SupplyRequest Task VisionPrescription'.split(
    ' ',
  ),
);

/** Elements of type date, dateTime, instant and Period, by name. */
const DATED =
  /^(?:date|start|end|issued|created|authored|authoredOn|recorded|recordedOn|sent|received|time|timestamp|started|ended|event|occurrence|performed|effective|onset|abatement|requested|detected|lastUpdated|whenPrepared|whenHandedOver|dateWritten|dateAsserted|dateRecorded|expirationDate|[a-z]+(?:DateTime|Date|Instant|Time))$/;

/** References whose display is a patient's name. */
const TO_PATIENT: ReadonlySet<string> = new Set(['subject', 'patient', 'beneficiary', 'subscriber', 'policyHolder']);

export interface Declared {
  readonly infoType?: InfoType;
  readonly role?: Role;
  /** In place of the element's name, where that says nothing. */
  readonly key?: string;
}

/**
 * @param resource `resourceType` of the enclosing resource
 * @param path names of the enclosing elements, outermost first
 * @param key the element's own name
 * @param beside what stands in the same element so far: the system, the type's codes, the extension's url
 */
export function fhirMeaning(resource: string, path: readonly string[], key: string, beside = ''): Declared {
  const role = ROLES[resource];
  if (role === undefined) return COMPARTMENT.has(resource) ? eventMeaning(resource, path, key) : {};
  // Patient.contact is a relative or guardian; Patient.generalPractitioner is a reference.
  const effective: Role = role === 'patient' && path.includes('contact') ? 'relative' : role;
  const element = `${path.at(-1) ?? ''}.${key}`;
  if (role === 'patient' && key === 'id' && path.every((name) => name === '' || OUTER.has(name)))
    return { infoType: 'UNIQUE_ID', role };
  const infoType =
    besideType(element, beside, effective) ??
    TYPES[element] ??
    TYPES[key] ??
    (role === 'patient' && DATED.test(key) ? 'DATE' : undefined);
  if (infoType === 'PERSON_NAME' && MAIDEN.test(beside) && key === 'valueString') return { infoType, role: 'relative' };
  const organisation = resource === 'Organization' || resource === 'Location';
  return infoType === undefined || (organisation && infoType === 'PERSON_NAME')
    ? { role: effective }
    : { infoType, role: effective };
}

/** What leads to a resource without being an element of it. */
const OUTER: ReadonlySet<string> = new Set(['entry', 'resource', 'contained', 'Bundle', 'Patient']);

/** What happened to a patient: when, and to whom as the reference displays it. */
function eventMeaning(resource: string, path: readonly string[], key: string): Declared {
  const within = path.at(-1) ?? '';
  if (key === 'display' && TO_PATIENT.has(within)) return { infoType: 'PERSON_NAME', role: 'patient' };
  if (key === 'display' && PARTICIPANTS.has(within)) return { role: 'provider', key: 'provider name' };
  if (!DATED.test(key)) return {};
  if (resource === 'Encounter' && within === 'period')
    return { infoType: key === 'end' ? 'DISCHARGE_DATE' : 'ADMISSION_DATE', role: 'patient' };
  return { infoType: SERVICE.has(key) || SERVICE.has(within) ? 'SERVICE_DATE' : 'DATE', role: 'patient' };
}

const SERVICE: ReadonlySet<string> = new Set(
  'effectiveDateTime effectivePeriod occurrenceDateTime performedDateTime performedPeriod servicedDate servicedPeriod billablePeriod serviced'.split(
    ' ',
  ),
);

/** References whose display is a clinician or an organisation. */
const PARTICIPANTS: ReadonlySet<string> = new Set(
  'performer individual requester recorder asserter provider author practitioner enterer prescriber orderer attester responsible actor interpreter receiver sender facility referrer careManager informationSource'.split(
    ' ',
  ),
);

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
  return /\.valueString$/.test(element) && MAIDEN.test(beside) ? 'PERSON_NAME' : undefined;
}

/** The mother's name, as an extension of her child's record. */
const MAIDEN = /mothersMaidenName$/m;

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
  'family.family': 'PERSON_NAME',
  'name.text': 'PERSON_NAME',
  birthDate: 'DATE_OF_BIRTH',
  deceasedDateTime: 'DATE_OF_DEATH',
  'line.line': 'STREET_ADDRESS',
  'address.city': 'CITY',
  'valueAddress.city': 'CITY',
  'valueAddress.postalCode': 'US_ZIP_CODE',
  'address.postalCode': 'US_ZIP_CODE',
};
