/** `chartward policy`: what is made from and for a policy. */
import { buildDatasetFile, DATASET_HELP } from './dataset-build.ts';

export const POLICY_HELP = `Usage: chartward policy COMMAND …

  dataset build FILE     a file of identifiers to a keyed filter for exact match

chartward policy dataset build --help tells more.
`;

/** Returns the exit code: 0 done, 2 any error. */
export async function policy(args: readonly string[]): Promise<number> {
  const [noun, verb, ...rest] = args;
  if (noun === 'dataset' && verb === 'build') return buildDatasetFile(rest);
  const asked = args.length === 0 ? 'nothing' : `"${args.slice(0, 2).join(' ')}"`;
  process.stderr.write(
    `chartward: policy knows "dataset build" and was asked for ${asked}. See chartward policy --help.\n`,
  );
  return 2;
}

/** Help for what stands before `--help`. */
export const policyHelp = (args: readonly string[]): string => (args[0] === 'dataset' ? DATASET_HELP : POLICY_HELP);
