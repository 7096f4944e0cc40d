/** The figures as Markdown. */
import { f2, wilson } from './interval.ts';
import type { BenignRow, ContentRow, DocumentRow, Figures, LabelRow } from './tally.ts';

export function sheetOf({ content, labels, documents, benign }: Figures): string {
  return [
    '## Content: what could be read',
    'Of each kind of file: read whole, read with a named gap, neither (must be 0); known values that stand in what was extracted.',
    table(['files', 'number', 'read', 'gap', 'neither', 'why', 'values', 'present'], rowsOf(content, contentCells)),
    '## Detection: what was found',
    'Recall: a finding of a right type lies over the value. Covered: some identifier covers all of it. Patients: recall of values that are not a provider’s. Precision: where every occurrence is known. Intervals are 95 % (Wilson).',
    table(['values', 'number', 'recall', '', 'covered', 'patients', 'precision', '', 'F2'], rowsOf(labels, labelCells)),
    '## Documents',
    'A document leaks where a patient’s value is not covered.',
    table(['documents', 'number', 'with a patient', 'leaking', '', 'phi'], rowsOf(documents, documentCells)),
    '## Text that is nobody’s',
    'False alarms: documents called PHI, and identifiers found, per MB.',
    table(
      ['kind', 'documents', 'MB', 'phi', 'phi per MB', 'share', 'identifiers per MB', 'most often'],
      rowsOf(benign, benignCells),
    ),
  ].join('\n\n');
}

const rowsOf = <Row>(rows: Record<string, Row>, cells: (row: Row) => readonly string[]): string[][] =>
  Object.entries(rows)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, row]) => [key, ...cells(row)]);

const contentCells = ({ files, read, gap, silent, reasons, gold, present }: ContentRow): string[] => [
  String(files),
  percent(read / files),
  gap === 0 ? '0' : `${gap} (${percent(gap / files)})`,
  String(silent),
  Object.entries(reasons)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, number]) => `${reason} ${number}`)
    .join(', '),
  String(gold),
  gold === 0 ? '' : percent(present / gold),
];

const labelCells = ({ gold, typed, covered, patient, patientTyped, right, wrong }: LabelRow): string[] => {
  const judged = right + wrong;
  const precision = right / judged;
  return [
    String(gold),
    ...(gold === 0 ? ['', '', ''] : [percent(typed / gold), range(typed, gold), percent(covered / gold)]),
    patient === 0 ? '' : percent(patientTyped / patient),
    ...(judged === 0 ? ['', ''] : [percent(precision), range(right, judged)]),
    gold === 0 || judged === 0 ? '' : percent(f2(precision, typed / gold)),
  ];
};

const documentCells = ({ documents, withPatient, leaking, phi }: DocumentRow): string[] => [
  String(documents),
  String(withPatient),
  String(leaking),
  withPatient === 0 ? '' : range(leaking, withPatient),
  String(phi),
];

const benignCells = ({ documents, bytes, phi, identifiers, infoTypes }: BenignRow): string[] => {
  const megabytes = bytes / 1e6;
  return [
    String(documents),
    megabytes.toFixed(2),
    String(phi),
    (phi / megabytes).toFixed(2),
    range(phi, documents),
    (identifiers / megabytes).toFixed(2),
    Object.entries(infoTypes)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, 3)
      .map(([infoType, number]) => `${infoType} ${number}`)
      .join(', '),
  ];
};

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const range = (hits: number, of: number): string => {
  const { low, high } = wilson(hits, of);
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`;
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
