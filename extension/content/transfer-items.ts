/** A clipboard or drag as content items and back, in one order. */
import { type AttemptItem, LONGEST_TEXT, type ReturnedItem } from '../messages/attempt.ts';

/** UTF-16 units of a name and of a media type that a message may hold. */
const LONGEST_NAME = 4096;
const LONGEST_TYPE = 256;

export const textItem = (mediaType: string, text: string, name?: string): AttemptItem => ({
  ...(name === undefined ? {} : { name }),
  mediaType,
  content: text,
});

export const fileItem = (file: File): AttemptItem => ({
  name: (file.webkitRelativePath || file.name).slice(-LONGEST_NAME),
  mediaType: file.type.slice(0, LONGEST_TYPE),
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
  items: readonly (AttemptItem | ReturnedItem | null)[],
  originals: readonly AttemptItem[],
) => {
  const transfer = new DataTransfer();
  items.forEach((item, index) => {
    const original = originals[index];
    if (!item || !original) return;
    if (original.content instanceof File) transfer.items.add(fileOf(item, original.content));
    else transfer.setData(original.mediaType, textOf(item));
  });
  return transfer;
};

/** Text longer than a message may hold travels as a Blob, and is read as UTF-8 again. */
export const onTheWire = (item: AttemptItem): AttemptItem =>
  typeof item.content === 'string' && item.content.length > LONGEST_TEXT
    ? { ...item, content: new Blob([item.content], { type: item.mediaType }) }
    : item;

/** Text that came back; what travelled as a Blob comes back as its bytes. */
export const textOf = ({ content }: AttemptItem | ReturnedItem): string => {
  if (content instanceof Blob) throw new Error('A text came back as a file.');
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
};

/** The files that may leave, in order. */
export const filesOf = (items: readonly (ReturnedItem | null)[], originals: readonly File[]): File[] =>
  originals.flatMap((file, index) => {
    const item = items[index];
    return item ? [fileOf(item, file)] : [];
  });

/** The same file where nothing changed, else one with the same name and type. */
export const fileOf = (item: AttemptItem | ReturnedItem, original: File): File => {
  if (item.content instanceof File) return item.content;
  const options = { type: original.type, lastModified: original.lastModified };
  return new File([item.content], original.name, options);
};
