/** The one importer of idb: what the browser keeps, and in which shape. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { IncidentInput, IncidentRecord } from '../../engine/incidents/index.ts';

export interface Stored extends DBSchema {
  /** One row per incident, keyed by its sequence; `prev` is the hash that its export names. */
  incidents: {
    key: number;
    value: IncidentRecord & { readonly prev: string };
    indexes: { uid: string };
  };
  /** `head`: the newest sequence and its hash. */
  meta: { key: 'head'; value: { readonly sequence: number; readonly hash: string } };
  /** Allowed actions per hour, channel and destination group: rates need a denominator. */
  counters: { key: string; value: { readonly key: string; readonly count: number } };
  /** Attempts whose outcome was told and whose record has not come yet, by the attempt's id. */
  pending: { key: string; value: Unnumbered };
}

/** A record that has no place in the log yet. */
export type Unnumbered = Omit<IncidentInput, 'uid' | 'sequence'>;

export type Database = IDBPDatabase<Stored>;

export const openDatabase = (name = 'chartward'): Promise<Database> =>
  openDB<Stored>(name, 2, {
    upgrade(database, from) {
      database.createObjectStore('pending');
      if (from > 0) return;
      database.createObjectStore('incidents', { keyPath: 'sequence' }).createIndex('uid', 'uid', { unique: true });
      database.createObjectStore('meta');
      database.createObjectStore('counters', { keyPath: 'key' });
    },
  });
