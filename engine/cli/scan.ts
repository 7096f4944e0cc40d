/** `chartward scan`: what would be found in these files, and what could not be inspected. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type Policy, parsePolicy } from '../index.ts';
import { engineParts } from './open-engine.ts';
import { readArguments, type ScanArguments } from './scan-arguments.ts';
import { jobs } from './scan-inputs.ts';
import type { Batch, WorkerSetup } from './scan-job.ts';
import { runPool } from './scan-pool.ts';
import { startProgress } from './scan-progress.ts';
import { createReport } from './scan-report.ts';
import { createSeat } from './scan-seat.ts';
import { createSink } from './sink.ts';

export const SCAN_HELP = `Usage: chartward scan [OPTION]… PATH…

Finds protected health information in files, folders (with all below) and standard input (-).

  --policy FILE          what the policy switches on or off; without it everything on by default runs
  --format FORMAT        text (default), ndjson or sarif
  --min-likelihood L     VERY_UNLIKELY, UNLIKELY, POSSIBLE (default), LIKELY or VERY_LIKELY
  --reveal               also print the text that was found
  --jsonl                each line of the input is {"id","text"}: one item per line, named by its id
  --exclude PATTERN      leaves out files and folders below a PATH; a glob, for names at any depth (*.log)
                         or, with a slash, for the path below (build/**); may be given again
  --jobs N               files that are read at the same time (the processor's cores)

Offsets are half-open UTF-16 units, as JavaScript counts them. The order of the output is that of the
files, whatever N is.

Exit code: 0 nothing found and fully inspected, 1 an identifier found, 2 error, 3 nothing found but
something could not be inspected.
`;

/** Returns the exit code of the contract above. */
export async function scan(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (typeof options === 'string') return fail(`${options}. See chartward scan --help.`);
  const policy = options.policy === null ? null : await readPolicy(options.policy);
  if (typeof policy === 'string') return fail(policy);

  const setup: WorkerSetup = { ...(await engineParts(tell)), policy, options: forWorkers(options) };
  const seats = Array.from({ length: options.jobs ?? availableParallelism() }, () => createSeat(setup, limitFor));
  const out = createSink(process.stdout);
  const report = createReport(options.format);
  const progress = startProgress(process.stderr);
  const seen = { identifier: false, gap: false, error: false };
  let excluded = 0;

  const take = async (batch: Batch): Promise<boolean> => {
    progress.note(batch.facts);
    for (const fact of batch.facts) {
      if (fact.type === 'finding' && fact.hipaa !== null) seen.identifier = true;
      if (fact.type === 'gap') seen.gap = true;
      if (fact.type !== 'error') continue;
      seen.error = true;
      progress.clear();
      tell(fact.text);
    }
    const text = report.batch(batch);
    if (text !== '') progress.clear();
    await out.write(text);
    return out.open;
  };
  try {
    await out.write(report.begin());
    await runPool(jobs({ ...options, onExcluded: () => excluded++ }), seats, take);
    progress.end();
    await out.write(report.end(excluded));
  } finally {
    progress.end();
    await Promise.all(seats.map((seat) => seat.end()));
  }
  return seen.error ? 2 : seen.identifier ? 1 : seen.gap ? 3 : 0;
}

/** A minute, and a second for each half MiB: what takes longer hangs. */
const limitFor = (bytes: number): number => 60_000 + bytes / 512;

const forWorkers = ({ format, minimum, reveal, jsonl }: ScanArguments): WorkerSetup['options'] => ({
  format,
  minimum,
  reveal,
  jsonl,
});

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
