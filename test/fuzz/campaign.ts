/** Files made from samples, each tried in a thread of its own that is ended when it is late or too large. */
import { Worker } from 'node:worker_threads';
import { acceptedBy, keepFailed, samplesOf } from './corpus.ts';
import { mutate, type Random, randomOf } from './mutate.ts';

/** What one file may take, in ms: as long as the extension waits for its engine. The slowest known, 192 KB of broken cross references of a PDF, needs 7 s. */
export const LATE_MS = 30_000;

/** What a thread may hold; beyond, it crashes, and that is a fault of the file. */
const MEMORY_MB = 768;

export interface Failure {
  /** Where the file is kept. */
  readonly path: string;
  readonly faults: readonly string[];
}

export interface Campaign {
  readonly tried: number;
  /** Of them, those that still look like the format. */
  readonly accepted: number;
  readonly slowestMs: number;
  readonly failures: readonly Failure[];
}

/** Tries files until the time is over, or `most` of them failed, or `files` were tried. */
export async function campaign(
  extractor: string,
  seed: number,
  ms: number,
  { most = 10, files = Number.POSITIVE_INFINITY } = {},
): Promise<Campaign> {
  const samples = samplesOf(extractor);
  const random = randomOf(seed);
  const bench = openBench();
  const failures: Failure[] = [];
  let [tried, accepted, slowestMs] = [0, 0, 0];
  for (const end = performance.now() + ms; performance.now() < end && failures.length < most && tried < files; ) {
    const file = candidate(extractor, samples, random);
    if (acceptedBy(extractor, file)) accepted++;
    const started = performance.now();
    const faults = await bench.try(file);
    slowestMs = Math.max(slowestMs, performance.now() - started);
    tried++;
    if (faults.length > 0) failures.push({ path: keepFailed(extractor, file), faults });
  }
  await bench.close();
  return { tried, accepted, slowestMs, failures };
}

/** Mostly files that the extractor still takes: those that are nothing any more say little about it. */
function candidate(extractor: string, samples: readonly Uint8Array[], random: Random): Uint8Array {
  let file = mutate(samples, random);
  for (let again = 0; again < 4 && !acceptedBy(extractor, file); again++) file = mutate(samples, random);
  return file;
}

export interface Bench {
  /** What is wrong with the reading of a file. */
  try(file: Uint8Array): Promise<readonly string[]>;
  close(): Promise<unknown>;
}

export function openBench(): Bench {
  let worker = newWorker();
  return {
    async try(file) {
      const faults = await answerOf(worker, file);
      if (faults !== null) return faults;
      // A new thread, and the file again: only what fails twice is the file's doing and not the machine's.
      await worker.terminate();
      worker = newWorker();
      const again = await answerOf(worker, file);
      if (again !== null) return again;
      await worker.terminate();
      worker = newWorker();
      return [`hangs for ${LATE_MS / 1000} s or ends the thread`];
    },
    close: () => worker.terminate(),
  };
}

function newWorker(): Worker {
  const worker = new Worker(new URL('trial.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // Not those of the test runner, which would resolve imports in its own way.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  // A thread that breaks ends, and its end is what is waited for.
  worker.on('error', () => undefined);
  return worker;
}

/** Null where it is late or the thread ended. */
function answerOf(worker: Worker, file: Uint8Array): Promise<readonly string[] | null> {
  return new Promise((resolve) => {
    const done = (answer: readonly string[] | null): void => {
      clearTimeout(late);
      worker.off('message', done).off('exit', ended);
      resolve(answer);
    };
    const ended = (): void => done(null);
    const late = setTimeout(ended, LATE_MS);
    worker.on('message', done).on('exit', ended);
    worker.postMessage(file);
  });
}
