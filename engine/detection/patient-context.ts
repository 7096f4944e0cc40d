import type { InfoType } from '../types.ts';
import { type Candidate, rankOf, stronger } from './candidate.ts';

/** Units within which a date or a city belongs to the patient that the text speaks of. */
const REACH = 2_000;

/** Raises what means something only near a patient or health context. Candidates in order of offset. */
export const withPatientContext = (candidates: readonly Candidate[]): Candidate[] => {
  const markers = candidates.filter(isMarker).map((candidate) => candidate.start);
  if (markers.length === 0) return [...candidates];
  let next = 0;
  return candidates.map((candidate) => {
    while (next < markers.length && (markers[next] ?? 0) < candidate.start) next += 1;
    if (candidate.withPatient === undefined) return candidate;
    const behind = candidate.start - (markers[next - 1] ?? Number.NEGATIVE_INFINITY);
    const ahead = (markers[next] ?? Number.POSITIVE_INFINITY) - candidate.start;
    if (Math.min(behind, ahead) > REACH) return candidate;
    return { ...candidate, likelihood: stronger(candidate.likelihood, candidate.withPatient) };
  });
};

const isMarker = (candidate: Candidate): boolean =>
  rankOf(candidate.likelihood) >= rankOf('LIKELY') &&
  (candidate.hipaa === null ||
    (PERSON.has(candidate.infoType) && candidate.role !== 'provider' && candidate.role !== 'staff'));

const PERSON: ReadonlySet<InfoType> = new Set<InfoType>([
  'PERSON_NAME',
  'DATE_OF_BIRTH',
  'US_SOCIAL_SECURITY_NUMBER',
  'MEDICAL_RECORD_NUMBER',
  'ENCOUNTER_NUMBER',
  'HEALTH_PLAN_ID',
  'US_MEDICARE_BENEFICIARY_ID_NUMBER',
]);
