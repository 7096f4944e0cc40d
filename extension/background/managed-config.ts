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

// Every message is our own: valibot's would repeat the value, and one of the values is a key.
const text = v.string('is not a text');
const word = v.pipe(text, v.minLength(1, 'is empty'), v.maxLength(200, 'is longer than 200 characters'));
const list = v.pipe(v.array(word, 'is not a list'), v.maxLength(1000, 'lists more than 1000'));

const PARTS = {
  unit: word,
  deviceId: word,
  pseudonymKey: v.pipe(
    text,
    v.minLength(32, 'is shorter than 32 characters'),
    v.maxLength(512, 'is longer than 512 characters'),
  ),
} as const;
const USER_PARTS = { id: word, roles: list, groups: list } as const;

/** Reads what `storage.managed` holds. Never throws; an unknown property is a problem, not an error. */
export const readManagedConfig = (
  raw: unknown,
): { readonly config: ManagedConfig; readonly problems: readonly ConfigProblem[] } => {
  if (!isObject(raw)) return { config: {}, problems: [{ path: '', message: 'is not an object' }] };
  const { inlinePolicy, user, ...rest } = raw;
  const { valid, problems } = readParts(PARTS, rest, '');
  const config: Record<string, unknown> = { ...valid };
  if (user !== undefined) {
    // Part by part: a mistyped group must not take the roles away that rules are written for.
    const read = isObject(user) ? readParts(USER_PARTS, user, 'user.') : null;
    if (read) config.user = read.valid;
    problems.push(...(read?.problems ?? [{ path: 'user', message: 'is not an object' }]));
  }
  if (inlinePolicy !== undefined) {
    const policy = readPolicy(inlinePolicy);
    if ('policy' in policy) config.inlinePolicy = policy.policy;
    else problems.push(...policy.problems);
  }
  return { config, problems };
};

const readParts = (
  parts: Readonly<Record<string, v.GenericSchema>>,
  given: Readonly<Record<string, unknown>>,
  prefix: string,
): { readonly valid: Record<string, unknown>; readonly problems: ConfigProblem[] } => {
  const valid: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const path = `${prefix}${name}`;
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part === undefined) {
      problems.push({ path, message: 'is not a setting of this version' });
      continue;
    }
    const parsed = v.safeParse(part, value);
    if (parsed.success) valid[name] = parsed.output;
    else problems.push(...parsed.issues.map((issue) => ({ path: pathOf(path, issue), message: issue.message })));
  }
  return { valid, problems };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
