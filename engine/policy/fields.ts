/** What many fields of the policy document are made of, and what is said of one that is wrong; the door to valibot. */
import * as v from 'valibot';
import type { Likelihood } from '../types.ts';

export { v };

export interface PolicyProblem {
  /** `rules[3].then.action`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export const LIKELIHOODS = [
  'VERY_UNLIKELY',
  'UNLIKELY',
  'POSSIBLE',
  'LIKELY',
  'VERY_LIKELY',
] as const satisfies readonly Likelihood[];

export const someOf = <const T extends readonly string[]>(options: T) =>
  v.pipe(v.array(v.picklist(options)), v.nonEmpty('lists nothing: leave it out'), v.maxLength(options.length));
export const words = v.pipe(
  v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(128))),
  v.nonEmpty('lists nothing: leave it out'),
  v.maxLength(1000),
);
export const id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'an id is 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit'),
);
export const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
export const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));

export const asking = <T extends object>(value: T): boolean => Object.keys(value).length > 0;

export const uniqueIds = (list: readonly { readonly id: string }[]): boolean =>
  new Set(list.map((one) => one.id)).size === list.length;
