/**
 * Files that a page reads through the File System Access API: inspected before the page has them. Where
 * they may not go the page gets what the API gives when the user changes their mind, an AbortError.
 * Files of the page's own private file system are its own.
 */
import type { Bridge } from './bridge.ts';
import { captured, replaceMethod } from './captured-globals.ts';
import { handleOf } from './dropped-entries.ts';

interface Verdict {
  readonly outcome: unknown;
  readonly files: readonly File[];
}

interface Handle {
  getFile(): Promise<File>;
}

export const guardFileHandles = (bridge: Bridge): void => {
  // A document without a secure context has none of these.
  if (typeof FileSystemFileHandle === 'undefined') return;
  const ask = asker(bridge);
  /** Handles whose files were let through in one question with others. */
  const passed = new WeakMap<object, true>();
  const prototype = FileSystemFileHandle.prototype as unknown as Handle;
  const getFile = captured.uncurried(prototype.getFile) as (self: unknown) => Promise<File>;
  const isPrivate = privateFiles();

  replaceMethod(prototype, 'getFile', (native) => async (self, args) => {
    const file = (await native(self, args)) as File;
    if (captured.weakGet(passed, self as object) || (await isPrivate(self as FileSystemHandle))) return file;
    const { outcome, files } = await ask([file]);
    if (outcome === 'release') return file;
    if (outcome === 'replace' && files[0]) return files[0];
    throw aborted();
  });

  const owner = captured.window as unknown as { showOpenFilePicker: (options?: object) => Promise<Handle[]> };
  replaceMethod(owner, 'showOpenFilePicker', (native) => async (self, args) => {
    const handles = (await native(self, args)) as Handle[];
    const chosen: File[] = [];
    for (let i = 0; i < handles.length; i++) chosen[i] = await getFile(handles[i]);
    const { outcome, files } = await ask(chosen);
    if (outcome === 'release') {
      for (let i = 0; i < handles.length; i++) captured.weakSet(passed, handles[i] as object, true);
      return handles;
    }
    if (outcome !== 'replace') throw aborted();
    const changed: object[] = [];
    for (let i = 0; i < files.length; i++) changed[i] = handleOf(files[i] as File);
    return changed;
  });
};

/** One question to the isolated world, answered once it is decided. */
const asker = (bridge: Bridge): ((files: readonly File[]) => Promise<Verdict>) => {
  const waiting = new Map<number, (verdict: Verdict) => void>();
  let last = 0;
  bridge.onSaid(({ message, files }) => {
    const said = message as { type?: unknown; id?: unknown; outcome?: unknown };
    if (said.type !== 'chosen' || typeof said.id !== 'number') return;
    const resolve = captured.mapGet(waiting, said.id) as ((verdict: Verdict) => void) | undefined;
    captured.mapDelete(waiting, said.id);
    resolve?.({ outcome: said.outcome, files });
  });
  return (files) =>
    new captured.Promise((resolve) => {
      last += 1;
      captured.mapSet(waiting, last, resolve);
      bridge.say({ type: 'choose', id: last }, files);
    });
};

const privateFiles = (): ((handle: FileSystemHandle) => Promise<boolean>) => {
  const { storage } = navigator;
  const resolveIn = captured.uncurried(FileSystemDirectoryHandle.prototype.resolve);
  const rootOf = captured.uncurried(StorageManager.prototype.getDirectory);
  return async (handle) => {
    try {
      return (await resolveIn(await rootOf(storage), handle)) !== null;
    } catch {
      // A document without a private file system has no private files.
      return false;
    }
  };
};

const aborted = () => new captured.DOMException('The user aborted a request.', 'AbortError');
