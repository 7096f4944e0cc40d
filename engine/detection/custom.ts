/**
 * Detectors that a policy brings along. Their patterns run in the one RE2 scan and nowhere else, and each
 * has to do what its own examples say before the policy is taken.
 */
import type { Detector } from '../define.ts';
import type { Detection } from '../detect.ts';
import { HIPAA_CLASSES } from '../hipaa.ts';
import type { CustomDetector, Policy, PolicyProblem } from '../policy/schema.ts';

/** What a policy's detectors are tried with. */
export interface Trial {
  /** Null where the pattern is valid and within bounds; else why not, in words. */
  readonly problemOf: (regex: string, maxProgram: number) => string | null;
  readonly detectionOf: (detector: Detector) => Detection;
}

/** Instructions that one pattern of a policy may need; the largest of ours is a tenth of it. */
const MOST_INSTRUCTIONS = 4_000;

/** The detectors of a policy, ready to stand beside our own. */
export const customDetectors = (policy: Pick<Policy, 'version' | 'detection'>): Detector[] =>
  (policy.detection?.custom ?? []).map((one) => detectorOf(one, policy.version));

/** What is wrong with a policy's detectors: no RE2, too large, or not what its own examples say. Empty is good. */
export const problemsOfCustom = (policy: Pick<Policy, 'version' | 'detection'>, trial: Trial): PolicyProblem[] =>
  (policy.detection?.custom ?? []).flatMap((one, index) => {
    const path = `detection.custom[${index}]`;
    const invalid = one.patterns.flatMap(({ regex }, at) => {
      const problem = trial.problemOf(regex, MOST_INSTRUCTIONS);
      return problem === null
        ? []
        : [{ path: `${path}.patterns[${at}].regex`, message: `is no RE2 pattern that can run here: ${problem}` }];
    });
    return invalid.length > 0 ? invalid : failedVectors(one, policy.version, path, trial);
  });

const failedVectors = (one: CustomDetector, version: number, path: string, trial: Trial): PolicyProblem[] => {
  const detection = trial.detectionOf(detectorOf(one, version));
  const spansOf = (text: string): string[] =>
    detection
      .open(0, '')
      .push({ part: '', text, base: 0, fields: [], last: true })
      .map(({ finding: { start, end } }) => `${start}-${end}`);
  const missed = one.finds.flatMap((written, at) => {
    const { text, span } = marked(written);
    const spans = spansOf(text);
    if (spans.length === 1 && spans[0] === span) return [];
    const what = spans.length === 0 ? 'is not found' : `should be found at ${span} and is at ${spans.join(', ')}`;
    return [
      { path: `${path}.finds[${at}]`, message: `"${one.id}": this value ${what}; mend the pattern or the example` },
    ];
  });
  const taken = one.ignores.flatMap((text, at) => {
    const spans = spansOf(text);
    if (spans.length === 0) return [];
    const message = `"${one.id}": this text should be left alone and is found at ${spans.join(', ')}; mend the pattern or the example`;
    return [{ path: `${path}.ignores[${at}]`, message }];
  });
  return [...missed, ...taken];
};

/** The value stands between « and »; where there are none it is the whole text. */
const marked = (written: string): { readonly text: string; readonly span: string } => {
  const text = written.replace('«', '').replace('»', '');
  const start = written.indexOf('«');
  return start < 0 ? { text, span: `0-${text.length}` } : { text, span: `${start}-${written.indexOf('»') - 1}` };
};

const detectorOf = (one: CustomDetector, version: number): Detector => ({
  name: `custom.${one.id}`,
  version,
  infoType: one.infoType,
  hipaa: HIPAA_CLASSES[one.infoType],
  source: 'the policy',
  maxLength: one.maxLength ?? DEFAULT_LENGTH,
  // Names of our own: what other stages read from a pattern's name is not for policies to say.
  patterns: one.patterns.map(({ regex, likelihood, needsHotword }, at) => ({
    name: `custom-${at + 1}`,
    regex,
    likelihood: likelihood ?? 'LIKELY',
    ...(needsHotword === true ? { needsHotword } : {}),
  })),
  hotwords: (one.hotwords ?? []).map(lower),
  withHotword: 'VERY_LIKELY',
  labels: (one.labels ?? []).map(lower),
  exclusions: (one.exclusions ?? []).map(lower),
  ...(one.role === undefined ? {} : { role: one.role }),
  untrusted: true,
});

const DEFAULT_LENGTH = 64;

const lower = (text: string): string => text.toLowerCase();
