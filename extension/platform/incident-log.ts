/** The record of this browser: appended one at a time, chained, never changed. */
import { ulid } from 'ulid';
import {
  FIRST,
  type IncidentRecord,
  linkHash,
  makeIncident,
  placeShape,
  toOcsf,
} from '../../engine/incidents/index.ts';
import type { Database, Unnumbered } from './database.ts';

export interface IncidentLog {
  /** Resolves when the record is on disk; of one attempt there is one, however often it is said. */
  append(input: Unnumbered, attempt?: string): Promise<void>;
  /** Keeps what becomes the record of the attempt if nothing else does. */
  announce(attempt: string, input: Unnumbered): Promise<void>;
  /** Appends what was announced and had no other end. */
  recover(): Promise<void>;
  countAllowed(time: number, channel: string, group: string): Promise<void>;
  /** Newest first; `before` is a sequence that is not included. */
  page(options: { readonly limit: number; readonly before?: number }): Promise<readonly IncidentRecord[]>;
  count(): Promise<number>;
  /** Oldest first, one OCSF event per line. */
  exportNdjson(): AsyncIterable<string>;
}

const HOUR = 3_600_000;
/** Rows read at once while exporting. */
const BATCH = 500;

export const incidentLog = (database: Database): IncidentLog => {
  // The hash needs WebCrypto, which outlives a transaction: appends queue here, and the head is checked again inside.
  let last: Promise<unknown> = Promise.resolve();

  const appendNow = async (input: Unnumbered, attempt: string | undefined): Promise<void> => {
    const head = (await database.get('meta', 'head')) ?? { sequence: 0, hash: FIRST };
    const uid = attempt === undefined ? ulid(input.time) : uidOf(input.time, attempt);
    const record = makeIncident({ ...input, uid, sequence: head.sequence + 1 });
    const hash = await linkHash(toOcsf(record, head.hash), digest);
    const transaction = database.transaction(['incidents', 'meta', 'pending'], 'readwrite');
    const now = (await transaction.objectStore('meta').get('head')) ?? { sequence: 0, hash: FIRST };
    if (now.sequence !== head.sequence) {
      // Another context appended in between: this record takes the next place.
      transaction.abort();
      await transaction.done.catch(() => undefined);
      return appendNow(input, attempt);
    }
    if (attempt !== undefined) await transaction.objectStore('pending').delete(attempt);
    // Whoever said it died before the answer came, and said it again.
    const known = await transaction.objectStore('incidents').index('uid').getKey(uid);
    if (known === undefined) {
      await transaction.objectStore('incidents').add({ ...record, prev: head.hash });
      await transaction.objectStore('meta').put({ sequence: record.sequence, hash }, 'head');
    }
    await transaction.done;
  };

  const append = (input: Unnumbered, attempt?: string): Promise<void> => {
    const appended = last.then(() => appendNow(input, attempt));
    last = appended.catch(() => undefined);
    return appended;
  };

  return {
    append,
    async announce(attempt, input) {
      // What is on disk names a place as the record will: an address may hold a name.
      const { destinationUrl, sourceUrl } = input;
      const places = sourceUrl === undefined ? {} : { sourceUrl: placeShape(sourceUrl) };
      await database.put('pending', { ...input, destinationUrl: placeShape(destinationUrl), ...places }, attempt);
    },
    async recover() {
      const transaction = database.transaction('pending');
      const [attempts, inputs] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
      for (const [index, input] of inputs.entries()) await append(input, attempts[index]);
    },
    async countAllowed(time, channel, group) {
      const key = `${new Date(Math.floor(time / HOUR) * HOUR).toISOString()} ${channel} ${group}`;
      const transaction = database.transaction('counters', 'readwrite');
      const count = (await transaction.store.get(key))?.count ?? 0;
      await transaction.store.put({ key, count: count + 1 });
      await transaction.done;
    },
    async page({ limit, before }) {
      const range = before === undefined ? null : IDBKeyRange.upperBound(before, true);
      const rows: IncidentRecord[] = [];
      let cursor = await database.transaction('incidents').store.openCursor(range, 'prev');
      while (cursor && rows.length < limit) {
        rows.push(cursor.value);
        cursor = await cursor.continue();
      }
      return rows;
    },
    count: () => database.count('incidents'),
    async *exportNdjson() {
      let after = 0;
      for (;;) {
        const rows = await database.getAll('incidents', IDBKeyRange.lowerBound(after, true), BATCH);
        if (rows.length === 0) return;
        for (const { prev, ...record } of rows) yield `${JSON.stringify(toOcsf(record, prev))}\n`;
        after = rows.at(-1)?.sequence ?? after;
      }
    },
  };
};

/** A ULID whose chance is the attempt's own: the same attempt has the same name. */
const uidOf = (time: number, attempt: string): string => {
  const bytes = attempt.replaceAll('-', '').match(/../g) ?? [];
  let next = 0;
  return ulid(time, () => Number.parseInt(bytes[next++ % bytes.length] ?? '0', 16) / 256);
};

const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
