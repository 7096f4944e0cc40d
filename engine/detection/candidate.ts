import type { Detector } from '../define.ts';
import type { DatasetTag, Evidence, Finding, HipaaClass, InfoType, Likelihood, Role, Span } from '../types.ts';

/** A finding in the making: offsets of the window's raw text, and what the decision among rivals needs. */
export interface Candidate extends Span {
  readonly infoType: InfoType;
  readonly hipaa: HipaaClass | null;
  readonly role: Role;
  readonly likelihood: Likelihood;
  readonly detector: string;
  readonly evidence: Evidence;
  /** Declared by a label, a column, a position: beats a shape. */
  readonly declared: boolean;
  /** Likelihood where the text around speaks of a patient. */
  readonly withPatient?: Likelihood;
  readonly value: string;
  readonly record?: number;
  /** True where a sentence says of this person what health context follows. */
  readonly subject?: true;
  /** Datasets of the policy that the value is an entry of. */
  readonly datasets?: readonly DatasetTag[];
}

/**
 * A finding with what `persons.ts` needs to tell people apart. The hash stays inside the engine: a hash
 * of nine digits is the nine digits to whoever tries them all.
 */
export interface Detected {
  readonly finding: Finding;
  /** Hash of the value without case, order and punctuation. */
  readonly key: number;
  /** True for one part of a name, which says little about who. */
  readonly partial: boolean;
  /** True where a sentence says of this person what health context follows. */
  readonly subject?: true;
  readonly record?: number;
}

const RANKS: readonly Likelihood[] = ['VERY_UNLIKELY', 'UNLIKELY', 'POSSIBLE', 'LIKELY', 'VERY_LIKELY'];

export const rankOf = (likelihood: Likelihood): number => RANKS.indexOf(likelihood);

export const stronger = (a: Likelihood, b: Likelihood): Likelihood => (rankOf(a) >= rankOf(b) ? a : b);

export const signature = (detector: Detector): string => `${detector.name}@${detector.version}`;

/** 53-bit hash (cyrb53's mixing) of what identifies: digits of numbers, sorted words of names. */
export const valueKey = (infoType: InfoType, value: string): number => {
  const lower = value.toLowerCase();
  if (infoType === 'PERSON_NAME') return hash(nameWords(lower).sort().join(' '));
  const digits = lower.replaceAll(/\D/g, '');
  return hash(digits.length >= 7 && !/[@/]/.test(lower) ? digits : lower.replaceAll(/[^\p{L}\p{N}]/gu, ''));
};

export const nameWords = (name: string): string[] => name.split(/[\s,.]+/).filter((word) => word.length > 1);

const hash = (text: string): number => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
};
