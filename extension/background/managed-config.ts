/**
 * The managed configuration, validated part by part: what is right is kept, what is not is named. The
 * browser's own check is coarse (one bad nested value silently drops the whole property), so the policy
 * travels as JSON text and `managed-schema.json` holds plain types only.
 */
import * as v from 'valibot';
import { type Policy, parsePolicy } from '../../engine/policy/index.ts';

export interface ManagedConfig {
  readonly inlinePolicy?: Policy;
  readonly unit?: string;
  readonly deviceId?: string;
  readonly pseudonymKey?: string;
  readonly user?: {
    readonly id?: string | undefined;
    readonly roles?: readonly string[] | undefined;
    readonly groups?: readonly string[] | undefined;
  };
}

export interface ConfigProblem {
  /** `inlinePolicy.rules[0].then.action` */
  readonly path: string;
  readonly message: string;
}

const word = v.pipe(v.string(), v.minLength(1, 'is empty'), v.maxLength(200, 'is longer than 200 characters'));
const list = v.pipe(v.array(word), v.maxLength(1000));

const PARTS = {
  unit: word,
  deviceId: word,
  pseudonymKey: v.pipe(v.string(), v.minLength(32, 'is shorter than 32 characters'), v.maxLength(512)),
  user: v.strictObject({ id: v.optional(word), roles: v.optional(list), groups: v.optional(list) }),
} as const;

/** Reads what `storage.managed` holds. Never throws; an unknown property is a problem, not an error. */
export const readManagedConfig = (
  raw: unknown,
): { readonly config: ManagedConfig; readonly problems: readonly ConfigProblem[] } => {
  const given = typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {};
  const problems: ConfigProblem[] = [];
  const config: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'inlinePolicy') continue;
    const part = Object.hasOwn(PARTS, name) ? PARTS[name as keyof typeof PARTS] : null;
    const parsed = part ? v.safeParse(part, value) : null;
    if (parsed?.success) config[name] = parsed.output;
    else if (parsed)
      problems.push(...parsed.issues.map((issue) => ({ path: pathOf(name, issue), message: issue.message })));
    else problems.push({ path: name, message: 'is not a setting of this version' });
  }
  if (given['inlinePolicy'] !== undefined) {
    const policy = readPolicy(given['inlinePolicy']);
    if ('policy' in policy) config['inlinePolicy'] = policy.policy;
    else problems.push(...policy.problems);
  }
  return { config, problems };
};

const readPolicy = (text: unknown): { readonly policy: Policy } | { readonly problems: readonly ConfigProblem[] } => {
  const problem = (message: string) => ({ problems: [{ path: 'inlinePolicy', message }] });
  if (typeof text !== 'string') return problem('is not a text: put the policy document there as JSON text');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return problem(`is not JSON: ${error instanceof SyntaxError ? placeOf(error.message) : 'it cannot be read'}`);
  }
  const parsed = parsePolicy(document);
  if (parsed.ok) return { policy: parsed.policy };
  return {
    problems: parsed.problems.map(({ path, message }) => ({ path: `inlinePolicy${path ? '.' : ''}${path}`, message })),
  };
};

/** Where the text breaks, without a word of it. */
const placeOf = (message: string): string =>
  /at position \d+(?: \(line \d+ column \d+\))?|Unexpected end/.exec(message)?.[0] ?? 'it cannot be read';

const pathOf = (name: string, issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? []).reduce(
    (path, { key }) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${String(key)}`),
    name,
  );
