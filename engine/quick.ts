/**
 * The synchronous door, for the network boundary: a request is held only as long as its listener runs. The
 * same library and detectors as the full engine, on text, JSON and form bodies; no archives, no documents,
 * no word list, one layer of encodings. It stands ready in a service worker's first tick.
 */
import { FULL_LIMITS } from './decode.ts';
import { createDetection, type Detected, type Detection } from './detect.ts';
import { rankOf } from './detection/candidate.ts';
import { detectors } from './detectors/index.ts';
import { HIPAA_CLASSES } from './hipaa.ts';
import { createNormalise } from './normalize.ts';
import { createSummary } from './persons.ts';
import { bodyOf, type QuickField } from './quick-body.ts';
import { loadRe2 } from './re2.ts';
import { createScanner } from './scan.ts';
import type { HipaaClass } from './types.ts';
import { UNIT_FOLDS } from './unit-folds.ts';

export type { QuickField } from './quick-body.ts';

/**
 * `phi`: an identifier of a person meets health context. `needs-engine`: it was not read to the end, or
 * holds a person's number without health context, on which policy has the last word. `clean`: neither.
 */
export type QuickAnswer = 'clean' | 'phi' | 'needs-engine';

export interface Quick {
  /** Text, the bytes of a body, or form fields as the browser parsed them. Never throws for what it is given. */
  inspect(body: string | Uint8Array | readonly QuickField[]): QuickAnswer;
}

/** UTF-16 units and bytes that are looked at; what is larger needs the engine. */
export const QUICK_LIMIT = 1024 * 1024;

/** `re2` may be compiled from bytes in place: `new WebAssembly.Module(bytes)`. */
export const createQuick = (re2: WebAssembly.Module): Quick => {
  const library = loadRe2(re2);
  const detection = createDetection({
    scanner: (patterns, lists) => createScanner(library, patterns, lists),
    normalise: createNormalise(library.folder(UNIT_FOLDS)),
    detectors: detectors.filter(({ stage }) => stage === undefined),
    limits: { ...FULL_LIMITS, layers: 1 },
  });
  return {
    inspect: (body) => {
      const read = bodyOf(body, QUICK_LIMIT);
      if (read === null) return 'needs-engine';
      const answer = answerFor(detect(detection, read));
      return answer === 'clean' && read.structured ? 'needs-engine' : answer;
    },
  };
};

const detect = (detection: Detection, { text, fields }: NonNullable<ReturnType<typeof bodyOf>>): Detected[] =>
  detection.open(0, '').push({ part: '', text, base: 0, fields, last: true });

const answerFor = (detected: readonly Detected[]): QuickAnswer => {
  const summary = createSummary();
  for (const one of detected) summary.add(one);
  if (summary.features([], 0, 1).phi) return 'phi';
  return detected.some(isNumberOfAPerson) ? 'needs-engine' : 'clean';
};

/** Social security, record and plan numbers. */
const NUMBERS: ReadonlySet<HipaaClass | null> = new Set<HipaaClass>(['G', 'H', 'I']);

const isNumberOfAPerson = ({ finding: { infoType, likelihood, role } }: Detected): boolean =>
  NUMBERS.has(HIPAA_CLASSES[infoType]) &&
  rankOf(likelihood) >= rankOf('LIKELY') &&
  (role === 'patient' || role === 'unknown');
