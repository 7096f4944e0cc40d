/** Files that a page asks for: through an input, or through the File System Access API in its own world. */
import type { PageBridge } from './page-bridge.ts';

/** As the browser does it after its dialog. */
export const giveToInput = (input: HTMLInputElement, files: readonly File[]): void => {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
};

type Answer = (outcome: 'release' | 'replace' | 'drop', files?: readonly File[]) => void;

/** Files that the page's world wants to hand to the page, each question answered once. */
export const chosenByPage = (page: PageBridge, then: (files: readonly File[], answer: Answer) => void): void =>
  page.onHeard(({ message, files }) => {
    const said = message as { readonly type?: unknown; readonly id?: unknown } | null;
    if (said?.type !== 'choose' || typeof said.id !== 'number') return;
    const { id } = said;
    then(files, (outcome, changed = []) => page.say({ type: 'chosen', id, outcome }, changed));
  });
