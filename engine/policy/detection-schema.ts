/** What a policy says of detection: what is looked for, what is left alone, what a hospital adds of its own. */
import { HIPAA_CLASSES, INFO_TYPES } from '../hipaa.ts';
import type { DatasetTag, InfoType, Role } from '../types.ts';
import { asking, count, id, LIKELIHOODS, name, type PolicyProblem, someOf, uniqueIds, v, words } from './fields.ts';

/** Text that stands for whole words: letters or digits in it, and none of the marks of an example. */
const phrases = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(128), v.regex(/[\p{L}\p{N}]/u, 'holds neither a letter nor a digit'))),
  v.nonEmpty('lists nothing: leave it out'),
  v.maxLength(1000),
);
const example = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2000));
const isMarked = (text: string): boolean => /^[^«»]*(?:«[^«»]+»)?[^«»]*$/.test(text);
const ROLES = ['patient', 'relative', 'provider', 'staff', 'unknown'] as const satisfies readonly Role[];

/** A detector of the hospital's own. It is tried on its examples before the policy is taken. */
const custom = v.strictObject({
  id,
  name: v.exactOptional(name),
  infoType: v.picklist(INFO_TYPES),
  /** RE2 syntax; a group `(?P<value>…)` marks the part that is the value. */
  patterns: v.pipe(
    v.array(
      v.strictObject({
        regex: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000, 'is longer than 1000 characters')),
        /** LIKELY where it is left out. */
        likelihood: v.exactOptional(v.picklist(LIKELIHOODS)),
        /** The shape alone says nothing: found only beside a hotword. */
        needsHotword: v.exactOptional(v.boolean()),
      }),
    ),
    v.nonEmpty('lists nothing: a detector needs a pattern'),
    v.maxLength(20),
  ),
  /** UTF-16 units of the longest value; 64 where it is left out. */
  maxLength: v.exactOptional(v.pipe(count, v.maxValue(256))),
  /** Words near the value that make it very likely. */
  hotwords: v.exactOptional(phrases),
  /** Headings, keys and field names whose values these are, whatever they look like. */
  labels: v.exactOptional(phrases),
  /** Words before or after a match that say it is none. */
  exclusions: v.exactOptional(phrases),
  role: v.exactOptional(v.picklist(ROLES)),
  /** Texts with one value each: between « and », or the whole text. */
  finds: v.pipe(
    v.array(v.pipe(example, v.check(isMarked, 'marks one value, between « and »'))),
    v.nonEmpty('lists nothing: show at least one text with a value'),
    v.maxLength(100),
  ),
  /** Texts in which nothing is to be found. */
  ignores: v.pipe(
    v.array(example),
    v.nonEmpty('lists nothing: show at least one text that is to be left alone'),
    v.maxLength(100),
  ),
});

const listedValue = v.strictObject({
  value: v.pipe(v.string(), v.maxLength(128), v.regex(/[\p{L}\p{N}]/u, 'holds neither a letter nor a digit')),
  infoType: v.picklist(INFO_TYPES),
  role: v.exactOptional(v.picklist(ROLES)),
});

/** Base64 of a small dataset: some 200,000 entries. */
const MOST_DATA = 768 * 1024;

export const DATASET_TAGS = ['patient', 'research-consent', 'staff', 'canary'] as const satisfies readonly DatasetTag[];

/** A keyed-hash filter of identifiers, as `chartward policy dataset build` makes it. */
const dataset = v.pipe(
  v.strictObject({
    id,
    infoType: v.pipe(
      v.picklist(INFO_TYPES),
      v.check((one) => HIPAA_CLASSES[one] !== null && HIPAA_CLASSES[one] !== 'C', 'tells no person from another'),
    ),
    /** A match of `canary` is always recorded as an alert; of `staff` alone it is no patient's. */
    tag: v.picklist(DATASET_TAGS),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in 64 hexadecimal digits')),
    /** Where the file lies; the command line takes it by `--dataset`. */
    url: v.exactOptional(v.pipe(v.string(), v.maxLength(2048), v.startsWith('https://', 'is no https:// address'))),
    /** The file itself in base64, for small ones. */
    data: v.exactOptional(
      v.pipe(
        v.string(),
        v.maxLength(MOST_DATA, `is longer than ${MOST_DATA} characters: give a url`),
        v.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'is no base64'),
      ),
    ),
  }),
  v.check(({ url, data }) => (url === undefined) !== (data === undefined), 'takes a url or data'),
);

export const detection = v.strictObject({
  /** infoTypes that are not looked for. */
  off: v.exactOptional(someOf(INFO_TYPES)),
  /** Values that are never a finding, whole and as written: the switchboard's own number. */
  allowList: v.exactOptional(words),
  /** Values that are always a finding, in any case and with any blanks between their words. */
  alwaysFind: v.exactOptional(
    v.pipe(v.array(listedValue), v.nonEmpty('lists nothing: leave it out'), v.maxLength(1000)),
  ),
  /** Findings of an infoType below its likelihood are set aside. */
  thresholds: v.exactOptional(
    v.pipe(
      v.strictObject(
        Object.fromEntries(INFO_TYPES.map((one) => [one, v.exactOptional(v.picklist(LIKELIHOODS))])) as Record<
          InfoType,
          v.ExactOptionalSchema<v.PicklistSchema<typeof LIKELIHOODS, undefined>, undefined>
        >,
      ),
      v.check(asking, 'lists nothing: leave it out'),
    ),
  ),
  /** Detectors of the hospital's own, as RE2 patterns with their test vectors. */
  custom: v.exactOptional(
    v.pipe(
      v.array(custom),
      v.nonEmpty('lists nothing: leave it out'),
      v.maxLength(100),
      v.check((list) => uniqueIds(list), 'two detectors share an id'),
    ),
  ),
  /** Reads the letters of pictures and scanned pages, some seconds a page; otherwise they are the gap `needs-ocr`. */
  ocr: v.exactOptional(v.boolean()),
  /** Lists of identifiers for exact match. */
  datasets: v.exactOptional(
    v.pipe(
      v.array(dataset),
      v.nonEmpty('lists nothing: leave it out'),
      v.maxLength(20),
      v.check((list) => uniqueIds(list), 'two datasets share an id'),
    ),
  ),
});

export type CustomDetector = v.InferOutput<typeof custom>;
export type DetectionSettings = v.InferOutput<typeof detection>;

/** What an infoType brings that is switched off would never be found. */
export const findsNothing = (settings: DetectionSettings | undefined): PolicyProblem[] => {
  const off = new Set<string>(settings?.off ?? []);
  const never = (path: string, infoType: string): PolicyProblem[] =>
    off.has(infoType) ? [{ path, message: `finds nothing: ${infoType} is listed in detection.off` }] : [];
  return [
    ...(settings?.custom ?? []).flatMap(({ infoType }, at) => never(`detection.custom[${at}].infoType`, infoType)),
    ...(settings?.alwaysFind ?? []).flatMap(({ infoType }, at) =>
      never(`detection.alwaysFind[${at}].infoType`, infoType),
    ),
    ...(settings?.datasets ?? []).flatMap(({ infoType }, at) => never(`detection.datasets[${at}].infoType`, infoType)),
    ...Object.keys(settings?.thresholds ?? {}).flatMap((infoType) =>
      never(`detection.thresholds.${infoType}`, infoType),
    ),
  ];
};
