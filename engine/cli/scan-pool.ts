/** Does jobs at several seats at once and hands their batches over in the order of the jobs. */
import type { Batch, Job } from './scan-job.ts';
import type { Seat } from './scan-seat.ts';

/** Jobs for each seat that are under way or wait to be written. */
const UNDERWAY = 8;

/** `take` gets batches in order and returns false where nobody reads on. Throws where no engine stands. */
export async function runPool(
  jobs: AsyncIterable<Job>,
  seats: readonly Seat[],
  take: (batch: Batch) => Promise<boolean>,
): Promise<void> {
  const boxes: Outbox[] = [];
  const free = [...seats];
  const failures: unknown[] = [];
  const bell = createBell();
  let open = true;

  const write = async (): Promise<void> => {
    for (let first = boxes[0]; first !== undefined && open; first = boxes[0]) {
      for await (const batch of first.batches()) {
        open = await take(batch);
        if (!open) break;
      }
      boxes.shift();
      bell.ring();
    }
  };

  let writing: Promise<void> = Promise.resolve();
  const begin = (job: Job, seat: Seat): void => {
    const box = createOutbox();
    boxes.push(box);
    if (boxes.length === 1) writing = write();
    void seat
      .run(job, box.put)
      .catch((error: unknown) => failures.push(error))
      .finally(() => {
        box.close();
        free.push(seat);
        bell.ring();
      });
  };

  for await (const job of jobs) {
    while (open && failures.length === 0 && (free.length === 0 || boxes.length >= seats.length * UNDERWAY))
      await bell.rung();
    const seat = free.pop();
    if (!open || failures.length > 0 || seat === undefined) break;
    begin(job, seat);
  }
  await writing;
  if (failures.length > 0) throw failures[0];
}

/** Units of text of a job that waits for its turn; above, its worker waits too. */
const AHEAD = 4 * 1024 * 1024;

/** What a job has said and nobody has read yet. */
interface Outbox {
  /** Resolves once more may come. */
  put(batch: Batch): Promise<void>;
  close(): void;
  batches(): AsyncGenerator<Batch>;
}

function createOutbox(): Outbox {
  const waiting: Batch[] = [];
  const filled = createBell();
  const emptied = createBell();
  let ahead = 0;
  let closed = false;
  return {
    async put(batch) {
      waiting.push(batch);
      ahead += batch.text.length;
      filled.ring();
      while (ahead >= AHEAD) await emptied.rung();
    },
    close() {
      closed = true;
      filled.ring();
    },
    async *batches() {
      for (;;) {
        const batch = waiting.shift();
        if (batch !== undefined) {
          yield batch;
          ahead -= batch.text.length;
          emptied.ring();
        } else if (closed) return;
        else await filled.rung();
      }
    },
  };
}

/** Wakes whoever waits for a change. */
function createBell(): { ring(): void; rung(): Promise<void> } {
  let waiting: (() => void)[] = [];
  return {
    ring() {
      const all = waiting;
      waiting = [];
      for (const wake of all) wake();
    },
    rung: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
