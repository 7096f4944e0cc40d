/** The files of a drop, folders walked: each with its path, in order. */

export interface DroppedFile {
  readonly file: File;
  /** `scans/2026/a.txt`; the name alone for a file that was dropped by itself. */
  readonly path: string;
}

/**
 * Must be called in the tick of the drop: its entries are gone afterwards. A folder that cannot be read
 * stands for itself, as a file that cannot be read either: so it is a gap and not forgotten.
 */
export const droppedIn = async (transfer: DataTransfer): Promise<readonly DroppedFile[]> => {
  const entries = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: DroppedFile[] = [];
  for (const { entry, file } of entries) {
    const inside = entry?.isDirectory ? await filesIn(entry) : null;
    if (inside) found.push(...inside);
    else if (file) found.push({ file, path: file.name });
  }
  return found;
};

const filesIn = async (folder: FileSystemEntry): Promise<DroppedFile[] | null> => {
  try {
    const found: DroppedFile[] = [];
    for await (const one of walk(folder)) found.push(one);
    return found;
  } catch {
    // The caller keeps the folder itself in the place of its files.
    return null;
  }
};

async function* walk(entry: FileSystemEntry): AsyncGenerator<DroppedFile> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    yield { file, path: entry.fullPath.replace(/^\//, '') };
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A folder is read in batches of at most 100; an empty one is the end.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return;
    for (const inner of batch) yield* walk(inner);
  }
}
