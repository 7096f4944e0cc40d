/**
 * Writes to a stream no faster than its reader takes it. A reader that goes away ends the output quietly;
 * whatever else stands in its way (a full disk) is an error, because what was written is not the whole.
 */
import type { Writable } from 'node:stream';

export interface Sink {
  /** False once the reader is gone. */
  readonly open: boolean;
  /** Throws `OutputError` where an earlier write failed. */
  write(text: string): Promise<void>;
  /** Resolves when everything has been handed to the system; throws likewise. */
  flush(): Promise<void>;
}

/** `message` is a sentence for whoever called the program. */
export class OutputError extends Error {}

export function createSink(stream: Writable): Sink {
  let open = true;
  let failure: OutputError | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== 'EPIPE')
      failure ??= new OutputError(`the output could not be written (${error.code ?? 'unknown cause'})`);
  });
  const check = (): void => {
    if (failure !== null) throw failure;
  };
  return {
    get open() {
      return open;
    },
    async write(text) {
      check();
      if (!open || text === '' || stream.write(text)) return;
      await drained(stream);
      check();
    },
    async flush() {
      if (open) await new Promise<void>((resolve) => stream.write('', () => resolve()));
      // The stream tells of an error after the write that met it.
      await new Promise<void>((resolve) => setImmediate(resolve));
      check();
    },
  };
}

/** Until the stream takes more, or never will. */
const drained = (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    const ends = ['drain', 'error', 'close'];
    const done = (): void => {
      for (const end of ends) stream.off(end, done);
      resolve();
    };
    for (const end of ends) stream.on(end, done);
  });
