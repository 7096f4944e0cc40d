/** One place at which jobs are done, one after the other: a worker that is late or dies is replaced. */
import { Worker } from 'node:worker_threads';
import type { GapReason } from '../index.ts';
import { type ScanEvent, unreadEvents } from './scan-events.ts';
import type { Batch, FromWorker, Job, JobItem, ToWorker, WorkerSetup } from './scan-job.ts';
import { createLines } from './scan-lines.ts';
import { startWatchdog } from './watchdog.ts';

export interface Seat {
  /** Resolves when every item of the job has been reported; `take` is awaited before more is asked for. */
  run(job: Job, take: (batch: Batch) => Promise<void>): Promise<void>;
  end(): Promise<void>;
}

/** What became of an attempt: the items that were finished, and why not all. */
interface Attempt {
  readonly finished: number;
  readonly failed: { readonly reason: GapReason; readonly error?: string } | null;
  /** Milliseconds. */
  readonly elapsed: number;
}

/** `limit`: milliseconds that a job may take, for its bytes. */
export function createSeat(setup: WorkerSetup, limit: (bytes: number) => number): Seat {
  const lines = createLines(setup.options.format, setup.options.jsonl);
  let worker: Worker | null = null;
  let over = false;

  const attempt = async (items: readonly JobItem[], bytes: number, take: (batch: Batch) => Promise<void>) => {
    const own = worker ?? (await standing(setup));
    if (worker === null) own.once('exit', () => (worker = worker === own ? null : worker));
    worker = own;
    const post = (message: ToWorker): void => own.postMessage(message);
    const result = await new Promise<Attempt>((resolve, reject) => {
      let finished = 0;
      let taking: Promise<void> = Promise.resolve();
      const watch = startWatchdog(limit(bytes), () => settle({ reason: 'timed-out' }));
      const settle = (failed: Attempt['failed']): void => {
        watch.end();
        own.off('message', onMessage).off('error', onError).off('exit', onExit);
        taking.then(() => resolve({ finished, failed, elapsed: Math.round(watch.elapsed()) }), reject);
      };
      const takeOver = async (batch: Batch): Promise<void> => {
        await take(batch);
        watch.resume();
        post({ type: 'taken' });
      };
      const onMessage = (message: FromWorker): void => {
        if (message.type === 'done') settle(null);
        if (message.type !== 'batch') return;
        finished += message.batch.facts.filter(({ type }) => type === 'item').length;
        watch.pause();
        taking = taking.then(() => takeOver(message.batch));
      };
      const onError = (error: unknown): void => settle({ reason: 'engine-unavailable', error: nameOf(error) });
      const onExit = (): void => settle({ reason: 'engine-unavailable' });
      own.on('message', onMessage).on('error', onError).on('exit', onExit);
      post({ type: 'job', job: { items, bytes } });
    });
    if (result.failed !== null) await replace();
    return result;
  };

  const replace = async (): Promise<void> => {
    const old = worker;
    worker = null;
    await old?.terminate();
  };

  return {
    async run(job, take) {
      for (let items = job.items; items.length > 0; ) {
        const { finished, failed, elapsed } = await attempt(items, job.bytes, take);
        if (failed === null || over) return;
        const [item, ...rest] = items.slice(finished);
        if (item === undefined) return;
        await take(lines.batch(failedEvents(item.file, failed, elapsed)));
        items = rest;
      }
    },
    async end() {
      over = true;
      await replace();
    },
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

const failedEvents = (file: string, failed: NonNullable<Attempt['failed']>, ms: number): readonly ScanEvent[] => {
  const text = `${file}: the engine ended on it (${failed.error}). Please report it.`;
  const error = failed.error === undefined ? [] : [{ type: 'error', text } as const];
  return [...error, ...unreadEvents(file, failed.reason, 0, ms)];
};

/** A worker whose engine stands. Throws where none can stand: no file is to blame for that. */
const standing = (setup: WorkerSetup): Promise<Worker> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { workerData: setup });
    const onExit = (): void => reject(new Error('the engine did not start'));
    // Whoever works with it later listens too; without any listener its end would be ours.
    worker.on('error', reject);
    worker.once('exit', onExit);
    worker.once('message', () => {
      worker.off('exit', onExit);
      resolve(worker);
    });
  });
