/**
 * Gives one browser process an enterprise policy of its own. The policy folder is mounted inside a
 * private mount namespace, so that no file of the host changes and no other browser sees it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserPlace } from './find-browser.ts';

export interface PolicyMount {
  /** Start this instead of the browser. */
  readonly executable: string;
  /** Replaces the policy at once (written aside, then renamed); the browser re-reads it within about 5 s. */
  write(policy: object): void;
}

/** Why no policy can be installed here, as a sentence; null where it can. */
export function policyMountProblem(): string | null {
  if (process.platform !== 'linux') return 'Policy installation is built for Linux; this is another system.';
  return unshareFlags() === null ? 'A private mount namespace needs root or unprivileged user namespaces.' : null;
}

/** `folder` is a temporary folder of the caller's that outlives the browser. Throws where `policyMountProblem` speaks. */
export function mountPolicy(browser: BrowserPlace, folder: string): PolicyMount {
  const flags = unshareFlags();
  if (flags === null) throw new Error(policyMountProblem() ?? 'No private mount namespace.');
  const policies = join(folder, 'policies');
  const stage = join(folder, 'stage');
  const executable = join(folder, 'browser.sh');
  mkdirSync(join(policies, 'managed'), { recursive: true });
  mkdirSync(stage, { recursive: true });
  writeFileSync(join(folder, 'inside.sh'), insideScript(policies, stage, browser));
  writeFileSync(executable, `#!/bin/sh\nexec unshare ${flags.join(' ')} sh ${quote(join(folder, 'inside.sh'))} "$@"\n`);
  chmodSync(executable, 0o755);
  return {
    executable,
    write(policy) {
      const target = join(policies, 'managed', 'chartward.json');
      writeFileSync(`${target}.tmp`, JSON.stringify(policy));
      renameSync(`${target}.tmp`, target);
    },
  };
}

/**
 * A folder that does not exist cannot be mounted on. Then its nearest existing ancestor is covered by
 * a copy in memory in which it does; the copy lives in the namespace and goes with it.
 */
const insideScript = (policies: string, stage: string, browser: BrowserPlace): string => `#!/bin/sh
set -eu
target=${quote(browser.policyFolder)}
if [ ! -d "$target" ]; then
  base=$target
  while [ ! -d "$base" ]; do base=$(dirname "$base"); done
  mount -t tmpfs chartward ${quote(stage)}
  cp -a "$base/." ${quote(stage)}/ 2>/dev/null || true
  mkdir -p ${quote(stage)}"\${target#"$base"}"
  mount --bind ${quote(stage)} "$base"
fi
mount --bind ${quote(policies)} "$target"
exec ${quote(browser.path)} "$@"
`;

function unshareFlags(): readonly string[] | null {
  if (process.platform !== 'linux') return null;
  const ways = [['--mount'], ['--map-root-user', '--mount']];
  const works = (way: readonly string[]) =>
    spawnSync('unshare', [...way, 'mount', '-t', 'tmpfs', 'probe', '/mnt'], { stdio: 'ignore' }).status === 0;
  return ways.find(works) ?? null;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
