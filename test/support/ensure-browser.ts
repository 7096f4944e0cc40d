/** Finds a browser, or installs Debian's `chromium` where that is possible. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { type BrowserPlace, findBrowser } from './find-browser.ts';

/** Throws, with what to do, where there is no browser and none can be installed. */
export async function ensureBrowser(): Promise<BrowserPlace> {
  const found = findBrowser();
  if (found !== null) return found;
  const obstacle = installObstacle();
  if (obstacle !== null) {
    throw new Error(
      `No Chrome, Chromium or Edge found, and none can be installed here: ${obstacle} ` +
        'Install one of them, or set CHARTWARD_BROWSER to its path.',
    );
  }
  if (process.stdin.isTTY && process.stderr.isTTY && !(await agreed())) {
    throw new Error('No browser. Install Chrome, Chromium or Edge, or set CHARTWARD_BROWSER to its path.');
  }
  apt('update');
  // Chromium needs some font to draw with; Debian only recommends one.
  apt('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation');
  const installed = findBrowser();
  if (installed === null) throw new Error('apt-get installed chromium, but it is not on the PATH.');
  return installed;
}

function installObstacle(): string | null {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return 'this is not Debian.';
  // Ubuntu's package of that name is a stub for a snap, which does not start in a container.
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (/^ID="?ubuntu/m.test(release) || !/^ID(_LIKE)?=.*debian/m.test(release)) return 'this is not Debian.';
  return process.getuid?.() === 0 ? null : 'that needs root.';
}

async function agreed(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("No browser found. Install Debian's chromium with apt-get? [Y/n] ");
  terminal.close();
  return /^(y(es)?)?$/i.test(answer.trim());
}

function apt(...args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Its output is progress: all of it to stderr.
  const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env });
  if (status !== 0) throw new Error(`apt-get ${args[0]} failed.`);
}
