/** The command line of `chartward scan`. */
import { parseArgs } from 'node:util';
import type { Likelihood } from '../types.ts';
import { readWith } from './read-arguments.ts';

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
  /** Files of datasets by their id in the policy. */
  readonly datasets: Readonly<Record<string, string>>;
  readonly keyFile: string | null;
  readonly format: Format;
  readonly minimum: Likelihood;
  readonly reveal: boolean;
  readonly jsonl: boolean;
  readonly paths: readonly string[];
}

/** The arguments, or a sentence that says what is wrong with them. */
export function readArguments(args: readonly string[]): ScanArguments | string {
  const parsed = readWith(() => parse(args));
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  const format = FORMATS.find((one) => one === (values.format ?? 'text'));
  if (format === undefined) return `--format ${values.format}: choose one of ${FORMATS.join(', ')}`;
  const minimum = LIKELIHOODS.find((one) => one === (values['min-likelihood'] ?? 'POSSIBLE').toUpperCase());
  if (minimum === undefined) {
    return `--min-likelihood ${values['min-likelihood']}: choose one of ${LIKELIHOODS.join(', ')}`;
  }
  const datasets = (values.dataset ?? []).map((one) => /^([^=]+)=(.+)$/.exec(one)?.slice(1) ?? [one]);
  const unnamed = datasets.find(([, file]) => file === undefined);
  if (unnamed !== undefined) return `--dataset ${unnamed[0]}: write ID=FILE, the id as in the policy`;
  if (datasets.length > 0 && values.policy === undefined) return '--dataset needs the --policy that names it';
  if (positionals.length === 0) return 'name at least one file or folder, or - for standard input';
  return {
    policy: values.policy ?? null,
    datasets: Object.fromEntries(datasets),
    keyFile: values['key-file'] ?? null,
    format,
    minimum,
    reveal: values.reveal === true,
    jsonl: values.jsonl === true,
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
      dataset: { type: 'string', multiple: true },
      'key-file': { type: 'string' },
      format: { type: 'string' },
      'min-likelihood': { type: 'string' },
      reveal: { type: 'boolean' },
      jsonl: { type: 'boolean' },
    },
  });
