#!/usr/bin/env node
// The `bin`: plain JavaScript, so that any Node can start it. The command itself is TypeScript, which
// Node runs as it stands from 22.18 on; an older one hands over to the Node that the lock file pins.
import { spawnSync } from 'node:child_process';
import { Console } from 'node:console';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// Standard output is the contract: what a library prints on its own account is for a person who waits.
globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });

if (major > 22 || (major === 22 && minor >= 18)) {
  try {
    const { main } = await import('./main.ts');
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    // Exit code 1 means "found": a fault of ours must not look like it. Messages may quote, places do not.
    const [place = ''] = /\bat .*/.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
    console.error(
      `chartward: internal error (${error instanceof Error ? error.name : 'unknown'}) ${place}. Please report it.`,
    );
    process.exitCode = 2;
  }
} else {
  const pinned = join(here, '../../node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(pinned) || process.env.CHARTWARD_HANDED_OVER === '1') {
    console.error(
      `chartward: needs Node 22.18 or newer, this is ${process.versions.node}. Run npm ci in the checkout, it brings one.`,
    );
    process.exitCode = 2;
  } else {
    const env = { ...process.env, CHARTWARD_HANDED_OVER: '1' };
    const child = spawnSync(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
      env,
    });
    process.exitCode = child.status ?? 2;
  }
}
