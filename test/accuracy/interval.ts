/** A share with its 95 % interval (Wilson 1927), which holds for small counts and for 0 and 1 alike. */
export interface Interval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5th percentile of the normal distribution. */
const Z = 1.959964;

/** `wilson(8, 10)` is 0.8 within 0.49 to 0.943; of nothing, anything may be true. */
export function wilson(hits: number, of: number): Interval {
  if (of === 0) return { share: Number.NaN, low: 0, high: 1 };
  const share = hits / of;
  const scale = 1 + Z ** 2 / of;
  const centre = (share + Z ** 2 / (2 * of)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Harmonic mean that weighs recall twice as much as precision. */
export const f2 = (precision: number, recall: number): number =>
  precision + recall === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall);
