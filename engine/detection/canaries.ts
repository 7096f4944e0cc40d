/**
 * Detectors that ripen: they read the same text beside the others and are told apart from them. What they
 * find is reported and neither counted, redacted nor decided upon, and changes nothing of what the others find.
 */
import type { Detection } from '../detect.ts';

export const besideCanaries = (live: Detection, canaries: Detection): Detection => ({
  knows: live.knows,
  open: (item, part) => {
    const sessions = [live.open(item, part), canaries.open(item, part)] as const;
    return {
      push: (chunk) => {
        const [found, ripening] = [sessions[0].push(chunk), sessions[1].push(chunk)];
        const marked = ripening.map((one) => ({ ...one, finding: { ...one.finding, stage: 'canary' as const } }));
        return marked.length === 0 ? found : [...found, ...marked].sort((a, b) => a.finding.start - b.finding.start);
      },
    };
  },
});
