/** One transfer through extraction and detection: findings as they settle, and what they come to. */
import type { Detected, Detection } from './detect.ts';
import { extract } from './extract.ts';
import { createSummary } from './persons.ts';
import { splices } from './splices.ts';
import type { Budget, Finding, Gap, OnFindings, ReadingAids, Transfer } from './types.ts';

/** What a policy makes of detection and extraction. */
export interface Setup {
  readonly detection: Detection;
  readonly budget: Budget;
  readonly aids: ReadingAids;
  /** What the policy does not want to hear of. */
  readonly setAside: (detected: Detected) => boolean;
}

/**
 * Every item through extraction and detection, one session per part. Findings beyond the budget are counted
 * and not kept; `onFindings` is handed all of them. What is forgotten meanwhile is read no further.
 * `earlier` are texts that went to the same place before, the last one last.
 */
export async function readTransfer(
  { items }: Transfer,
  { detection, budget, aids, setAside }: Setup,
  onFindings: OnFindings | null,
  forgotten: () => boolean,
  earlier: readonly string[],
) {
  const summary = createSummary(new Set(items.flatMap(({ flavour }, index) => (flavour ? [index] : []))));
  const findings: Finding[] = [];
  const gaps: Gap[] = [];
  let parts = 0;
  let whole = true;
  const take = async (detected: readonly Detected[], item: number, part: string): Promise<void> => {
    const own = detected.filter((one) => !setAside(one));
    // What still ripens is reported and counts for nothing.
    for (const one of own) if (one.finding.stage === undefined) summary.add(one);
    const room = budget.findings - findings.length;
    findings.push(...own.slice(0, room).map(({ finding }) => finding));
    if (onFindings !== null && own.length > 0) await onFindings(own.map(({ finding }) => finding));
    if (own.length <= room) return;
    if (whole && onFindings === null) gaps.push({ item, part, reason: 'too-large' });
    whole = false;
  };
  for (const [item, content] of items.entries()) {
    const sessions = new Map<string, ReturnType<Detection['open']>>();
    for await (const found of extract(content, budget, aids)) {
      if (forgotten()) {
        gaps.push({ item, part: '', reason: 'partial' });
        return { summary, findings, gaps, parts, whole };
      }
      if (found.kind === 'gap') {
        gaps.push({ item, part: found.part, reason: found.reason });
        continue;
      }
      const { part, last } = found.chunk;
      let session = sessions.get(part);
      if (session === undefined) {
        session = detection.open(item, part);
        sessions.set(part, session);
        parts++;
      }
      await take(session.push(found.chunk), item, part);
      if (last) sessions.delete(part);
    }
  }
  for (const one of splices(items, earlier, detection, findings)) await take([one], one.finding.item, '');
  return { summary, findings, gaps, parts, whole };
}
