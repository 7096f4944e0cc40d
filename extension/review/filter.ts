import type { IncidentRecord } from '../../engine/incidents/index.ts';

export interface Filter {
  /** Any part of place, rule, class or purpose, without regard to case. */
  readonly text: string;
  readonly channel: string;
  readonly disposition: string;
}

export const NO_FILTER: Filter = { text: '', channel: '', disposition: '' };

export const passes = (record: IncidentRecord, { text, channel, disposition }: Filter): boolean =>
  (channel === '' || record.channel === channel) &&
  (disposition === '' || record.disposition === disposition) &&
  (text === '' || wordsOf(record).includes(text.toLowerCase()));

const wordsOf = (record: IncidentRecord): string =>
  [
    record.destination.place,
    record.destination.group ?? '',
    record.destination.trust,
    record.purpose ?? '',
    record.uid,
    ...record.rules,
    ...record.monitored,
    ...Object.keys(record.counts),
    ...record.gaps,
  ]
    .join('\n')
    .toLowerCase();
