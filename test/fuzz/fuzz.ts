/**
 * `npm run test:fuzz [-- EXTRACTOR…] [--minutes N] [--seed N]`: changed files for each extractor, N minutes
 * each (1 where nothing is said). A file that breaks an invariant is kept in `test/corpus/fuzz/`.
 */
import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';
import { names } from './corpus.ts';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1e9) } },
  allowPositionals: true,
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0 || !(minutes > 0) || !Number.isInteger(seed)) {
  console.error(`test:fuzz [EXTRACTOR…] [--minutes N] [--seed N]; extractors: ${names.join(', ')}`);
  process.exit(2);
}

let failed = 0;
console.log(`seed ${seed}`);
for (const name of positionals.length > 0 ? positionals : names) {
  const { tried, accepted, slowestMs, failures } = await campaign(name, seed, minutes * 60_000);
  failed += failures.length;
  console.log(
    `${name}: ${tried} files, ${accepted} of its format, slowest ${Math.round(slowestMs)} ms, ${failures.length} failed`,
  );
  for (const { path, faults } of failures) console.log(`  ${path}\n    ${faults.slice(0, 3).join('\n    ')}`);
}
process.exit(failed > 0 ? 1 : 0);
