/** The last step of the path: one incident where a rule spoke, one count where none did. */
import type { RecordRequest } from '../messages/engine.ts';
import { openDatabase } from '../platform/database.ts';
import { type IncidentLog, incidentLog } from '../platform/incident-log.ts';
import { policyState } from './policy-store.ts';

let log: Promise<IncidentLog> | null = null;

export const openLog = (): Promise<IncidentLog> => {
  log ??= openDatabase().then(incidentLog);
  return log;
};

export const record = async (request: RecordRequest): Promise<void> => {
  const incidents = await openLog();
  const { action, reason } = request.decision;
  const spoke = action !== 'allow' || reason.monitored.length > 0 || request.disposition !== 'allowed';
  if (!spoke)
    return incidents.countAllowed(request.time, request.channel, reason.destination.group ?? reason.destination.trust);
  const { config } = await policyState();
  const { type: _type, ...attempt } = request;
  await incidents.append({
    ...attempt,
    ...(config.deviceId === undefined ? {} : { device: config.deviceId }),
    ...(config.unit === undefined ? {} : { unit: config.unit }),
    ...(await pseudonymOf(config.user?.id, config.pseudonymKey)),
  });
};

/** HMAC-SHA-256 of the user's id under the tenant's key, 16 hexadecimal digits; without a key no user is recorded. */
const pseudonymOf = async (id: string | undefined, key: string | undefined): Promise<{ user?: string }> => {
  if (id === undefined || key === undefined) return {};
  const bytes = new TextEncoder();
  const hmac = await crypto.subtle.importKey('raw', bytes.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, bytes.encode(id)));
  return { user: [...signed.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
};
