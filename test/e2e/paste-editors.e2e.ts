/** Real editors and controlled fields: a paste leaves in their model what it would have left without the extension. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answer } from '../support/ask.ts';
import { writeClipboard } from '../support/clipboard.ts';
import { EDITORS, type EditorPage, type EditorState, openEditor, START } from '../support/editor-page.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { seenBy } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

const NOTE = {
  'text/plain': PHI.text,
  'text/html': PHI.text
    .trim()
    .split('\n')
    .map((line) => `<p>${line.replace(/^(\w+):/, '<b>$1:</b>')}</p>`)
    .join(''),
};

let guarded: Guarded;
beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

const copy = (flavours: Readonly<Record<string, string>>) =>
  writeClipboard(guarded.chromium.browser, guarded.server.origin('free.localhost'), flavours);

/** What the page's own listeners noted. */
interface Seen {
  readonly kind: string;
  readonly detail: { readonly texts: Readonly<Record<string, string>> };
}

interface Course {
  readonly pasted: EditorState;
  readonly typed: EditorState;
  /** The text after each step back. */
  readonly undone: readonly string[];
}

/** What each editor makes of the redacted text without the extension. */
const expected = new Map<string, Course>();

/** The same steps with and without a guard: the paste comes in, a key goes where the caret is, all of it is undone. */
async function course(editor: EditorPage, decide: () => Promise<unknown> = async () => undefined): Promise<Course> {
  const before = await editor.state();
  expect(before.text.trim()).toBe(START);
  await editor.paste();
  await decide();
  const pasted = await editor.changed(before);
  await drawnAs(editor, pasted);
  await editor.type('X');
  const typed = await editor.changed(pasted);
  await drawnAs(editor, typed);
  expect(await editor.send()).toBe(typed.text);
  const undone: string[] = [];
  for (let now = typed; now.text !== before.text; undone.push(now.text)) {
    await editor.undo();
    now = await editor.changed(now);
  }
  // The key may be a step of its own; the paste is one step in any case.
  expect([[before.text], [pasted.text, before.text]]).toContainEqual(undone);
  await editor.page.close();
  return { pasted, typed, undone };
}

/** Model and DOM agree; editors draw line ends in their own ways. */
async function drawnAs(editor: EditorPage, { text }: EditorState): Promise<void> {
  const words = (of: string) => of.split(/\s+/).filter(Boolean);
  const drawn = async () => words((await editor.drawn()) ?? text);
  await vi.waitFor(async () => expect(await drawn()).toEqual(words(text)));
}

test('the redacted text stands on the clipboard, and each editor takes it where no rule can act', async () => {
  await copy(NOTE);
  const editor = await openEditor(guarded, 'redact', 'react');
  await editor.paste();
  await answer(await guarded.askWindow(), 'redacted');
  await editor.changed({ text: START, markup: START });
  const seen: readonly Seen[] = JSON.parse(await seenBy(editor.page));
  await editor.page.close();
  const redacted = seen.find(({ kind }) => kind === 'paste')?.detail.texts ?? {};
  expect(Object.keys(redacted)).toEqual(Object.keys(NOTE));
  await copy(redacted);
  for (const name of EDITORS) expected.set(name, await course(await openEditor(guarded, 'free', name)));
});

describe('what is clean arrives as without the extension', () => {
  test.each(EDITORS)('%s', async (name) => {
    const done = await course(await openEditor(guarded, 'block', name));
    expect(done).toEqual(expected.get(name));
    expect(done.pasted.text).toContain('metformin');
  });
});

describe('what is redacted arrives as the redacted text pasted by itself', () => {
  beforeAll(() => copy(NOTE));

  test.each(EDITORS)('%s', async (name) => {
    const editor = await openEditor(guarded, 'redact', name);
    const done = await course(editor, async () => answer(await guarded.askWindow(), 'redacted'));
    expect(done).toEqual(expected.get(name));
    expect(done.pasted.text).toContain('metformin');
    for (const value of PHI_VALUES) expect(done.pasted.markup).not.toContain(value);
    guarded.server.assertNeverArrived(PHI_VALUES);
  });
});

describe('what is blocked arrives nowhere', () => {
  beforeAll(() => copy(NOTE));

  test.each(EDITORS)('%s', async (name) => {
    const editor = await openEditor(guarded, 'block', name);
    const before = await editor.state();
    await editor.paste();
    await editor.page.waitForSelector('html > [popover]');
    expect(await editor.state()).toEqual(before);
    // The selection stands: the next key replaces it.
    await editor.type('X');
    expect((await editor.changed(before)).text.trim()).toBe('one X three');
    expect(await editor.send()).toContain('one X three');
    const seen = await seenBy(editor.page);
    for (const value of PHI_VALUES) expect(seen).not.toContain(value);
    guarded.server.assertNeverArrived(PHI_VALUES);
    await editor.page.close();
  });
});
