/** The chain that shows a flipped, deleted, reordered or forked record: each names the hash of the one before. */
import { canonicalHash, type Digest } from '../canonical.ts';
import type { OcsfEvent } from './ocsf.ts';

/** `prev` of a device's first record. */
export const FIRST = '0'.repeat(64);

/** SHA-256 over the RFC 8785 form of the record as exported, in hexadecimal. */
export const linkHash = (event: OcsfEvent, digest: Digest): Promise<string> => canonicalHash(event, digest);

/**
 * Problems of one device's log, oldest first, in words with the sequence number. An export may begin
 * in the middle (older records were purged); a cut at the end does not show here.
 */
export const verifyLog = async (events: readonly OcsfEvent[], digest: Digest): Promise<string[]> => {
  const problems: string[] = [];
  const uids = new Set<string>();
  for (const [index, event] of events.entries()) {
    const { uid, sequence } = event.metadata;
    if (uids.has(uid)) problems.push(`record ${sequence}: the uid ${uid} occurs twice`);
    uids.add(uid);
    const before = events[index - 1];
    if (!before) {
      if (sequence === 1 && event.unmapped.chain.prev !== FIRST)
        problems.push('record 1: the first record names a record before it');
      continue;
    }
    if (sequence !== before.metadata.sequence + 1)
      problems.push(`record ${sequence}: follows record ${before.metadata.sequence}`);
    if (event.unmapped.chain.prev !== (await linkHash(before, digest)))
      problems.push(`record ${sequence}: does not fit the record before it`);
  }
  return problems;
};
