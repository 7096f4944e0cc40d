/** Synthetic patients from a seed: invented names, drawn record numbers, phone numbers and domains kept for examples. */

export interface Patient {
  readonly mrn: string;
  readonly name: string;
  /** MM/DD/YYYY, as US charts print it. */
  readonly born: string;
  readonly sex: 'F' | 'M';
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly ward: string;
  readonly problems: readonly { readonly code: string; readonly text: string }[];
  readonly medications: readonly string[];
  readonly note: string;
}

const GIVEN_F = ['Marisol', 'Adaeze', 'Ingrid', 'Leontyne', 'Priya', 'Rosalind', 'Svetlana', 'Yuki'];
const GIVEN_M = ['Anselm', 'Dmitri', 'Ezekiel', 'Hamish', 'Kofi', 'Leopold', 'Raúl', 'Tobias'];
const FAMILY = [
  'Quennell',
  'Abernathy',
  'Okonkwo',
  'Lindqvist',
  'Vasquez',
  'Thackeray',
  'Marchetti',
  'Whitcombe',
  'Nakamura',
];
const STREETS = ['Larkspur Lane', 'Alder Court', 'Mill Pond Road', 'Juniper Street', 'Old Quarry Drive'];
const TOWNS = ['Fairhaven, VT 05743', 'Cedar Bluff, IA 52772', 'Maple Glen, PA 19002'];
const WARDS = ['4 West · Medicine', '2 East · Cardiology', 'Clinic · Endocrinology'];
const ILLNESSES = [
  { code: 'E11.9', text: 'Type 2 diabetes mellitus', drug: 'Metformin 500 mg twice daily' },
  { code: 'I10', text: 'Essential hypertension', drug: 'Lisinopril 10 mg daily' },
  { code: 'J45.40', text: 'Moderate persistent asthma', drug: 'Fluticasone inhaler twice daily' },
  { code: 'I48.0', text: 'Paroxysmal atrial fibrillation', drug: 'Apixaban 5 mg twice daily' },
  { code: 'E78.5', text: 'Hyperlipidemia', drug: 'Atorvastatin 40 mg at night' },
  { code: 'F32.1', text: 'Major depressive disorder, moderate', drug: 'Sertraline 50 mg daily' },
] as const;

export function patients(count: number, seed = 20_261): readonly Patient[] {
  const random = mulberry32(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const digits = (length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join('');
  const two = (from: number, to: number) => String(from + Math.floor(random() * (to - from + 1))).padStart(2, '0');

  return Array.from({ length: count }, (): Patient => {
    const sex = random() < 0.5 ? 'F' : 'M';
    const family = pick(FAMILY);
    const given = pick(sex === 'F' ? GIVEN_F : GIVEN_M);
    const first = pick(ILLNESSES);
    const second = pick(ILLNESSES.filter((one) => one !== first));
    const born = `${two(1, 12)}/${two(1, 28)}/${1935 + Math.floor(random() * 60)}`;
    return {
      mrn: `4${digits(7)}`,
      name: `${given} ${family}`,
      born,
      sex,
      phone: `802-555-01${digits(2)}`,
      email: `${given}.${family}@example.org`
        .toLowerCase()
        .normalize('NFKD')
        .replace(/[^a-z.@]/g, ''),
      address: `${two(10, 99)} ${pick(STREETS)}, ${pick(TOWNS)}`,
      ward: pick(WARDS),
      problems: [first, second].map(({ code, text }) => ({ code, text })),
      medications: [first.drug, second.drug],
      note: `Seen on the ward. ${first.text} is stable on ${first.drug}. ${second.text} reviewed; continue ${second.drug}. Follow-up in two weeks.`,
    };
  });
}

/** What a chart's "copy summary" button gives, and what people paste. */
export const summaryOf = (patient: Patient): string =>
  `Patient: ${patient.name}
MRN: ${patient.mrn}
DOB: ${patient.born}
Phone: ${patient.phone}
Address: ${patient.address}

Problems: ${patient.problems.map(({ code, text }) => `${text} (${code})`).join('; ')}
Medications: ${patient.medications.join('; ')}

${patient.note}
`;

/** Small, seeded, uniform enough for a town. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
