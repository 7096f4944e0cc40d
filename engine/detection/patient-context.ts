import type { InfoType } from '../types.ts';
import { type Candidate, rankOf, stronger } from './candidate.ts';

/** Units within which a date or a city belongs to the patient that the text speaks of. */
const REACH = 2_000;

/**
 * What only its surroundings tell: raises what means something near a patient or health context alone, and
 * marks whom a sentence says to have a disease or to take a drug. Candidates in order of offset.
 */
export const withPatientContext = (candidates: readonly Candidate[], text: string): Candidate[] =>
  withSubjects(raised(candidates), text);

const raised = (candidates: readonly Candidate[]): Candidate[] => {
  const markers = candidates.filter(isMarker).map((candidate) => candidate.start);
  if (markers.length === 0) return [...candidates];
  let next = 0;
  return candidates.map((candidate) => {
    while (next < markers.length && (markers[next] ?? 0) < candidate.start) next += 1;
    if (candidate.withPatient === undefined) return candidate;
    // A candidate does not vouch for itself.
    const ahead = markers[next] === candidate.start ? markers[next + 1] : markers[next];
    const distance = Math.min(
      candidate.start - (markers[next - 1] ?? Number.NEGATIVE_INFINITY),
      (ahead ?? Number.POSITIVE_INFINITY) - candidate.start,
    );
    if (distance > REACH) return candidate;
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
  'US_MEDICAID_ID',
]);

/** Who may be the subject of a sentence: a name, or what stands for a person. */
const SUBJECTS: ReadonlySet<InfoType> = new Set<InfoType>(['PERSON_NAME', 'EMAIL_ADDRESS', 'PHONE_NUMBER']);

/** Units from a subject to what is said of it. */
const PREDICATE_REACH = 100;

/** "… has", "… is on", "… was started on", "…'s", with nothing before it but an apposition. */
const PREDICATE =
  /^(?:['’]s\b|[,)]?(?: \(?[^.!?;\n]{0,40}[,)])? (?:(?:who|now|also|still|currently|recently|just|then) ){0,2}(?:has|had|have|is|was|been|takes|took|taking|started|diagnosed|suffers|suffered|admitted|treated|tested|needs|denies|reports|complains|presents|presented|underwent|received|develops|developed|with|for|on|c\/o|s\/p|h\/o|hx|here)\b)/i;

const withSubjects = (candidates: readonly Candidate[], text: string): Candidate[] =>
  candidates.map((candidate, index) => {
    if (!SUBJECTS.has(candidate.infoType) || candidate.role === 'provider' || candidate.role === 'staff')
      return candidate;
    for (let at = index + 1; at < candidates.length; at += 1) {
      const said = candidates[at];
      if (said === undefined || said.start - candidate.end > PREDICATE_REACH) return candidate;
      if (said.hipaa !== null || rankOf(said.likelihood) < rankOf('LIKELY')) continue;
      const between = text.slice(candidate.end, said.start);
      if (/[.!?]\s|\n\s*\n/.test(between) || !PREDICATE.test(`${between} `)) return candidate;
      return { ...candidate, subject: true, likelihood: stronger(candidate.likelihood, 'LIKELY') };
    }
    return candidate;
  });
