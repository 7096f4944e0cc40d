/** A clipboard or drag as content items and back, in one order. */
import type { TransformedItem } from '../../engine/types.ts';
import { type AttemptItem, LONGEST_TEXT } from '../messages/attempt.ts';

/** Text longer than a message may hold travels as a Blob; it is read as UTF-8 again. */
export const textItem = (mediaType: string, text: string, name?: string): AttemptItem => ({
  ...(name === undefined ? {} : { name }),
  mediaType,
  content: text.length > LONGEST_TEXT ? new Blob([text], { type: mediaType }) : text,
});

export const fileItem = (file: File): AttemptItem => ({
  name: file.webkitRelativePath || file.name,
  mediaType: file.type,
  content: file,
});

/** Every flavour, in the browser's order: each may hold what the others hide. */
export const itemsOf = (transfer: DataTransfer): AttemptItem[] => {
  const texts = [...transfer.types]
    .filter((type) => type !== 'Files')
    .map((type) => textItem(type, transfer.getData(type)));
  return [...texts, ...[...transfer.files].map(fileItem)];
};

/** A new transfer that holds exactly these items, for the event that the page will see. */
export const transferOf = (
  items: readonly (AttemptItem | TransformedItem | null)[],
  originals: readonly AttemptItem[],
) => {
  const transfer = new DataTransfer();
  items.forEach((item, index) => {
    const original = originals[index];
    if (!item || !original) return;
    if (original.content instanceof File) transfer.items.add(fileOf(item, original.content));
    else if (typeof item.content === 'string') transfer.setData(original.mediaType, item.content);
  });
  return transfer;
};

/** The same file where nothing changed, else one with the same name and type. */
export const fileOf = (item: AttemptItem | TransformedItem, original: File): File => {
  if (item.content instanceof File) return item.content;
  const options = { type: original.type, lastModified: original.lastModified };
  return new File([item.content], original.name, options);
};
