/** Figures as lines, one row each, so that a change is read as the rows that moved; and what got worse. */
import { emptyFigures, type Figures } from './tally.ts';

type Row = Readonly<Record<string, number | Readonly<Record<string, number>>>>;
type Tables = Readonly<Record<keyof Figures, Record<string, Row>>>;

const TABLES = ['content', 'labels', 'documents', 'benign'] as const;

export const writeFigures = (figures: Figures): string =>
  TABLES.flatMap((table) =>
    Object.entries(figures[table])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, row]) => `${JSON.stringify({ table, key, ...row })}\n`),
  ).join('');

export function readFigures(lines: string): Figures {
  const figures = emptyFigures();
  for (const line of lines.split('\n').filter((one) => one !== '')) {
    const { table, key, ...row } = JSON.parse(line) as { table: keyof Figures; key: string };
    (figures as unknown as Tables)[table][key] = row;
  }
  return figures;
}

/** What a count should do; a count that is in neither list is the corpus itself and stays as it is. */
const MORE = /^(?:labels (?:typed|covered|patientTyped|right)|content (?:read|present)|documents phi)$/;
const LESS = /^(?:labels wrong|content (?:gap|silent)|documents leaking|benign (?:phi|identifiers))$/;

/** Sentences on each figure that is worse than it was, and on what is another corpus. */
export function drops(before: Figures, now: Figures): string[] {
  const [old, current] = [before, now] as unknown as readonly [Tables, Tables];
  return TABLES.flatMap((table) =>
    [...new Set([...Object.keys(old[table]), ...Object.keys(current[table])])].flatMap((key) => {
      const [was, is] = [old[table][key], current[table][key]];
      if (is === undefined) return [`${table}, ${key}: is measured no longer`];
      if (was === undefined) return [];
      return Object.keys(is)
        .filter((name) => isWorse(`${table} ${name}`, was[name], is[name]))
        .map((name) => `${table}, ${key}: ${name} is ${is[name]}, was ${was[name]}`);
    }),
  );
}

function isWorse(name: string, was: Row[string] | undefined, is: Row[string] | undefined): boolean {
  if (typeof was !== 'number' || typeof is !== 'number' || was === is) return false;
  return MORE.test(name) ? is < was : LESS.test(name) ? is > was : true;
}
