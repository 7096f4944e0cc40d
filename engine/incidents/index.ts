/** The incident door: make a record, show it as OCSF, chain it, check it. Pure; hashing comes from the host. */
export type { Digest } from '../canonical.ts';
export { FIRST, linkHash, verifyLog } from './chain.ts';
export { checkOcsf } from './check-ocsf.ts';
export { type OcsfEvent, toOcsf } from './ocsf.ts';
export { type IncidentInput, type IncidentRecord, makeIncident, placeShape } from './record.ts';
