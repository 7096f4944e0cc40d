/** How far a scan has come, on standard error: only where it takes long, and no names, for they may be people's. */
import type { WriteStream } from 'node:tty';
import type { Fact } from './scan-job.ts';

export interface Progress {
  note(facts: readonly Fact[]): void;
  /** Takes the line away before something else is written to the same terminal. */
  clear(): void;
  end(): void;
}

/** Milliseconds of silence at first, then between lines: on a terminal one line is rewritten. */
const SILENT = 1_000;
const TERMINAL = 200;
const LOG = 30_000;

export function startProgress(stream: Pick<WriteStream, 'isTTY' | 'write'>): Progress {
  const seen = { items: 0, bytes: 0, findings: 0, gaps: 0 };
  const started = performance.now();
  let shown = false;
  const line = (): string => {
    const { items, bytes, findings, gaps } = seen;
    const seconds = Math.round((performance.now() - started) / 1000);
    return `${items} inspected, ${(bytes / 1e6).toFixed(1)} MB, ${findings} findings, ${gaps} gaps (${seconds} s)`;
  };
  const show = (): void => {
    stream.write(stream.isTTY ? `\r\x1b[2K${line()}` : `chartward: ${line()}\n`);
    shown = true;
  };
  const clear = (): void => {
    if (shown && stream.isTTY) stream.write('\r\x1b[2K');
    shown = false;
  };
  let timer: ReturnType<typeof setTimeout>;
  const tick = (): void => {
    show();
    timer = setTimeout(tick, stream.isTTY ? TERMINAL : LOG).unref();
  };
  timer = setTimeout(tick, stream.isTTY ? SILENT : LOG).unref();
  return {
    note(facts) {
      for (const fact of facts) {
        if (fact.type === 'finding') seen.findings += fact.count;
        else if (fact.type === 'gap') seen.gaps++;
        else if (fact.type === 'item') {
          seen.items++;
          seen.bytes += fact.bytes;
        }
      }
    },
    clear,
    end() {
      clearTimeout(timer);
      clear();
    },
  };
}
