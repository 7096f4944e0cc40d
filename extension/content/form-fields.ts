/** A form's entries as content, and what may leave back into the form. */
import type { AttemptItem, ReturnedItem } from '../messages/attempt.ts';
import { fileItem, fileOf, textItem, textOf } from './transfer-items.ts';

export type Entries = readonly (readonly [name: string, value: FormDataEntryValue])[];

/**
 * The text fields as one JSON object, keyed by what the user sees, so that detection reads the label
 * with the value and the fields as one record; then each file.
 */
export const itemsOfForm = (form: HTMLFormElement, entries: Entries): AttemptItem[] => {
  const fields: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (typeof value === 'string') fields[freshKey(fields, labelIn(form, name))] = value;
  }
  return [textItem('application/json', JSON.stringify(fields)), ...filesOf(entries).map(fileItem)];
};

/** The entries that may leave, in the same order; null where one of them must not. */
export const entriesOfItems = (entries: Entries, items: readonly (ReturnedItem | null)[]): Entries | null => {
  const [fields, ...files] = items;
  if (!fields) return null;
  const values = Object.values(JSON.parse(textOf(fields)) as Record<string, string>);
  let text = 0;
  let file = 0;
  const kept: [string, FormDataEntryValue][] = [];
  for (const [name, value] of entries) {
    if (typeof value === 'string') kept.push([name, values[text++] ?? '']);
    else if (value.size === 0) kept.push([name, value]);
    else {
      const item = files[file++];
      if (item) kept.push([name, fileOf(item, value)]);
    }
  }
  return kept;
};

/** Writes changed values into the controls, so that handlers of the page read what may leave. */
export const writeControls = (form: HTMLFormElement, before: Entries, after: Entries): void => {
  before.forEach(([name, value], index) => {
    const now = after[index]?.[1];
    if (typeof value !== 'string' || typeof now !== 'string' || now === value) return;
    for (const control of form.elements) {
      const isText = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
      if (!isText || control.name !== name || control.value !== value) continue;
      control.value = now;
      control.dispatchEvent(
        new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText' }),
      );
      control.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
};

const filesOf = (entries: Entries): File[] =>
  entries.flatMap(([, value]) => (typeof value === 'string' || value.size === 0 ? [] : [value]));

/** What names a field of the form for a person. */
const labelIn = (form: HTMLFormElement, name: string): string => {
  const found = form.elements.namedItem(name);
  const control = found instanceof RadioNodeList ? found[0] : found;
  if (
    !(
      control instanceof HTMLInputElement ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement
    )
  )
    return name;
  return labelOf(control) || name;
};

/** What names a control for a person: its label, else what stands in for one. */
export const labelOf = (control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): string => {
  const label = control.labels?.[0]?.textContent?.trim() || control.ariaLabel || control.getAttribute('placeholder');
  return (label || control.name).slice(0, 80);
};

/** Spaces at the end keep repeated labels apart, and numbers from being sorted first, and mean nothing to a reader. */
const freshKey = (fields: Readonly<Record<string, string>>, key: string): string => {
  let fresh = /^\d+$/.test(key) || key === '__proto__' ? `${key} ` : key;
  while (Object.hasOwn(fields, fresh)) fresh += ' ';
  return fresh;
};
