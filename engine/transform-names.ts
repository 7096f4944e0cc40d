/**
 * What a policy may ask to be written in place of a value, weakest first: where several are asked for,
 * the last of them wins. One for each member of `transforms/`.
 */
export const TRANSFORMS = ['mask', 'tokenise', 'redact'] as const;

export type TransformName = (typeof TRANSFORMS)[number];

/** What removes wins, then what can be led back by the privacy office alone; `redact` where none is named. */
export const strictest = (names: readonly TransformName[]): TransformName =>
  TRANSFORMS.findLast((name) => names.includes(name)) ?? 'redact';
