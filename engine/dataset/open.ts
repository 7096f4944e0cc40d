/** The datasets of a policy, opened, or why they cannot be. */
import type { LoadedDataset } from '../detection/datasets.ts';
import { decodeBase64 } from '../extractors/reading/mail/transfer-encoding.ts';
import type { Policy, PolicyProblem } from '../policy/schema.ts';
import { openDataset } from './file.ts';
import { kindOf } from './spelling.ts';

export interface OpenedDatasets {
  readonly datasets: readonly LoadedDataset[];
  readonly problems: readonly PolicyProblem[];
}

/** `files` by the dataset's id, for those whose bytes the policy does not hold. */
export const openDatasets = (
  policy: Policy,
  key: string,
  files: Readonly<Record<string, Uint8Array>>,
): OpenedDatasets => {
  const datasets: LoadedDataset[] = [];
  const problems: PolicyProblem[] = [];
  for (const [index, { id, infoType, tag, sha256, data }] of (policy.detection?.datasets ?? []).entries()) {
    const refuse = (message: string): void =>
      void problems.push({ path: `detection.datasets[${index}]`, message: `"${id}": ${message}` });
    const bytes = data === undefined ? files[id] : decodeBase64(new TextEncoder().encode(data));
    if (key === '') refuse('there is no key: set pseudonymKey in the managed configuration');
    else if (bytes === undefined) refuse('its file is not at hand here');
    else {
      const opened = openDataset(bytes, key, sha256);
      if (!opened.ok) refuse(opened.problem);
      else if (opened.dataset.header.kind !== kindOf(infoType))
        refuse(`its entries are spelled as ${opened.dataset.header.kind}, which ${infoType} is not`);
      else datasets.push({ id, infoType, tag, dataset: opened.dataset });
    }
  }
  return { datasets, problems };
};
