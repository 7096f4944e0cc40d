/** `chartward scan`: what would be found in these files, and what could not be inspected. */
import { readFile } from 'node:fs/promises';
import { createAids, type Policy, type PolicyProblem, parsePolicy, readParts } from '../index.ts';
import type { ContentItem, Engine, Finding, Likelihood } from '../types.ts';
import { libraryData, openEngine } from './open-engine.ts';
import { LIKELIHOODS, readArguments, type ScanArguments } from './scan-arguments.ts';
import { type Input, inputs } from './scan-inputs.ts';
import { createReport, type ScanEvent } from './scan-report.ts';
import { readKey } from './secret-file.ts';
import { createSink } from './sink.ts';

export const SCAN_HELP = `Usage: chartward scan [OPTION]… PATH…

Finds protected health information in files, folders (with all below) and standard input (-).

  --policy FILE          what the policy switches on or off; without it everything on by default runs
                         (pictures are read only where it says "detection": { "ocr": true })
  --dataset ID=FILE      the file of a dataset that the policy names by its id and does not hold; repeatable
  --key-file FILE        the pseudonymKey of the managed configuration, for datasets
  --format FORMAT        text (default), ndjson or sarif
  --min-likelihood L     VERY_UNLIKELY, UNLIKELY, POSSIBLE (default), LIKELY or VERY_LIKELY
  --reveal               also print the text that was found
  --jsonl                each line of the input is {"id","text"}: one item per line. The id stands in place
                         of the file name, in NDJSON under "id" too; a line that is no such object is
                         counted under file:line, blank lines are left out

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
  const problems = policy === null ? [] : await load(engine, policy, options);
  if (typeof problems === 'string') return fail(problems);
  if (problems.length > 0) return fail(invalid(options.policy ?? '', problems));

  const out = createSink(process.stdout);
  const report = createReport(options.format, options.jsonl, await ownVersion());
  const seen = { identifier: false, gap: false, error: false };
  await out.write(report.begin());
  // As they come: a table of a million rows has more findings than memory holds.
  const take = async (events: readonly ScanEvent[]): Promise<void> => {
    if (!out.open) throw new ReaderGone();
    let text = '';
    for (const event of events) {
      if (event.type === 'finding' && countsAsFound(event.finding)) seen.identifier = true;
      if (event.type === 'gap') seen.gap = true;
      if (event.type === 'error') {
        seen.error = true;
        tell(event.text);
      }
      text += report.event(event);
    }
    await out.write(text);
  };
  const code = (): number => (seen.error ? 2 : seen.identifier ? 1 : seen.gap ? 3 : 0);
  try {
    const aids = createAids(libraryData)(policy);
    const textsOf: TextsOf = (item, parts) => readParts(item, parts, undefined, aids);
    for await (const input of inputs(options.paths, options.jsonl))
      await inspectInput(engine, input, { ...options, textsOf }, take);
    await out.write(report.end(code()));
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
  }
  return code();
}

/** Whoever read the output has enough of it. */
class ReaderGone extends Error {}

/** Health context is nobody's; what a detector finds that still ripens is for those who ripen it. */
const countsAsFound = ({ hipaa, stage }: Finding): boolean => hipaa !== null && stage === undefined;

const ownVersion = async (): Promise<string> => {
  const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { readonly version: string }).version;
};

const INSPECTION = 'scan';

type Take = (events: readonly ScanEvent[]) => Promise<void>;
type TextsOf = (item: ContentItem, parts: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>;

async function inspectInput(
  engine: Engine,
  input: Input,
  { minimum, reveal, textsOf }: ScanArguments & { readonly textsOf: TextsOf },
  take: Take,
): Promise<void> {
  const { file } = input;
  if (input.kind === 'unreadable') {
    await take([
      ...(input.error === undefined ? [] : [{ type: 'error', file, text: input.error } as const]),
      { type: 'gap', file, part: '', reason: input.reason },
      { type: 'item', file, bytes: 0, parts: 0, phi: false, persons: 0, ms: 0 },
    ]);
    return;
  }
  const shown = reveal ? revealing(file, input.item, textsOf, take) : plain(file, take);
  const started = performance.now();
  const { gaps, parts, features } = await engine.inspect({ id: INSPECTION, items: [input.item] }, (findings) =>
    shown.add(findings.filter(({ likelihood }) => reaches(likelihood, minimum))),
  );
  await shown.end();
  const ms = Math.round((performance.now() - started) * 10) / 10;
  await engine.forget(INSPECTION);
  const { phi, persons } = features;
  await take([
    ...gaps.map(({ part, reason }): ScanEvent => ({ type: 'gap', file, part, reason })),
    { type: 'item', file, bytes: input.bytes, parts, phi, persons, ms },
  ]);
}

interface Shown {
  add(findings: readonly Finding[]): Promise<void>;
  end(): Promise<void>;
}

const plain = (file: string, take: Take): Shown => ({
  add: (findings) => take(findings.map((finding) => ({ type: 'finding', file, finding, text: undefined }))),
  end: async () => undefined,
});

/** Findings that wait for their text: for so many at a time the item is read again. */
const WAITING = 50_000;

const revealing = (file: string, item: ContentItem, textsOf: TextsOf, take: Take): Shown => {
  let waiting: Finding[] = [];
  const end = async (): Promise<void> => {
    const findings = waiting;
    waiting = [];
    if (findings.length === 0) return;
    const parts = new Set(findings.map(({ part }) => part));
    const texts = await textsOf(item, parts);
    await take(
      findings.map((finding) => {
        const text = texts.get(finding.part)?.slice(finding.start, finding.end);
        return { type: 'finding', file, finding, text };
      }),
    );
  };
  return {
    async add(findings) {
      waiting.push(...findings);
      if (waiting.length >= WAITING) await end();
    },
    end,
  };
};

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
  return parsed.ok ? parsed.policy : invalid(path, parsed.problems);
}

/** What the policy is refused for, or the sentence that says which file it lacks. */
async function load(engine: Engine, policy: Policy, { datasets, keyFile }: ScanArguments) {
  const key = keyFile === null ? { key: '' } : await readKey(keyFile);
  if (typeof key === 'string') return key;
  const files: Record<string, Uint8Array> = {};
  for (const [id, file] of Object.entries(datasets)) {
    if (policy.detection?.datasets?.some((one) => one.id === id) !== true)
      return `--dataset ${id}: the policy names no dataset of this id`;
    try {
      files[id] = await readFile(file);
    } catch {
      return `${file}: cannot be read; name the file of the dataset ${id}`;
    }
  }
  return (await engine.load(policy, { pseudonym: key.key }, files)).problems;
}

const invalid = (path: string, problems: readonly PolicyProblem[]): string =>
  `${path}: not a valid policy:${problems.map((problem) => `\n  ${problem.path}: ${problem.message}`).join('')}`;

function fail(sentence: string): number {
  tell(sentence);
  return 2;
}

const tell = (line: string): void => {
  process.stderr.write(`chartward: ${line}\n`);
};
