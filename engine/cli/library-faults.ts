/** Promises that a library rejects and that nobody holds: Node would end the process with every other file unread. */
import { types } from 'node:util';

let holding = false;

/** From now on in this thread; any other rejection ends the process as before. */
export const holdLibraryFaults = (): void => {
  if (holding) return;
  holding = true;
  process.on('unhandledRejection', (reason) => {
    if (!isLibraryFault(reason)) throw reason;
  });
};

/**
 * pdf.js rejects what it began for a damaged file and needs no more; what it means for the file has been told
 * as a gap. Its own exceptions are no native errors (`BaseException` in its `src/shared/util.js`).
 */
const isLibraryFault = (reason: unknown): boolean =>
  reason instanceof Error && (!types.isNativeError(reason) || /[\\/]pdfjs-dist[\\/]/.test(reason.stack ?? ''));
