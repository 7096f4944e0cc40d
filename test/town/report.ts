/** Plays the clinician's day and says, step by step, what was decided and what the servers really got. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { ExtensionHandle } from '../support/extension-handle.ts';
import { DAY, isForbidden, type Step } from './clinician.ts';
import { type Recorded, startScene } from './scene.ts';
import type { Town } from './town.ts';

const FOLDER = '.output/report';

interface Row {
  readonly step: Step;
  readonly decision: string;
  readonly arrived: string;
  readonly identifiers: number;
  readonly ms: number;
}

/** Returns the steps in which identifiers left where policy forbids it, or without a record. */
export async function report(extension: ExtensionHandle, town: Town): Promise<readonly Step[]> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const record = await extension.extensionPage('options.html');

  const rows: Row[] = [];
  for (const [index, step] of DAY.entries()) {
    const number = String(index + 1).padStart(2, '0');
    const row = await play(extension, town, record, step, (page, name) =>
      photograph(page, `${number}-${step.channel}-${step.host}${name === '' ? '' : `-${name}`}`),
    );
    process.stderr.write(`  ${number} ${step.channel} → ${step.host}: ${row.decision}\n`);
    rows.push(row);
  }
  const chat = await extension.browser.newPage();
  await chat.goto(`${town.server.origin('ai.localhost')}/`, { waitUntil: 'networkidle0' });
  for (const page of ['review.html', `popup.html?tab=${await tabOf(record, chat)}`, 'options.html']) {
    const tab = await extension.extensionPage(page);
    await tab.waitForNetworkIdle();
    if (page.startsWith('popup')) await tab.setViewport({ width: 420, height: 600 });
    await photograph(tab, `extension-${page.replace(/\.html.*/, '')}`);
    await tab.close();
  }
  const table = tableOf(rows);
  writeFileSync(join(FOLDER, 'report.txt'), table);
  process.stdout.write(`\n${table}\nScreenshots: ${FOLDER}/\n`);
  return rows
    .filter(({ step, identifiers, decision }) => identifiers > 0 && (isForbidden(step) || decision === UNRECORDED))
    .map(({ step }) => step);
}

/** The browser's number of a tab: the popup speaks of the tab that it was opened over. */
const tabOf = (record: Page, page: Page): Promise<number | undefined> =>
  record.evaluate(async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id, page.url());

async function play(
  extension: ExtensionHandle,
  town: Town,
  record: Page,
  step: Step,
  shoot: (page: Page, name: string) => Promise<void>,
): Promise<Row> {
  const page = await extension.browser.newPage();
  await page.goto(`${town.server.origin(`${step.host}.localhost`)}/`, { waitUntil: 'networkidle0' });
  await page.bringToFront();
  town.server.clear();
  const scene = await startScene(extension, town, record, shoot);
  const printed = await step.play(scene, page);
  const { incidents, ms } = await scene.end();
  await town.server.quiet(100);
  await shoot(page, '');
  await page.close();

  const sent = town.server.submissions();
  const bytes = sent.reduce((sum, { body }) => sum + body.length, 0);
  const needles = town.people.flatMap(({ mrn, name }) => [mrn, name]);
  const identifiers = needles.filter((needle) => printed?.includes(needle) || town.server.carrying(needle).length > 0);
  const arrived = printed === undefined ? `${bytes} B` : `${printed.trim().length} characters printed`;
  return { step, decision: decisionOf(incidents), arrived, identifiers: identifiers.length, ms };
}

/** In this town every move of patient data matches a rule, so that none goes unrecorded. */
const UNRECORDED = 'allow';

/** What policy asked for, and what was really done. */
const decisionOf = (incidents: readonly Recorded[]): string =>
  incidents.length === 0
    ? UNRECORDED
    : incidents.map(({ action, disposition }) => `${action} (${disposition})`).join(', ');

function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['channel', 'destination', 'what', 'decision', 'arrived', 'identifiers', 'ms'],
    ...rows.map(({ step, decision, arrived, identifiers, ms }) => [
      step.channel,
      `${step.host}.localhost`,
      step.what,
      decision,
      arrived,
      String(identifiers),
      String(ms),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return `${cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

const photograph = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: `${join(FOLDER, name)}.png` });
};
