/** One editor of `pages/editors/`, driven as a person would: with keys, and read by its model. */
import type { KeyInput, Page } from 'puppeteer';
import type { Guarded } from './guarded.ts';
import type { MatrixAction } from './matrix-policy.ts';

/** Every editor that has a page; `:input` is a controlled field of one line. */
export const EDITORS = [
  'prosemirror',
  'lexical',
  'quill',
  'codemirror',
  'ckeditor',
  'slate',
  'draft',
  'react',
  'react:input',
  'vue:input',
  'angular:input',
  'edit-context',
] as const;

/** The text that each editor starts with; `two` is selected. */
export const START = 'one two three';

export interface EditorState {
  /** The model's text. */
  readonly text: string;
  /** The model, formatting included. */
  readonly markup: string;
}

export interface EditorPage {
  readonly page: Page;
  /** Presses the keys of a paste. */
  paste(): Promise<void>;
  type(text: string): Promise<void>;
  undo(): Promise<void>;
  state(): Promise<EditorState>;
  /** Waits until the model differs from `before`, and returns it. */
  changed(before: EditorState): Promise<EditorState>;
  /** What is drawn, as text; null where nothing in the document is. */
  drawn(): Promise<string | null>;
  /** Posts the model and returns what arrived. */
  send(): Promise<string>;
}

interface Held {
  readonly target: string;
  model(): string;
  markup(): string;
}

export async function openEditor(guarded: Guarded, action: MatrixAction | 'free', name: string): Promise<EditorPage> {
  const page = await guarded.open(action, 'editors', `#${name}`);
  await page.waitForFunction(() => 'editor' in globalThis);
  const target = await page.evaluate(() => (globalThis as unknown as { editor: Held }).editor.target);
  await page.waitForSelector(target);
  await page.focus(target);
  await selectTwo(page);

  const state = () =>
    page.evaluate(() => {
      const { editor } = globalThis as unknown as { editor: Held };
      return { text: editor.model(), markup: editor.markup() };
    });
  const chord = async (key: KeyInput) => {
    await page.bringToFront();
    await page.keyboard.down('Control');
    await page.keyboard.press(key);
    await page.keyboard.up('Control');
  };
  return {
    page,
    state,
    paste: () => chord('KeyV'),
    undo: () => chord('KeyZ'),
    async type(text) {
      await page.bringToFront();
      await page.keyboard.type(text);
    },
    async changed(before) {
      await page.waitForFunction(
        (was) => (globalThis as unknown as { editor: Held }).editor.markup() !== was,
        { timeout: 5_000, polling: 20 },
        before.markup,
      );
      return state();
    },
    drawn: () =>
      page.evaluate(() => {
        const element = document.querySelector<HTMLElement>((globalThis as unknown as { editor: Held }).editor.target);
        if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) return element.value;
        return element === null || ('editContext' in element && element.editContext) ? null : element.innerText;
      }),
    async send() {
      guarded.server.clear();
      // By script: a click would take the focus.
      await page.evaluate(() => document.getElementById('send')?.click());
      return (await guarded.server.waitFor(({ path }) => path === '/collect')).body.toString('utf8');
    },
  };
}

/** With keys; again where the editor was not ready for them. */
async function selectTwo(page: Page): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    await page.keyboard.press('Home');
    for (const _ of 'one ') await page.keyboard.press('ArrowRight');
    await page.keyboard.down('Shift');
    for (const _ of 'two') await page.keyboard.press('ArrowRight');
    await page.keyboard.up('Shift');
    // Editors read the selection after its event, some of them later still.
    await new Promise((resolve) => setTimeout(resolve, 120));
    if ((await page.evaluate(selectedText)) === 'two') return;
  }
  throw new Error('The editor does not let the word be selected.');
}

const selectedText = (): string => {
  const active = document.activeElement as (Element & { editContext?: EditContext | null }) | null;
  if (active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement)
    return active.value.slice(active.selectionStart ?? 0, active.selectionEnd ?? 0);
  const context = active?.editContext;
  return context ? context.text.slice(context.selectionStart, context.selectionEnd) : String(getSelection());
};

interface EditContext {
  readonly text: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}
