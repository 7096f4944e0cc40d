/** `chartward scan`: what would be found in these files, and what could not be inspected. */
import { readFile } from 'node:fs/promises';
import { type Policy, parsePolicy, readParts } from '../index.ts';
import type { Engine, Finding, Likelihood } from '../types.ts';
import { libraryData, openEngine } from './open-engine.ts';
import { LIKELIHOODS, readArguments } from './scan-arguments.ts';
import { type Input, inputs } from './scan-inputs.ts';
import { createReport, type ScanEvent } from './scan-report.ts';
import { createSink } from './sink.ts';

export const SCAN_HELP = `Usage: chartward scan [OPTION]… PATH…

Finds protected health information in files, folders (with all below) and standard input (-).

  --policy FILE          what the policy switches on or off; without it everything on by default runs
  --format FORMAT        text (default), ndjson or sarif
  --min-likelihood L     VERY_UNLIKELY, UNLIKELY, POSSIBLE (default), LIKELY or VERY_LIKELY
  --reveal               also print the text that was found
  --jsonl                each line of the input is {"id","text"}: one item per line, named by its id

Offsets are half-open UTF-16 units, as JavaScript counts them.

Exit code: 0 nothing found and fully inspected, 1 an identifier found, 2 error, 3 nothing found but
something could not be inspected.
`;

/** Returns the exit code of the contract above. */
export async function scan(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (typeof options === 'string') return fail(`${options}. See chartward scan --help.`);
  const policy = options.policy === null ? null : await readPolicy(options.policy);
  if (typeof policy === 'string') return fail(policy);
  const engine = await openEngine(tell);
  if (policy !== null) await engine.load(policy);

  const out = createSink(process.stdout);
  const report = createReport(options.format, options.jsonl);
  const seen = { identifier: false, gap: false, error: false };
  await out.write(report.begin());
  for await (const input of inputs(options.paths, options.jsonl)) {
    if (!out.open) break;
    if (input.kind === 'unreadable' && input.error !== undefined) {
      tell(input.error);
      seen.error = true;
    }
    let text = '';
    for (const event of await inspectInput(engine, input, options.minimum, options.reveal)) {
      if (event.type === 'finding' && event.finding.hipaa !== null) seen.identifier = true;
      if (event.type === 'gap') seen.gap = true;
      text += report.event(event);
    }
    await out.write(text);
  }
  await out.write(report.end());
  return seen.error ? 2 : seen.identifier ? 1 : seen.gap ? 3 : 0;
}

const INSPECTION = 'scan';

async function inspectInput(
  engine: Engine,
  input: Input,
  minimum: Likelihood,
  reveal: boolean,
): Promise<readonly ScanEvent[]> {
  const { file } = input;
  if (input.kind === 'unreadable') {
    return [
      { type: 'gap', file, part: '', reason: input.reason },
      { type: 'item', file, bytes: 0, parts: 0, phi: false, persons: 0, ms: 0 },
    ];
  }
  const started = performance.now();
  const inspection = await engine.inspect({ id: INSPECTION, items: [input.item] });
  const ms = Math.round((performance.now() - started) * 10) / 10;
  await engine.forget(INSPECTION);
  const findings = inspection.findings.filter((finding) => reaches(finding.likelihood, minimum));
  const texts = reveal ? await textsOf(input, findings) : null;
  const { phi, persons } = inspection.features;
  return [
    ...findings.map((finding): ScanEvent => {
      const text = texts?.get(finding.part)?.slice(finding.start, finding.end);
      return { type: 'finding', file, finding, text };
    }),
    ...inspection.gaps.map(({ part, reason }): ScanEvent => ({ type: 'gap', file, part, reason })),
    { type: 'item', file, bytes: input.bytes, parts: inspection.parts, phi, persons, ms },
  ];
}

const textsOf = async (
  input: Input & { kind: 'item' },
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, string>> =>
  findings.length === 0
    ? new Map()
    : readParts(input.item, new Set(findings.map(({ part }) => part)), undefined, { data: libraryData });

const reaches = (likelihood: Likelihood, minimum: Likelihood): boolean =>
  LIKELIHOODS.indexOf(likelihood) >= LIKELIHOODS.indexOf(minimum);

/** The policy, or the sentence that says why it is none. */
async function readPolicy(path: string): Promise<Policy | string> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return `${path}: no JSON file that can be read; name a policy document.`;
  }
  const parsed = parsePolicy(document);
  if (!parsed.ok) {
    const problems = parsed.problems.map((problem) => `\n  ${problem.path}: ${problem.message}`).join('');
    return `${path}: not a valid policy:${problems}`;
  }
  return parsed.policy;
}

function fail(sentence: string): number {
  tell(sentence);
  return 2;
}

const tell = (line: string): void => {
  process.stderr.write(`chartward: ${line}\n`);
};
