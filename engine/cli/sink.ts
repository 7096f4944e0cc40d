/** Writes to a stream no faster than its reader takes it; a reader that goes away ends the output quietly. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';

export interface Sink {
  /** False once the reader is gone. */
  readonly open: boolean;
  write(text: string): Promise<void>;
}

export function createSink(stream: Writable): Sink {
  let open = true;
  stream.on('error', () => {
    open = false;
  });
  return {
    get open() {
      return open;
    },
    async write(text) {
      if (!open || text === '' || stream.write(text)) return;
      await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => {
        open = false;
      });
    },
  };
}
