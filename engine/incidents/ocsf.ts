/**
 * The record as an OCSF 1.8 Data Security Finding (class_uid 2006, profiles security_control, incident,
 * host): https://schema.ocsf.io/1.8.0/classes/data_security_finding. `pattern_match` and
 * `discovery_details[].value` would carry content and are never filled.
 */
import { CANARY_RULE } from '../policy/canary-rule.ts';
import type { IncidentRecord } from './record.ts';

const PRODUCT = { name: 'Chartward', vendor_name: 'Chartward', lang: 'en' } as const;
const SEVERITY_ID = { low: 2, medium: 3, high: 4, critical: 5 } as const;
const SEVERITY_NAME = { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' } as const;

export interface OcsfEvent {
  readonly activity_id: 1;
  readonly category_uid: 2;
  readonly class_uid: 2006;
  readonly type_uid: 200601;
  readonly time: number;
  readonly severity_id: number;
  readonly action_id: number;
  readonly disposition_id: number;
  readonly metadata: { readonly uid: string; readonly sequence: number; readonly [key: string]: unknown };
  readonly unmapped: { readonly chain: { readonly prev: string }; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** `prev` is the hash of the device's previous record in this same form, or 64 zeros for the first. */
export const toOcsf = (record: IncidentRecord, prev: string): OcsfEvent => {
  const outcome = outcomeOf(record);
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2006,
    class_name: 'Data Security Finding',
    type_uid: 200601,
    type_name: 'Data Security Finding: Create',
    time: record.time,
    severity_id: SEVERITY_ID[record.severity],
    severity: SEVERITY_NAME[record.severity],
    status_id: 1,
    status: 'New',
    is_alert:
      isHealth(record) ||
      record.disposition !== 'allowed' ||
      record.action !== 'log' ||
      record.rules.includes(CANARY_RULE),
    ...outcome,
    message: messageOf(record),
    metadata: {
      version: '1.8.0',
      product: { ...PRODUCT, version: record.engine || 'unknown' },
      profiles: ['security_control', 'incident', 'host'],
      uid: record.uid,
      sequence: record.sequence,
    },
    finding_info: {
      uid: record.uid,
      title: isHealth(record)
        ? 'health of the protection'
        : `${record.channel} to ${record.destination.group ?? record.destination.trust}`,
      created_time: record.time,
      types: Object.keys(record.counts).sort(),
    },
    data_security: {
      category_id: 1,
      category: 'Personal',
      data_lifecycle_state_id: record.channel === 'network' || record.channel === 'form-submit' ? 2 : 3,
      detection_system_id: 10,
      detection_system: 'Application-Level DLP',
      policy: {
        uid: record.policy.hash || record.policy.id,
        name: record.policy.id,
        version: String(record.policy.version),
      },
    },
    ...(record.user === undefined ? {} : { actor: { user: { uid: record.user } } }),
    ...(record.device === undefined ? {} : { device: { uid: record.device, type_id: 0 } }),
    dst_endpoint: endpointOf(record.destination.place),
    unmapped: {
      chain: { prev },
      channel: record.channel,
      action: record.action,
      by: record.by,
      disposition: record.disposition,
      rules: record.rules,
      monitored: record.monitored,
      gaps: record.gaps,
      errors: record.errors,
      counts: record.counts,
      likelihood: record.likelihood,
      phi: record.phi,
      persons: record.persons,
      items: record.items,
      bytes: record.bytes,
      destination: record.destination,
      ...(record.source === undefined ? {} : { source: record.source }),
      ...(record.unit === undefined ? {} : { unit: record.unit }),
      ...(record.purpose === undefined ? {} : { purpose: record.purpose }),
      ...(record.justification === undefined ? {} : { justification: record.justification }),
      ...(record.tokens === undefined ? {} : { tokens: record.tokens }),
      milliseconds: record.milliseconds,
    },
  };
};

const outcome = (action_id: number, action: string, disposition_id: number, disposition: string) => ({
  action_id,
  action,
  disposition_id,
  disposition,
});

/** What was done, in OCSF's pairs of action and disposition. */
const outcomeOf = ({ action, channel, disposition, monitored, rules }: IncidentRecord) => {
  // What is typed stays in its field until it is sent: the user was told, and nothing more.
  if (channel === 'typing') return outcome(3, 'Observed', 19, 'Alert');
  switch (disposition) {
    case 'blocked':
    case 'timed-out':
      return outcome(2, 'Denied', 2, 'Blocked');
    case 'modified':
      return outcome(4, 'Modified', 11, 'Corrected');
    case 'overridden':
      return outcome(1, 'Allowed', 8, 'Approved');
    case 'allowed':
      if (action === 'log' || (monitored.length > 0 && rules.length === 0)) return outcome(3, 'Observed', 17, 'Logged');
      return outcome(1, 'Allowed', 1, 'Allowed');
    default:
      return disposition satisfies never;
  }
};

const isHealth = ({ channel }: IncidentRecord): boolean => channel === 'health';

/** One sentence of classes and counts. */
const messageOf = (record: IncidentRecord): string => {
  if (isHealth(record)) return `health: ${record.errors.join(', ')}`;
  const found = Object.entries(record.counts).map(([type, count]) => `${count} ${type}`);
  return `${record.disposition}: ${record.channel} to ${record.destination.place}; ${found.join(', ') || 'no identifiers'}${
    record.gaps.length > 0 ? `; not read whole: ${record.gaps.join(', ')}` : ''
  }`;
};

const endpointOf = (place: string): { hostname: string; port?: number } => {
  if (!URL.canParse(place)) return { hostname: place };
  const { hostname, port } = new URL(place);
  return { hostname: hostname || place, ...(port === '' ? {} : { port: Number(port) }) };
};
