/** A form's entries as content, and what may leave back into the form. */
import type { AttemptItem, ReturnedItem } from '../messages/attempt.ts';
import { type FormField, readFormText, writeFormText } from '../messages/form-text.ts';
import { controlsOf, editorsIn, type Submitter } from './form-access.ts';
import { fileItem, fileOf, textItem } from './transfer-items.ts';

export type Entries = readonly (readonly [name: string, value: FormDataEntryValue])[];

/** What the browser does not send, and a handler of the page may read: fields without a name, and editors. */
interface Loose {
  readonly control: HTMLElement;
  readonly value: string;
}

export interface FormContent {
  readonly entries: Entries;
  readonly loose: readonly Loose[];
}

type Labelled = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Everything that a submission of this form could move. Fires `formdata`, as the browser does. */
export const readForm = (form: HTMLFormElement, submitter: Submitter | null): FormContent => {
  const own = submitter?.isConnected && submitter.form === form ? submitter : null;
  const entries = [...new FormData(form, own)];
  const loose = [
    ...controlsOf(form).flatMap((control) => (isNameless(control) ? [{ control, value: control.value }] : [])),
    ...editorsIn(form).map((control) => ({ control, value: control.innerText })),
  ];
  return { entries, loose: loose.filter(({ value }) => value.trim() !== '') };
};

export const isEmpty = ({ entries, loose }: FormContent): boolean =>
  loose.length === 0 &&
  entries.every(([, value]) => (typeof value === 'string' ? value.trim() === '' : value.size === 0));

/** The text fields as one text, each with what the user sees as its name; then each file. */
export const itemsOfForm = (form: HTMLFormElement | null, content: FormContent): AttemptItem[] => [
  textItem('application/json', writeFormText(fieldsOf(form, content))),
  ...content.entries.flatMap(([, value]) => (isSentFile(value) ? [fileItem(value)] : [])),
];

/** What may leave, in the same order; null where one part must not, or nobody knows which is which. */
export const formOfItems = (
  { entries, loose }: FormContent,
  sent: readonly AttemptItem[],
  items: readonly (ReturnedItem | null)[],
): FormContent | null => {
  const text = sent[0]?.content;
  const edits = items[0]?.edits;
  // Text that travelled as bytes has no edits: where in it the values stand is not known.
  const rows = typeof text === 'string' && edits ? readFormText(text, edits) : null;
  const fields = entries.filter(([, value]) => typeof value === 'string').length + loose.length;
  if (!rows || rows.length !== fields || items.length !== sent.length || items.includes(null)) return null;
  let row = 0;
  let file = 1;
  const leaving = (original: FormDataEntryValue): FormDataEntryValue => {
    if (typeof original === 'string') return rows[row++]?.after ?? '';
    const item = isSentFile(original) ? items[file++] : null;
    return item ? fileOf(item, original) : original;
  };
  return {
    entries: entries.map(([name, value]) => [name, leaving(value)] as const),
    loose: loose.map(({ control }) => ({ control, value: rows[row++]?.after ?? '' })),
  };
};

/**
 * Writes what may leave into the controls, so that handlers of the page read it. False where a control
 * still holds what must not leave.
 */
export const writeForm = (form: HTMLFormElement, before: FormContent, after: FormContent): boolean => {
  const controls = controlsOf(form);
  before.entries.forEach(([name, value], index) => {
    const now = after.entries[index]?.[1];
    if (now === undefined || now === value) return;
    for (const control of controls) if (writes(control, name, value, now)) announce(control);
  });
  before.loose.forEach(({ control, value }, index) => {
    const now = after.loose[index]?.value;
    if (now === undefined || now === value) return;
    if (isNameless(control)) {
      control.value = now;
      announce(control);
    } else writeEditor(control, now);
  });
  const left = readForm(form, null);
  const changed = before.entries.filter((entry, index) => !same(entry, after.entries[index]));
  return (
    changed.every((entry) => timesIn(left.entries, entry) <= timesIn(after.entries, entry)) &&
    before.loose.every(
      ({ control, value }, index) =>
        after.loose[index]?.value === value ||
        !left.loose.some((one) => one.control === control && one.value === value),
    )
  );
};

/** True where nothing in `content` goes beyond what may leave. */
export const isWithin = (content: FormContent, allowed: FormContent): boolean =>
  (content.entries.every((entry, index) => same(entry, allowed.entries[index])) ||
    content.entries.every((entry) => timesIn(content.entries, entry) <= timesIn(allowed.entries, entry))) &&
  content.loose.every(({ value }) => allowed.loose.some((one) => one.value === value));

const timesIn = (entries: Entries, entry: Entries[number]): number => entries.filter((one) => same(one, entry)).length;

/** Files are the same where they are the same objects, or have the same name, size and time. */
const same = ([name, value]: Entries[number], other: Entries[number] | undefined): boolean => {
  if (other === undefined || other[0] !== name) return false;
  const [, theirs] = other;
  if (typeof value === 'string' || typeof theirs === 'string') return value === theirs;
  return value.name === theirs.name && value.size === theirs.size && value.lastModified === theirs.lastModified;
};

const writes = (control: Element, name: string, was: FormDataEntryValue, now: FormDataEntryValue): boolean => {
  if (typeof now !== 'string') return writesFile(control, name, was, now);
  if (control instanceof HTMLSelectElement) {
    const chosen = control.name === name ? [...control.selectedOptions].filter(({ value }) => value === was) : [];
    for (const option of chosen) option.value = now;
    return chosen.length > 0;
  }
  const holds = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
  if (!(holds || control instanceof HTMLButtonElement) || control.name !== name || control.value !== was) return false;
  control.value = now;
  return true;
};

const writesFile = (control: Element, name: string, was: FormDataEntryValue, now: File): boolean => {
  if (!(control instanceof HTMLInputElement) || control.type !== 'file' || control.name !== name) return false;
  const files = [...(control.files ?? [])];
  if (typeof was === 'string' || !files.some((file) => same([name, file], [name, was]))) return false;
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(same([name, file], [name, was]) ? now : file);
  control.files = transfer.files;
  return true;
};

/** As if typed over everything: editors keep their own picture of their text. */
const writeEditor = (editor: HTMLElement, text: string): void => {
  editor.focus();
  getSelection()?.selectAllChildren(editor);
  document.execCommand('insertText', false, text);
};

const announce = (control: Element): void => {
  control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText' }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
};

const isNameless = (control: Element): control is HTMLInputElement | HTMLTextAreaElement =>
  (control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && !NO_TEXT.test(control.type))) &&
  control.name === '';

/** Kinds of input whose value nobody typed, and secrets. */
const NO_TEXT = /^(?:password|file|checkbox|radio|button|submit|reset|image|range|color)$/;

/** An empty file input sends an empty file. */
const isSentFile = (value: FormDataEntryValue): value is File => typeof value !== 'string' && value.size > 0;

const fieldsOf = (form: HTMLFormElement | null, { entries, loose }: FormContent): FormField[] => {
  const labelled = form ? controlsOf(form).filter(isLabelled) : [];
  const labelIn = (name: string): string => {
    const control = labelled.find((one) => one.name === name);
    return (control && labelOf(control)) || name;
  };
  return [
    ...entries.flatMap(([name, value]) => (typeof value === 'string' ? [{ label: labelIn(name), value }] : [])),
    ...loose.map(({ control, value }) => ({
      label: isLabelled(control) ? labelOf(control) : (control.ariaLabel ?? ''),
      value,
    })),
  ];
};

const isLabelled = (control: Element): control is Labelled =>
  control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement;

/** What names a control for a person: its label, else what stands in for one. */
export const labelOf = (control: Labelled): string => {
  const label = control.labels?.[0]?.textContent?.trim() || control.ariaLabel || control.getAttribute('placeholder');
  return (label || control.name).slice(0, 80);
};
