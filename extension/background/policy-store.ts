/** Which policy is in force: the managed one, else the last good one, else the built-in floor. Never none. */
import {
  type CompiledPolicy,
  compilePolicy,
  floorPolicy,
  type Policy,
  parsePolicy,
  policyHash,
} from '../../engine/policy/index.ts';
import { needsTrial } from '../messages/engine.ts';
import { browser } from '../platform/browser.ts';
import { type ManagedConfig, readManagedConfig } from './managed-config.ts';

/** `kept`: nothing newer is configured; `last-good`: something newer is, and cannot be used. */
export type PolicySource = 'managed' | 'last-good' | 'kept' | 'floor';

export interface PolicyState {
  readonly policy: Policy;
  readonly compiled: CompiledPolicy;
  readonly hash: string;
  readonly source: PolicySource;
  readonly managed: boolean;
  readonly config: ManagedConfig;
  /** Path and message of everything that was refused. */
  readonly problems: readonly string[];
  /** When this policy came into force here, ms since the epoch. */
  readonly activated: number;
}

interface LastGood {
  readonly policy: unknown;
  readonly hash: string;
  readonly activated: number;
}

/** What the engine said of a policy that brings detectors of its own: only it can try them. */
interface Trial {
  readonly hash: string;
  /** Which extension and key it was tried with: others may find otherwise. */
  readonly circumstances: string;
  /** Path and message; empty where the policy does what its own examples say. */
  readonly problems: readonly string[];
}

/** Managed values arrive up to 3 s after a first install; before that the area looks empty. Ms. */
const FIRST_POLICY = 5_000;
const LAST_GOOD = 'lastGoodPolicy';
const TRIALS = 'policyTrials';
/** Trials that are remembered: the policy at hand, the one before, and some that came between. */
const MOST_TRIALS = 8;
/** Read in an unpacked, hand-loaded extension only, where no managed storage exists. */
const DEVELOPMENT = 'devPolicy';

let state: Promise<PolicyState> | null = null;

/** The state in force; read from disk at first use in this life of the service worker. */
export const policyState = (): Promise<PolicyState> => {
  state ??= evaluate();
  return state;
};

/** Reads everything again. */
export const refreshPolicy = (): Promise<PolicyState> => {
  state = evaluate();
  return state;
};

/** Remembers what the engine said of the policy with this hash, and reads everything again if that is news. */
export const noteTrial = async (hash: string, problems: readonly string[]): Promise<PolicyState> => {
  const now = await policyState();
  const circumstances = await circumstancesOf(now.config);
  const trials = trialsIn(await browser.storage.local.get(TRIALS), circumstances);
  const known = trials.find((one) => one.hash === hash);
  if (known !== undefined && JSON.stringify(known.problems) === JSON.stringify(problems)) return now;
  const next = [...trials.filter((one) => one.hash !== hash), { hash, circumstances, problems }].slice(-MOST_TRIALS);
  await browser.storage.local.set({ [TRIALS]: next });
  return refreshPolicy();
};

/** Calls back when managed configuration changes on disk; returns the way to end it. */
export const onPolicyChange = (changed: () => void): (() => void) => {
  const listener = (changes: object, area: string) => {
    if (area === 'managed' || (area === 'local' && DEVELOPMENT in changes)) changed();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
};

/** Waits for the first policy of a managed browser, at most five seconds. */
export const firstPolicy = async (): Promise<PolicyState> => {
  const now = await policyState();
  if (!now.managed || now.source !== 'floor' || now.problems.length > 0) return now;
  let end = (): void => undefined;
  await new Promise<void>((resolve) => {
    end = onPolicyChange(resolve);
    setTimeout(resolve, FIRST_POLICY);
  });
  end();
  return refreshPolicy();
};

const evaluate = async (): Promise<PolicyState> => {
  const [raw, self, local] = await Promise.all([
    browser.storage.managed.get().catch(() => ({})),
    browser.management.getSelf(),
    browser.storage.local.get([LAST_GOOD, TRIALS, DEVELOPMENT]),
  ]);
  const development = self.installType === 'development';
  const offered = development && local[DEVELOPMENT] ? { inlinePolicy: local[DEVELOPMENT] } : raw;
  const { config, problems } = readManagedConfig(offered);
  const managed = self.installType === 'admin' || Object.keys(offered).length > 0;
  const words = problems.map(({ path, message }) => `${path}: ${message}`);
  const trials = trialsIn(local, await circumstancesOf(config));
  const isRefused = (hash: string): boolean => trials.some((one) => one.hash === hash && one.problems.length > 0);
  const hash = config.inlinePolicy === undefined ? '' : await policyHash(config.inlinePolicy, digest);
  const trial = trials.find((one) => one.hash === hash);
  words.push(...(trial?.problems ?? []).map((problem) => `inlinePolicy.${problem}`));
  const stored = local[LAST_GOOD] as LastGood | undefined;
  const lastGood = stored !== undefined && isRefused(stored.hash) ? undefined : stored;

  if (config.inlinePolicy !== undefined && !isRefused(hash)) {
    const known = lastGood?.hash === hash;
    const activated = known && lastGood ? lastGood.activated : Date.now();
    if (!known && (!needsTrial(config.inlinePolicy) || trial !== undefined))
      await browser.storage.local.set({
        [LAST_GOOD]: { policy: config.inlinePolicy, hash, activated } satisfies LastGood,
      });
    return stateOf(config.inlinePolicy, 'managed', activated, hash);
  }
  const kept = managed && lastGood ? parsePolicy(lastGood.policy) : null;
  if (lastGood && kept?.ok)
    return stateOf(kept.policy, words.length > 0 ? 'last-good' : 'kept', lastGood.activated, lastGood.hash);
  const floor = floorPolicy(managed ? (words.length > 0 ? 'invalid' : 'awaiting') : 'unmanaged');
  return stateOf(floor, 'floor', Date.now(), await policyHash(floor, digest));

  function stateOf(policy: Policy, source: PolicyState['source'], activated: number, hash: string): PolicyState {
    return { policy, compiled: compilePolicy(policy, hash), hash, source, managed, config, problems: words, activated };
  }
};

/** What was found under the same circumstances. */
const trialsIn = (stored: Readonly<Record<string, unknown>>, circumstances: string): readonly Trial[] =>
  ((stored[TRIALS] ?? []) as readonly Trial[]).filter((one) => one.circumstances === circumstances);

/** The version, and 32 bits of the key's hash: enough to notice another key, nothing to find this one by. */
const circumstancesOf = async ({ pseudonymKey = '' }: ManagedConfig): Promise<string> => {
  const hash = await digest(new TextEncoder().encode(`policy trial ${pseudonymKey}`));
  return `${browser.runtime.getManifest().version} ${[...hash.subarray(0, 4)].join('.')}`;
};

const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
