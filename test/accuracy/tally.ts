/** Sums over documents: plain counts, so that two sheets can be compared number by number. */
import type { GapReason, InfoType } from '../../engine/index.ts';
import type { Measured, Verdict } from './measure.ts';

/** What came out of the files of one set and format. */
export interface ContentRow {
  files: number;
  read: number;
  gap: number;
  silent: number;
  reasons: Partial<Record<GapReason, number>>;
  gold: number;
  present: number;
}

/** What was found of one label in one set and format. */
export interface LabelRow {
  gold: number;
  typed: number;
  covered: number;
  patient: number;
  patientTyped: number;
  /** Findings where every occurrence is known: right ones, and ones beside it. */
  right: number;
  wrong: number;
}

/** What a set's documents are as a whole. */
export interface DocumentRow {
  documents: number;
  /** Documents with a patient's value, and those that leave one uncovered. */
  withPatient: number;
  leaking: number;
  phi: number;
}

/** Text without anybody's health information. */
export interface BenignRow {
  documents: number;
  bytes: number;
  phi: number;
  identifiers: number;
  infoTypes: Partial<Record<InfoType, number>>;
}

export interface Figures {
  readonly content: Record<string, ContentRow>;
  readonly labels: Record<string, LabelRow>;
  readonly documents: Record<string, DocumentRow>;
  readonly benign: Record<string, BenignRow>;
}

export const emptyFigures = (): Figures => ({ content: {}, labels: {}, documents: {}, benign: {} });

/** Sums over all sets and formats stand under this name. */
export const ALL = 'all';

/** `set · format`, then what is counted: keys of the rows, ordered as they are printed. */
const keyOf = (...parts: readonly string[]): string => parts.join(' · ');

export function add(figures: Figures, measured: Measured): void {
  const { document, verdicts, judged } = measured;
  const place = keyOf(document.set, document.format);
  for (const key of [ALL, place]) {
    addContent((figures.content[key] ??= emptyContent()), measured);
    const rowOf = (label: string): LabelRow => (figures.labels[keyOf(key, label)] ??= emptyLabel());
    for (const verdict of verdicts) addVerdict(rowOf(verdict.label), verdict);
    for (const { label, right } of judged) rowOf(label)[right ? 'right' : 'wrong']++;
    if (document.benign === undefined && document.gold !== null)
      addDocument((figures.documents[key] ??= { documents: 0, withPatient: 0, leaking: 0, phi: 0 }), measured);
  }
  if (document.benign !== undefined) addBenign((figures.benign[document.benign] ??= emptyBenign()), measured);
}

const emptyContent = (): ContentRow => ({ files: 0, read: 0, gap: 0, silent: 0, gold: 0, present: 0, reasons: {} });
const emptyLabel = (): LabelRow => ({
  gold: 0,
  typed: 0,
  covered: 0,
  patient: 0,
  patientTyped: 0,
  right: 0,
  wrong: 0,
});
const emptyBenign = (): BenignRow => ({ documents: 0, bytes: 0, phi: 0, identifiers: 0, infoTypes: {} });

function addContent(row: ContentRow, { document, reading, gaps, present }: Measured): void {
  row.files++;
  row[reading]++;
  for (const reason of new Set(gaps)) row.reasons[reason] = (row.reasons[reason] ?? 0) + 1;
  row.gold += document.gold?.length ?? 0;
  row.present += present;
}

function addVerdict(row: LabelRow, { typed, covered, patient }: Verdict): void {
  row.gold++;
  row.typed += Number(typed);
  row.covered += Number(covered);
  row.patient += Number(patient);
  row.patientTyped += Number(patient && typed);
}

function addDocument(row: DocumentRow, { verdicts, leaked, phi }: Measured): void {
  row.documents++;
  row.withPatient += Number(verdicts.some(({ patient }) => patient));
  row.leaking += Number(leaked.length > 0);
  row.phi += Number(phi);
}

function addBenign(row: BenignRow, { document, phi, identifiers }: Measured): void {
  row.documents++;
  row.bytes += document.bytes;
  row.phi += Number(phi);
  row.identifiers += identifiers.length;
  for (const { infoType } of identifiers) row.infoTypes[infoType] = (row.infoTypes[infoType] ?? 0) + 1;
}
