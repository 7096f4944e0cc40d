import { type Candidate, rankOf } from './candidate.ts';

/**
 * One candidate per stretch of text, in order of offset. Where two overlap, an identifier beats health
 * context, the likelier beats the less likely, the declared beats the shape, the longer the shorter.
 */
export const resolveOverlaps = (candidates: readonly Candidate[]): Candidate[] => {
  const sorted = [...candidates].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Candidate[] = [];
  let cluster: Candidate[] = [];
  let reach = -1;
  for (const candidate of sorted) {
    if (candidate.start >= reach) {
      settle(cluster, kept);
      cluster = [];
    }
    cluster.push(candidate);
    reach = Math.max(reach, candidate.end);
  }
  settle(cluster, kept);
  return kept;
};

/** Chains longer than this (hostile text) are settled piece by piece, so that the work stays linear. */
const LONGEST_CLUSTER = 64;

const settle = (cluster: readonly Candidate[], kept: Candidate[]): void => {
  if (cluster.length === 1) {
    kept.push(...cluster);
    return;
  }
  for (let from = 0; from < cluster.length; from += LONGEST_CLUSTER) {
    const ranked = cluster.slice(from, from + LONGEST_CLUSTER).sort((a, b) => strength(b) - strength(a));
    const chosen: Candidate[] = [];
    for (const candidate of ranked) {
      if (chosen.every((other) => candidate.end <= other.start || candidate.start >= other.end)) chosen.push(candidate);
    }
    kept.push(...chosen.sort((a, b) => a.start - b.start));
  }
};

const strength = (candidate: Candidate): number =>
  (candidate.datasets === undefined ? 0 : 20_000) +
  (candidate.hipaa === null ? 0 : 10_000) +
  rankOf(candidate.likelihood) * 2_000 +
  (candidate.declared ? 1_000 : 0) +
  (candidate.evidence.validated ? 500 : 0) +
  Math.min(400, candidate.end - candidate.start);
