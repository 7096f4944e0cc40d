/** Finds Chrome, Chromium or Edge on this machine. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a browser reads its enterprise policy on Linux: the folder that holds `managed/`. */
export interface BrowserPlace {
  readonly path: string;
  readonly policyFolder: string;
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'google-chrome-beta',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const ELSEWHERE: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/** CHARTWARD_BROWSER first, then the usual places; null where there is none. Throws where CHARTWARD_BROWSER is wrong. */
export function findBrowser(): BrowserPlace | null {
  const wanted = process.env.CHARTWARD_BROWSER;
  if (wanted !== undefined && wanted !== '') {
    if (!isProgram(wanted)) throw new Error(`CHARTWARD_BROWSER is ${wanted}, which is not a program.`);
    return place(wanted);
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [...onPath, ...(ELSEWHERE[process.platform] ?? [])].find(isProgram);
  return found === undefined ? null : place(found);
}

/** As `findBrowser`, for those who cannot go on without. */
export function requireBrowser(): BrowserPlace {
  const browser = findBrowser();
  if (browser === null) {
    throw new Error('No Chrome, Chromium or Edge found. Run `npm start` once, or set CHARTWARD_BROWSER to its path.');
  }
  return browser;
}

function place(path: string): BrowserPlace {
  const name = path.toLowerCase();
  if (name.includes('edge')) return { path, policyFolder: '/etc/opt/edge/policies' };
  if (name.includes('chrome-linux') || name.includes('chrome_for_testing')) {
    return { path, policyFolder: '/etc/opt/chrome_for_testing/policies' };
  }
  if (name.includes('chrome')) return { path, policyFolder: '/etc/opt/chrome/policies' };
  return { path, policyFolder: '/etc/chromium/policies' };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
