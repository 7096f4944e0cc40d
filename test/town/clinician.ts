/** A scripted clinician's day: every channel, to places where it is allowed and to places where it is not. */
import type { Page } from 'puppeteer';
import { pasteInto, writeClipboard } from '../support/clipboard.ts';
import { pdfText } from '../support/pdf-text.ts';
import { MENU } from './files.ts';
import { summaryOf } from './patients.ts';
import type { Scene } from './scene.ts';
import type { HOSTS } from './town.ts';

export interface Step {
  readonly channel: 'paste' | 'file-picker' | 'drag-drop' | 'form-submit' | 'print';
  readonly host: (typeof HOSTS)[number];
  readonly what: string;
  /** Acts, waits for the outcome, and for a web page sends what is then in it. Returns printed text for print. */
  readonly play: (scene: Scene, page: Page) => Promise<string | undefined>;
}

const paste = (host: Step['host'], selector: string, what: string, text: (scene: Scene) => string): Step => ({
  channel: 'paste',
  host,
  what,
  async play(scene, page) {
    await writeClipboard(scene.browser, scene.town.server.origin(), { 'text/plain': text(scene) });
    await pasteInto(page, selector);
    await scene.outcome('paste', async () => (await contentOf(page, selector)) !== '');
    if ((await contentOf(page, selector)) !== '') await send(scene, page);
    return undefined;
  },
});

const pick = (host: Step['host'], selector: string, what: string, file: (scene: Scene) => string): Step => ({
  channel: 'file-picker',
  host,
  what,
  async play(scene, page) {
    const [chooser] = await Promise.all([page.waitForFileChooser(), page.locator(selector).click()]);
    await chooser.accept([file(scene)]);
    const held = () => page.$eval('input[type=file]', (input) => (input as HTMLInputElement).files?.length ?? 0);
    await scene.outcome('file-picker', async () => (await held()) > 0);
    // The chat sends a file as soon as it has it; forms wait for their button.
    if (host !== 'ai' && (await held()) > 0) await send(scene, page);
    return undefined;
  },
});

const drop = (host: Step['host'], selector: string, what: string, file: (scene: Scene) => string): Step => ({
  channel: 'drag-drop',
  host,
  what,
  async play(scene, page) {
    const box = await (await page.$(selector))?.boundingBox();
    if (box === null || box === undefined) throw new Error(`${selector} is not on the page.`);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const data = { items: [], files: [file(scene)], dragOperationsMask: 1 };
    const client = await page.createCDPSession();
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await client.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    await client.detach();
    await scene.outcome('drag-drop', async () => scene.town.server.submissions().length > 0);
    return undefined;
  },
});

/** Typed, not pasted: the form's own guard is what is shown here. */
const submit = (host: Step['host'], selector: string, what: string, text: (scene: Scene) => string): Step => ({
  channel: 'form-submit',
  host,
  what,
  async play(scene, page) {
    await page.$eval(selector, (field, value) => Object.assign(field, { value }), text(scene));
    await send(scene, page);
    return undefined;
  },
});

const print = (host: Step['host'], what: string, prepare: (scene: Scene, page: Page) => Promise<unknown>): Step => ({
  channel: 'print',
  host,
  what,
  async play(scene, page) {
    await prepare(scene, page);
    // The page is looked at ahead of a print; a person takes longer than this to reach the button.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const text = await pdfText(await page.pdf());
    if (text.trim() !== '') return text;
    // Blank: it was held. Once that is decided, a person prints again.
    const recorded = await scene.outcome('print', async () => false);
    return recorded?.disposition === 'blocked' ? text : pdfText(await page.pdf());
  },
});

const summary = ({ town }: Scene): string => summaryOf(town.people[0]);
const menu = (): string => MENU;

export const DAY: readonly Step[] = [
  paste('ai', '#message', 'patient summary', summary),
  paste('ai', '#message', 'cafeteria menu', menu),
  paste('partner', '[name=reason]', 'patient summary', summary),
  paste('mail', '[name=body]', 'patient summary', summary),
  pick('ai', '.attach', 'ward-list.csv', ({ town }) => town.files.list),
  pick('ai', '.attach', 'cafeteria-menu.txt', ({ town }) => town.files.menu),
  pick('partner', '[name=documents]', 'referral-letter.docx', ({ town }) => town.files.letter),
  pick('mail', '[name=attachment]', 'referral-letter.docx', ({ town }) => town.files.letter),
  drop('ai', '#composer', 'for-the-clinic.zip', ({ town }) => town.files.archive),
  drop('ai', '#composer', 'cafeteria-menu.txt', ({ town }) => town.files.menu),
  submit('partner', '[name=reason]', 'patient summary, typed', summary),
  submit('mail', '[name=body]', 'patient summary, typed', summary),
  submit('mail', '[name=body]', 'cafeteria menu, typed', menu),
  print('ehr', 'patient chart', (_, page) => page.waitForSelector('#print')),
  print('ai', 'patient summary in a chat', (scene, page) =>
    page.$eval('#talk', (talk, text) => talk.append(text), summary(scene)),
  ),
];

/** Where the town's policy lets no identifier through, whatever the user says. */
export const isForbidden = ({ channel, host }: Step): boolean =>
  host === 'ai' || (host === 'mail' && (channel === 'file-picker' || channel === 'drag-drop'));

const contentOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) =>
    (element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? '')).trim(),
  );

async function send(scene: Scene, page: Page): Promise<void> {
  const before = scene.town.server.submissions().length;
  await page.locator('button[type=submit]').click();
  await scene.outcome('form-submit', async () => scene.town.server.submissions().length > before);
}
