/**
 * `npm run accuracy [-- --corpus DIR | --tuning] [--losses FILTER] [--update]`: what the product's own engine
 * reads and finds, as a sheet. Without a folder it measures the repository's generated corpus, with
 * `--tuning` the half to develop on. `--update` records the sheet. `--losses` also names what was not
 * extracted, not found or found in vain in documents whose name holds FILTER: for synthetic corpora
 * only, it quotes.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openEngine } from '../../engine/cli/open-engine.ts';
import { readCorpus } from './corpus-folder.ts';
import { writeFigures } from './figures.ts';
import { type Measured, measure } from './measure.ts';
import { ownCorpus } from './own-corpus.ts';
import { PAGE, pageOf, RECORDED } from './recorded.ts';
import { sheetOf } from './sheet.ts';
import { add, emptyFigures } from './tally.ts';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    tuning: { type: 'boolean' },
    losses: { type: 'string' },
    update: { type: 'boolean' },
  },
  strict: true,
});

const engine = await openEngine((line) => process.stderr.write(`${line}\n`));
const own = values.corpus === undefined && values.tuning !== true;
const documents = own
  ? ownCorpus('measuring')
  : values.corpus === undefined
    ? ownCorpus('tuning')
    : readCorpus(values.corpus);
const figures = emptyFigures();
for (const document of documents) {
  const measured = await measure(engine, document);
  add(figures, measured);
  if (values.losses !== undefined && document.name.includes(values.losses)) tellLosses(measured);
}
console.log(sheetOf(figures));
if (values.update === true && own) {
  writeFileSync(RECORDED, writeFigures(figures));
  writeFileSync(PAGE, pageOf(figures));
}

function tellLosses({ document, reading, gaps, lost, leaked, judged, phi }: Measured): void {
  const tell = (what: string) => process.stderr.write(`${document.set} ${document.name}: ${what}\n`);
  if (reading !== 'read') tell(`${reading} ${[...new Set(gaps)].join(', ')}`);
  for (const { label, text } of lost) tell(`not extracted: ${label} ${JSON.stringify(text)}`);
  for (const { label, text } of leaked) tell(`not covered: ${label} ${JSON.stringify(text)}`);
  for (const { label, right, finding } of judged)
    if (!right) tell(`beside all gold: ${label} ${finding.detector} at ${finding.start}`);
  if (document.benign !== undefined && phi) tell('called PHI');
}
