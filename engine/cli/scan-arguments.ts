/** The command line of `chartward scan`. */
import { parseArgs } from 'node:util';
import type { Likelihood } from '../types.ts';

export const FORMATS = ['text', 'ndjson', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

export const LIKELIHOODS = [
  'VERY_UNLIKELY',
  'UNLIKELY',
  'POSSIBLE',
  'LIKELY',
  'VERY_LIKELY',
] as const satisfies readonly Likelihood[];

export interface ScanArguments {
  readonly policy: string | null;
  readonly format: Format;
  readonly minimum: Likelihood;
  readonly reveal: boolean;
  readonly jsonl: boolean;
  readonly exclude: readonly string[];
  /** Null where the machine says how many. */
  readonly jobs: number | null;
  readonly paths: readonly string[];
}

/** The arguments, or a sentence that says what is wrong with them. */
export function readArguments(args: readonly string[]): ScanArguments | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\. To specify.*$/s, '') : 'the arguments cannot be read';
  }
  const { values, positionals } = parsed;
  const format = FORMATS.find((one) => one === (values.format ?? 'text'));
  if (format === undefined) return `--format ${values.format}: choose one of ${FORMATS.join(', ')}`;
  const minimum = LIKELIHOODS.find((one) => one === (values['min-likelihood'] ?? 'POSSIBLE').toUpperCase());
  if (minimum === undefined) {
    return `--min-likelihood ${values['min-likelihood']}: choose one of ${LIKELIHOODS.join(', ')}`;
  }
  const jobs = values.jobs === undefined ? null : Number(values.jobs);
  if (jobs !== null && !(Number.isInteger(jobs) && jobs >= 1 && jobs <= 64))
    return `--jobs ${values.jobs}: a number from 1 to 64`;
  if (positionals.length === 0) return 'name at least one file or folder, or - for standard input';
  return {
    policy: values.policy ?? null,
    format,
    minimum,
    reveal: values.reveal === true,
    jsonl: values.jsonl === true,
    exclude: values.exclude ?? [],
    jobs,
    paths: positionals,
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: {
      policy: { type: 'string' },
      format: { type: 'string' },
      'min-likelihood': { type: 'string' },
      reveal: { type: 'boolean' },
      jsonl: { type: 'boolean' },
      exclude: { type: 'string', multiple: true },
      jobs: { type: 'string' },
    },
  });
