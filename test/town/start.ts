/**
 * `npm start`: a managed browser in a small town of web sites. With `--report`, or without a display,
 * a scripted clinician plays every channel and a table says what was decided and what arrived.
 */
import type { Page } from 'puppeteer';
import type { ExtensionHandle } from '../support/extension-handle.ts';
import { policyMountProblem } from '../support/policy-mount.ts';
import { launchQuick } from '../support/quick-browser.ts';
import { setUp } from '../support/setup.ts';
import { launchTrue } from '../support/true-browser.ts';
import { report } from './report.ts';
import { HOSTS, startTown, type Town, townPolicy } from './town.ts';

const hasDisplay =
  process.platform !== 'linux' || [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some((value) => value);
const asReport = process.argv.includes('--report') || !hasDisplay;

console.error('Setting up');
await setUp();
const town = await startTown();
const extension = await launch();
await policyInForce(extension);
if (asReport) {
  const leaks = await report(extension, town);
  await extension.close();
  await town.server.close();
  for (const { channel, host, what } of leaks)
    console.error(`Identifiers left against the policy: ${channel} → ${host}, ${what}.`);
  process.exit(leaks.length > 0 ? 1 : 0);
}
await openTabs(extension, town);
console.error('The town is open. Close the browser, or press Ctrl+C here, to leave.');
await new Promise<void>((resolve) => {
  extension.browser.once('disconnected', () => resolve());
  process.once('SIGINT', () => resolve());
});
await extension.close();
await town.server.close();
process.exit(0);

async function launch(): Promise<ExtensionHandle> {
  const problem = policyMountProblem();
  if (problem === null) {
    console.error('Browser: Chartward force-installed by enterprise policy, with a managed configuration.');
    return launchTrue({ managed: { inlinePolicy: townPolicy() }, headless: asReport });
  }
  console.error(`Browser: ${problem}`);
  console.error(
    'The extension is loaded unpacked with the same policy. Not live: the right to stop requests of a page itself,',
  );
  console.error('protection against removal, and the managed configuration.');
  return launchQuick({ devPolicy: townPolicy(), headless: asReport });
}

/** The extension may still be taking its policy in when its worker answers for the first time. */
async function policyInForce({ extensionPage }: ExtensionHandle): Promise<void> {
  const page: Page = await extensionPage('options.html');
  await page.waitForFunction(
    async () => ((await chrome.runtime.sendMessage({ type: 'policy-view' })) as { source: string }).source !== 'floor',
    { timeout: 20_000, polling: 100 },
  );
  await page.close();
}

async function openTabs({ browser }: ExtensionHandle, { server }: Town): Promise<void> {
  const [first] = await browser.pages();
  const welcome = first ?? (await browser.newPage());
  for (const host of HOSTS) await (await browser.newPage()).goto(`${server.origin(`${host}.localhost`)}/`);
  await welcome.goto(`${server.origin()}/`);
  await welcome.bringToFront();
}
