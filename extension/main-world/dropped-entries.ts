/**
 * A drop that was held and handed over again has files and no entries. Pages that walk folders ask for
 * entries: they get them, made of the files that were let through, each with its path in the folder.
 */
import type { Bridge } from './bridge.ts';
import { captured, replaceMethod } from './captured-globals.ts';

interface Made {
  readonly file: File;
  readonly path: string;
}

export const giveEntries = (bridge: Bridge): void => {
  /** Paths of the files of the newest drop that was handed over; each is one file's. */
  let paths: string[] = [];
  bridge.onSaid(({ message }) => {
    const said = message as { type?: unknown; paths?: unknown };
    if (said.type === 'dropped' && captured.isArray(said.paths)) paths = said.paths as string[];
  });

  const fileOf = captured.uncurried(DataTransferItem.prototype.getAsFile);
  const known = new WeakMap<object, Made>();
  const madeOf = (item: unknown): Made | null => {
    if (!(item instanceof DataTransferItem)) return null;
    const before = captured.weakGet(known, item) as Made | undefined;
    const file = before || paths.length === 0 ? null : fileOf(item);
    if (!file) return before ?? null;
    const left: string[] = [];
    let made: Made | null = null;
    for (let i = 0; i < paths.length; i++) {
      const path = paths[i] ?? '';
      if (!made && (path === file.name || captured.endsWith(path, `/${file.name}`))) made = { file, path };
      else left[left.length] = path;
    }
    paths = left;
    if (made) captured.weakSet(known, item, made);
    return made;
  };

  replaceMethod(DataTransferItem.prototype, 'webkitGetAsEntry', (native) => (self, args) => {
    const entry = native(self, args);
    const made = entry === null ? madeOf(self) : null;
    return made ? entryOf(made) : entry;
  });
  const prototype = DataTransferItem.prototype as unknown as { getAsFileSystemHandle: () => Promise<unknown> };
  replaceMethod(prototype, 'getAsFileSystemHandle', (native) => (self, args) => {
    const made = madeOf(self);
    const handle = native(self, args) as Promise<unknown>;
    return made ? captured.then(handle, (given: unknown) => given ?? handleOf(made.file)) : handle;
  });
};

/** A read-only entry of the File and Directory Entries API (W3C draft, §7), whose interface Chromium does not name. */
const entryOf = ({ file, path }: Made): object =>
  captured.create(captured.plain, {
    isFile: { value: true },
    isDirectory: { value: false },
    name: { value: file.name },
    fullPath: { value: `/${path}` },
    filesystem: { value: null },
    file: { value: (done: (file: File) => void) => void captured.then(captured.resolved(file), done) },
    getParent: { value: (_done: unknown, failed?: (error: DOMException) => void) => failed?.(notFound()) },
  });

/** A file handle that can be read and not written (File System Standard §2.4). */
export const handleOf = (file: File): object =>
  captured.create(FileSystemFileHandle.prototype, {
    kind: { value: 'file' },
    name: { value: file.name },
    getFile: { value: () => captured.resolved(file) },
    isSameEntry: { value: (other: { name?: string }) => captured.resolved(other?.name === file.name) },
    createWritable: { value: () => captured.rejected(notAllowed()) },
    queryPermission: { value: () => captured.resolved('granted') },
    requestPermission: { value: () => captured.resolved('granted') },
  });

const notFound = () => new captured.DOMException('A requested file or directory could not be found.', 'NotFoundError');
const notAllowed = () => new captured.DOMException('The request is not allowed.', 'NotAllowedError');
