/**
 * The synchronous door: `node test/bench/quick.bench.ts`. Milliseconds per request at 64 KiB and 1 MiB, the
 * start in a service worker's first tick, and what it finds of what the full engine finds.
 */
import { readFileSync } from 'node:fs';
import { type ContentItem, createEngine } from '../../engine/index.ts';
import { createQuick } from '../../engine/quick.ts';
import { buildRe2 } from '../../engine/re2/build.ts';
import { ownCorpus } from '../accuracy/own-corpus.ts';
import { disguiseCases } from '../support/disguises.ts';
import { percentile } from '../support/percentiles.ts';
import { benchText, hostileText } from './corpus.ts';

const bytes = readFileSync((await buildRe2()).path);
const started = performance.now();
const quick = createQuick(new WebAssembly.Module(bytes));
const made = performance.now();
quick.inspect(benchText(4096, 500, 3));
console.log(
  `start: ${(made - started).toFixed(0)} ms to compile and build, ${(performance.now() - made).toFixed(0)} ms for the first 4 KiB`,
);

for (const [name, size, runs] of [
  ['64 KiB', 64 * 1024, 300],
  ['1 MiB', 1024 * 1024, 60],
] as const) {
  for (const [kind, make] of [
    ['no identifiers', (seed: number) => benchText(size, 0, seed)],
    ['one per KB', (seed: number) => benchText(size, 1000, seed)],
    ['hostile', (seed: number) => hostileText(size, seed)],
    [
      'JSON',
      (seed: number) => JSON.stringify({ rows: benchText(size - 20_000, 1000, seed).split('\n') }).slice(0, size),
    ],
  ] as const) {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const text = make(run * 31 + 5);
      const from = process.threadCpuUsage();
      quick.inspect(text);
      const { user, system } = process.threadCpuUsage(from);
      times.push((user + system) / 1000);
    }
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    console.log(`${name.padEnd(7)} ${kind.padEnd(16)} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  }
}

const engine = await createEngine({ re2: new WebAssembly.Module(bytes) });
const text = (content: string): ContentItem => ({ mediaType: 'text/plain', content });
const bodies = [
  ...[...ownCorpus('measuring')].map(({ item, format }) => ({ kind: format, item })),
  ...disguiseCases(2000, 7).map((one) => ({ kind: 'disguised', item: text(`Patient has asthma.\n${one.text}`) })),
];
const bodyOf = async ({ content }: ContentItem): Promise<string | Uint8Array> =>
  typeof content === 'string' ? content : new Uint8Array(await content.slice(0, content.size).arrayBuffer());

console.log('\nof what is PHI to the engine, to the synchronous door: phi, needs-engine, clean; of the rest: phi');
for (const kind of new Set(bodies.map((one) => one.kind))) {
  const told = { phi: 0, 'needs-engine': 0, clean: 0 };
  let [phi, others, alarms] = [0, 0, 0];
  for (const { item } of bodies.filter((one) => one.kind === kind)) {
    const { features } = await engine.inspect({ id: '', items: [item] });
    const answer = quick.inspect(await bodyOf(item));
    if (features.phi) {
      phi += 1;
      told[answer] += 1;
    } else {
      others += 1;
      if (answer === 'phi') alarms += 1;
    }
  }
  console.log(
    `${kind.padEnd(12)} ${phi} PHI: ${told.phi} phi, ${told['needs-engine']} needs-engine, ${told.clean} clean; ${others} others: ${alarms} phi`,
  );
}
process.exit(0);
