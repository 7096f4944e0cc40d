/** The rows on screen: newest first, a page at a time, filtered while they are read. */
import { computed, signal } from '@preact/signals';
import type { IncidentRecord } from '../../engine/incidents/index.ts';
import type { IncidentLog } from '../platform/incident-log.ts';
import { type Filter, NO_FILTER, passes } from './filter.ts';

/** Rows shown at first and added by each "older". */
const PAGE = 100;
/** Rows read at once while looking for those that pass. */
const READ = 500;

export const rows = signal<readonly IncidentRecord[]>([]);
export const total = signal(0);
export const filter = signal<Filter>(NO_FILTER);
export const exported = signal<number | null>(null);
const oldest = signal<number | undefined>(undefined);
const exhausted = signal(false);
export const hasOlder = computed(() => !exhausted.value);

/** Starts again from the newest record. */
export const reload = async (log: IncidentLog): Promise<void> => {
  oldest.value = undefined;
  exhausted.value = false;
  rows.value = [];
  total.value = await log.count();
  await older(log);
};

/** Adds the next rows that pass. Reading stops at a page, whatever the size of the store. */
export const older = async (log: IncidentLog): Promise<void> => {
  const wanted = filter.value;
  const found: IncidentRecord[] = [];
  while (found.length < PAGE && !exhausted.value) {
    const before = oldest.value;
    const read = await log.page({ limit: READ, ...(before === undefined ? {} : { before }) });
    if (wanted !== filter.value) return;
    for (const record of read) {
      if (found.length === PAGE) break;
      oldest.value = record.sequence;
      if (passes(record, wanted)) found.push(record);
    }
    if (read.length < READ && found.length < PAGE) exhausted.value = true;
  }
  rows.value = [...rows.value, ...found];
};

/** Gives the whole log to the user as one NDJSON file, oldest first. */
export const exportAll = async (log: IncidentLog): Promise<void> => {
  const lines: string[] = [];
  exported.value = 0;
  for await (const line of log.exportNdjson()) {
    if (lines.push(line) % READ === 0) exported.value = lines.length;
  }
  exported.value = null;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(lines, { type: 'application/x-ndjson' }));
  link.download = 'chartward-incidents.ndjson';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
