/** The last step of the path: one incident where a rule spoke, one count where none did. */
import { decide } from '../../engine/policy/index.ts';
import type { Channel, Features } from '../../engine/types.ts';
import type { RecordRequest } from '../messages/engine.ts';
import { openDatabase } from '../platform/database.ts';
import { type IncidentLog, incidentLog } from '../platform/incident-log.ts';
import { type PolicyState, policyState } from './policy-store.ts';

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
  await incidents.append(await inputOf(request), request.id);
};

/** What the page is being told of: the record, should the one who tells it end. */
export const announce = async (request: RecordRequest): Promise<void> =>
  (await openLog()).announce(request.id, await inputOf(request));

/** What an engine's document that is no more had begun goes on record. */
export const recover = async (): Promise<void> => (await openLog()).recover();

const inputOf = async ({ type: _type, id: _id, ...attempt }: RecordRequest) => ({
  ...attempt,
  ...(await whoseRecord(await policyState())),
});

/** Device, unit and user of this browser, as far as it is told who they are. */
export const whoseRecord = async ({ config }: PolicyState) => ({
  ...(config.deviceId === undefined ? {} : { device: config.deviceId }),
  ...(config.unit === undefined ? {} : { unit: config.unit }),
  ...(await pseudonymOf(config.user?.id, config.pseudonymKey)),
});

/** Nobody could be asked about it, so that nobody could decide: what is known is that it was stopped. */
export const recordUnanswered = async (channel: Channel, url: string): Promise<void> => {
  const { compiled, config } = await policyState();
  const features: Features = { counts: {}, phi: false, persons: 0, gaps: ['engine-unavailable'], bytes: 0, items: 0 };
  const destination = { url };
  const decision = decide(compiled, {
    channel,
    destination,
    user: { roles: config.user?.roles ?? [], groups: config.user?.groups ?? [] },
    now: Date.now(),
    content: features,
  });
  await record({
    type: 'record',
    id: crypto.randomUUID(),
    channel,
    destinationUrl: url,
    decision: {
      ...decision,
      reason: { ...decision.reason, errors: [...decision.reason.errors, 'no engine answered'] },
    },
    disposition: 'blocked',
    by: 'policy',
    features,
    time: Date.now(),
    milliseconds: 0,
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
