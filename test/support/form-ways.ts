/** Forms of `test/pages/form-submit/ways`: filled, sent as a person or a script would, and what then arrived. */
import type { Page } from 'puppeteer';
import type { Guarded } from './guarded.ts';
import type { MatrixAction } from './matrix-policy.ts';

/** What the page offers to its tests. */
interface Ways {
  find(id: string): HTMLElement;
  field(name: string): HTMLInputElement;
  late?: string;
}

export const openWay = async (guarded: Guarded, host: MatrixAction | 'free', way: string): Promise<Page> => {
  const page = await guarded.open(host, 'form-submit/ways', `#${way}`);
  guarded.server.clear();
  return page;
};

/** Values as a person has them in the fields. */
export const fill = (page: Page, values: Readonly<Record<string, string>>): Promise<void> =>
  page.evaluate((all) => {
    const { field } = globalThis as unknown as Ways;
    for (const [name, value] of Object.entries(all)) field(name).value = value;
  }, values);

/** A press of the mouse where the element is drawn, in whatever tree it stands. */
export const press = async (page: Page, id: string): Promise<void> => {
  const at = await page.evaluate((which) => {
    const box = (globalThis as unknown as Ways).find(which).getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, id);
  await page.mouse.click(at.x, at.y);
};

/** What a script of the page does with the form. */
export const byScript = (
  page: Page,
  what: 'submit' | 'requestSubmit' | 'submit, then aim elsewhere' | 'submit, then clear',
) =>
  page.evaluate((how) => {
    const { find, field } = globalThis as unknown as Ways;
    const form = find('form') as HTMLFormElement;
    if (how === 'requestSubmit') form.requestSubmit(find('go'));
    else HTMLFormElement.prototype.submit.call(form);
    if (how === 'submit, then aim elsewhere') form.setAttribute('action', '/elsewhere');
    if (how === 'submit, then clear') field('note').value = '';
  }, what);

/** A request as bytes, with what the browser draws by lot taken out. */
export interface Sent {
  readonly line: string;
  readonly type: string;
  readonly body: string;
}

export const sentTo = async (guarded: Guarded): Promise<Sent> => {
  const { method, url, headers, body } = await guarded.server.waitFor(({ path }) => path === '/collect');
  const { pathname, search } = new URL(url);
  const type = headers['content-type'] ?? '';
  const boundary = /boundary=(\S+)/.exec(type)?.[1];
  const plain = (text: string) => (boundary ? text.replaceAll(boundary, 'BOUNDARY') : text);
  return { line: `${method} ${pathname}${search}`, type: plain(type), body: plain(body.toString('latin1')) };
};

/** Windows that a form opened. */
export const closeOthers = async (guarded: Guarded): Promise<void> => {
  for (const page of await guarded.chromium.browser.pages())
    if (page.url().includes('/collect') || page.url().includes('/form-submit/')) await page.close();
};
