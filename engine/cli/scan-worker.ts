/** A thread with an engine of its own. It may be ended at any time. */
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../index.ts';
import { inspectInput, type ScanEvent } from './scan-events.ts';
import type { FromWorker, Job, ToWorker, WorkerSetup } from './scan-job.ts';
import { createLines } from './scan-lines.ts';

const port = parentPort;
if (port === null) throw new Error('scan-worker.ts runs in a worker thread');

/** Units of report that may be on their way; a reader that is slow holds the engine up, not the memory. */
const UNDERWAY = 4;
/** Events in one message. */
const EVENTS = 5_000;

const { re2, terms, policy, options } = workerData as WorkerSetup;
const lines = createLines(options.format, options.jsonl);
const engine = await createEngine({ re2, terms });
if (policy !== null) await engine.load(policy);

let underway = 0;
let resume = (): void => undefined;

const say = (message: FromWorker): void => port.postMessage(message);

async function send(events: readonly ScanEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += EVENTS) {
    say({ type: 'batch', batch: lines.batch(events.slice(at, at + EVENTS)) });
    if (++underway < UNDERWAY) continue;
    await new Promise<void>((resolve) => {
      resume = resolve;
    });
  }
}

/** Small batches wait for each other. */
function collector() {
  let waiting: ScanEvent[] = [];
  const flush = async (): Promise<void> => {
    const events = waiting;
    waiting = [];
    await send(events);
  };
  return {
    async take(events: readonly ScanEvent[]): Promise<void> {
      waiting.push(...events);
      if (waiting.length >= EVENTS) await flush();
    },
    flush,
  };
}

async function run({ items }: Job): Promise<void> {
  const out = collector();
  for (const item of items) await inspectInput(engine, item, options, out.take);
  await out.flush();
  say({ type: 'done' });
}

port.on('message', (message: ToWorker) => {
  if (message.type === 'job') void run(message.job);
  else if (--underway < UNDERWAY) resume();
});

say({ type: 'ready' });
