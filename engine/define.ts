/** Identity functions: they give a definition its type and nothing else. */
import type { Extractor, HipaaClass, InfoType, Likelihood, Role } from './types.ts';

/** One named pattern of a detector, in RE2 syntax (named groups as `(?P<value>…)`). */
export interface Pattern {
  readonly name: string;
  readonly regex: string;
  /** Likelihood before validation and context. */
  readonly likelihood: Likelihood;
  /** Where set and passed, the likelihood after validation; a failed check drops the match. */
  readonly validated?: Likelihood;
}

export interface Detector {
  /** Name = file = export in camelCase: `us-ssn`. */
  readonly name: string;
  readonly version: number;
  readonly infoType: InfoType;
  /** Null for health context. */
  readonly hipaa: HipaaClass | null;
  /** Where the number's rule is published. */
  readonly source: string;
  /** UTF-16 units of the longest match: streams are cut with at least this carry. */
  readonly maxLength: number;
  readonly patterns: readonly Pattern[];
  /** Pure check of the matched value; see `validators/`. */
  readonly validate?: (value: string) => boolean;
  /** Whole-word phrases in lower case; one within reach raises the likelihood. */
  readonly hotwords: readonly string[];
  /** Likelihood where a hotword is near. */
  readonly withHotword: Likelihood;
  /** Field names and line labels (lower case, letters and digits, single spaces) that declare the value. */
  readonly labels: readonly string[];
  /** What a declared value must look like, in RE2 syntax, whole value; absent: any value of 2 to `maxLength` units. */
  readonly labelled?: string;
  /** Whole-word phrases that mean "not this": `order number`, `part no`. */
  readonly exclusions: readonly string[];
  /** Role that the label or hotword implies: `attending`, `npi` → provider. */
  readonly role?: Role;
  readonly stage?: 'canary';
}

export const defineDetector = (detector: Detector): Detector => detector;

export const defineExtractor = (extractor: Extractor): Extractor => extractor;

/** What is written in place of a finding; deterministic and idempotent. */
export interface Transform {
  readonly name: string;
  readonly apply: (value: string, infoType: InfoType) => string;
}

export const defineTransform = (transform: Transform): Transform => transform;
