/** Synthetic people for browser tests: reserved phone numbers and domains, drawn record numbers. */

/** A short note that is PHI by any reading, and the identifiers in it. */
export const PHI = {
  name: 'Marisol Quennell',
  mrn: '48201937',
  ssn: '512-44-8071',
  text: 'Patient: Marisol Quennell\nDOB: 03/14/1961\nMRN: 48201937\nSSN: 512-44-8071\nAssessment: type 2 diabetes mellitus, on metformin.\nPhone 212-555-0143\n',
} as const;

export const PHI_VALUES: readonly string[] = [PHI.name, PHI.mrn, PHI.ssn, '03/14/1961', '212-555-0143'];

/** Nothing in it is anybody's. Holds what a channel could spoil: accents, tabs, an astral character, spaces at the end. */
export const CLEAN = 'Café rota for Thursday:\tthe ward meeting is at noon in room 4. 🩺 Bring the printed agenda.  ';
