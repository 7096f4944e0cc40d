/**
 * Scan speed of all detectors' patterns: `node test/bench/scan.bench.ts [MB]`. Our RE2, JavaScript's
 * RegExp pattern by pattern, re2js and npm re2-wasm take turns in one run on text that none has seen.
 * Time is the thread's own, so that a busy machine slows all alike; the ratios are what counts.
 */
import { readFileSync } from 'node:fs';
import { RE2 } from 're2-wasm';
import { RE2JS } from 're2js';
import { jsRegex } from '../../engine/detection/js-regex.ts';
import { createJudge } from '../../engine/detection/judge.ts';
import { detectors } from '../../engine/detectors/index.ts';
import { createEngine } from '../../engine/index.ts';
import { buildRe2 } from '../../engine/re2/build.ts';
import { loadRe2 } from '../../engine/re2.ts';
import { percentile } from '../support/percentiles.ts';
import { benchText, hostileText } from './corpus.ts';

const megabytes = Number(process.argv[2] ?? 4);
const ROUNDS = 5;
/** The slow ones get less text; MB/s is over what they got. */
const SHARE = { re2js: 8, wasm: 256 };

const patterns = createJudge(detectors).patterns;
const module = new WebAssembly.Module(readFileSync((await buildRe2()).path));
const ours = loadRe2(module).scanner(patterns);
const plain = patterns.map(({ regex }) => jsOf(regex, 'g'));
const viaRe2js = patterns.map(({ regex }) => RE2JS.compile(regex));
const viaWasm = patterns.map(({ regex }) => new RE2(jsOf(regex, 'g').source, 'gu'));
const engine = await createEngine({ re2: module });

/** JavaScript writes leading flags in another way. */
function jsOf(regex: string, flags: string): RegExp {
  return regex.startsWith('(?i)') ? jsRegex(regex.slice(4), `${flags}i`) : jsRegex(regex, flags);
}

const contenders: Record<string, (text: string) => unknown> = {
  'ours: scanner': (text) => ours.scan(text, { hit: () => undefined, listed: () => undefined }),
  'ours: whole engine (normalise, validate, context)': (text) =>
    engine.inspect({ id: 'bench', items: [{ mediaType: 'text/plain', content: text }] }),
  'JS RegExp, pattern by pattern': (text) => {
    for (const pattern of plain) for (const _ of text.matchAll(pattern));
  },
  'npm re2js': (text) => {
    const part = text.slice(0, text.length / SHARE.re2js);
    for (const pattern of viaRe2js) for (const matcher = pattern.matcher(part); matcher.find(); );
    return part.length;
  },
  'npm re2-wasm, 4 KB chunks': (text) => {
    const part = text.slice(0, text.length / SHARE.wasm);
    for (let at = 0; at < part.length; at += 4096) {
      const chunk = part.slice(at, at + 4096);
      for (const pattern of viaWasm) {
        pattern.lastIndex = 0;
        while (pattern.exec(chunk) !== null);
      }
    }
    return part.length;
  },
};

console.log(
  `${patterns.length} patterns of ${detectors.length} detectors; ${megabytes} MB, ${ROUNDS} rounds, interleaved; median MB/s (ratio to JS RegExp)`,
);
for (const [name, make] of [
  ['no identifiers', (seed: number) => benchText(megabytes * 1e6, 0, seed)],
  ['one identifier per KB', (seed: number) => benchText(megabytes * 1e6, 1000, seed)],
  ['hostile: 64 random letters', (seed: number) => hostileText(megabytes * 1e6, seed)],
] as const) {
  const speeds: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [contender, scan] of Object.entries(contenders)) {
      // Text of its own in each round: a lazy automaton is fast on what it has met.
      const text = make(round * 7919 + 1);
      const started = process.threadCpuUsage();
      const got = await scan(text);
      const { user, system } = process.threadCpuUsage(started);
      const bytes = typeof got === 'number' ? got : text.length;
      (speeds[contender] ??= []).push(bytes / (user + system));
    }
  }
  console.log(`\n${name}`);
  const base = percentile(speeds['JS RegExp, pattern by pattern'] ?? [], 0.5);
  for (const [contender, values] of Object.entries(speeds)) {
    const speed = percentile(values, 0.5);
    console.log(`  ${contender.padEnd(52)} ${speed.toFixed(2).padStart(8)}   ×${(speed / base).toFixed(2)}`);
  }
}
process.exit(0);
