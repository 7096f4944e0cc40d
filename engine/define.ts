/** Identity functions: they give a definition its type and nothing else. */
import type { TransformName } from './transform-names.ts';
import type { Extractor, HipaaClass, InfoType, Likelihood, Role } from './types.ts';

/** One named pattern of a detector, in RE2 syntax (named groups as `(?P<value>…)`). */
export interface Pattern {
  readonly name: string;
  readonly regex: string;
  /**
   * Words (runs of letters, lower case) with which a match begins. Such a pattern is tried only at these
   * words, as JavaScript syntax with bounded repeats; all others go through RE2.
   */
  readonly first?: readonly string[];
  /** Likelihood before validation and context. */
  readonly likelihood: Likelihood;
  /** Where set and passed, the likelihood after validation; a failed check drops the match. */
  readonly validated?: Likelihood;
  /** True where the pattern contains the label: a failed check keeps the match as not validated. */
  readonly declares?: boolean;
  /** True where the shape alone says nothing: reported only with a hotword near. */
  readonly needsHotword?: boolean;
  /**
   * What may stand right before the value and belongs to it; JavaScript syntax, read backwards from a
   * match. A group `(?<value>…)` in it is the value instead. A pattern that begins at a rare word (`@`, `MD`, `-itis`) keeps the scanner's automata small;
   * one that begins at any letter multiplies them. Without it there, the match is none.
   */
  readonly lead?: string;
  /** Likewise what must follow the value and belongs to it. */
  readonly tail?: string;
  /** Role that this pattern implies: `Dr.` → provider. */
  readonly role?: Role;
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
  /** Whole words and phrases, lower case, that are a match as they stand. */
  readonly words?: readonly string[];
  /** Likewise, but said of many things without a disease: `fever`, `depressed`. */
  readonly everyday?: readonly string[];
  /** Endings that make a word a match, lower case, at least three letters. */
  readonly endings?: readonly string[];
  /** Pure check of the matched value; see `validators/`. */
  readonly validate?: (value: string) => boolean;
  /** Whole-word phrases in lower case; one within reach raises the likelihood. */
  readonly hotwords: readonly string[];
  /** Likelihood where a hotword is near. */
  readonly withHotword: Likelihood;
  /** Field names and line labels (lower case, letters and digits, single spaces) that declare the value. */
  readonly labels: readonly string[];
  /**
   * Words that also name other things: `policy`, `visit`, `chart`. In running text they declare a value only
   * with a colon or the like, and only where the text speaks of a patient; in tables only in a person's row.
   */
  readonly weakLabels?: readonly string[];
  /**
   * What a declared value must look like, in RE2 syntax, whole value. Absent: any value of 2 to
   * `maxLength` units in a field, and labels are not looked for in running text.
   */
  readonly labelled?: string;
  /** Likelihood of a declared value where the declaration says nothing of a person: `date: …`, `ref no. …`. */
  readonly whenDeclared?: Likelihood;
  /** True where `validate` says what a value is at all (a name, a date), so that it binds declared values too. */
  readonly checksLabelled?: boolean;
  /** True where a value that fails `validate` may lose words at its ends until it passes: `Jane Doe Age` → `Jane Doe`. */
  readonly trims?: boolean;
  /** Field names that leave no doubt, so that a value there need only pass this: a family name may be `Page`. */
  readonly surely?: { readonly labels: readonly string[]; readonly validate: (value: string) => boolean };
  /** Whole-word phrases that mean "not this": `order number`, `part no`. */
  readonly exclusions: readonly string[];
  /**
   * What may not touch the value: letters and digits (`word`, the default), also digits past a `-./` that the
   * value itself is written with, or any where it has none (`number`).
   */
  readonly edges?: 'word' | 'number';
  /** Likelihood where the text around speaks of a patient: a date is nobody's until then. */
  readonly withPatient?: Likelihood;
  /** Role that the label or hotword implies: `attending`, `npi` → provider. */
  readonly role?: Role;
  readonly stage?: 'canary';
  /** True where a policy wrote the patterns: then RE2 alone may run them. */
  readonly untrusted?: true;
}

export const defineDetector = (detector: Detector): Detector => detector;

export const defineExtractor = (extractor: Extractor): Extractor => extractor;

/** What is written in place of a finding; deterministic and idempotent. */
export interface Transform {
  readonly name: TransformName;
  /** True where `apply` needs the centre's key; without one no copy can be made. */
  readonly keyed?: boolean;
  /** True where each letter or digit is written over for itself, so that a value may be changed piece by piece. */
  readonly shaped?: boolean;
  /** `key` is empty for transforms that are not keyed. */
  readonly apply: (value: string, infoType: InfoType, key: string) => string;
}

export const defineTransform = (transform: Transform): Transform => transform;
