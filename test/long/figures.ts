/**
 * What the long runs measured, kept beside them: `figures/<run>.md` names the command, the day, the machine
 * and each figure. A run writes its page when all its tests have
 * passed, and only then.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export interface Figures {
  /** One line of the page. */
  note(what: string, figure: string): unknown;
}

/** Call it once, at the top of `<run>.long.ts`. */
export function figuresOf(run: string, about: string): Figures {
  const lines: string[] = [];
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what it should hand over.
  afterAll(({}, file) => {
    if (file.tasks.every((task) => task.result?.state === 'pass')) writePage(run, about, lines);
  });
  return { note: (what, figure) => lines.push(`| ${what} | ${figure} |`) };
}

function writePage(run: string, about: string, lines: readonly string[]): void {
  const folder = fileURLToPath(new URL('figures/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}`;
  const day = new Date().toISOString().slice(0, 10);
  const page = [
    `# ${run}`,
    '',
    about,
    '',
    `\`npm run test:long -- ${run}\`, ${day}, ${machine}`,
    '',
    '| measured | figure |',
    '| --- | --- |',
    ...lines,
    '',
  ];
  writeFileSync(`${folder}${run}.md`, page.join('\n'));
}
