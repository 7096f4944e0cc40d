/** Which policy is in force: the managed one, else the last good one, else the built-in floor. Never none. */
import {
  type CompiledPolicy,
  compilePolicy,
  floorPolicy,
  type Policy,
  parsePolicy,
  policyHash,
} from '../../engine/policy/index.ts';
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

/** Managed values arrive up to 3 s after a first install; before that the area looks empty. Ms. */
const FIRST_POLICY = 5_000;
const LAST_GOOD = 'lastGoodPolicy';
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
    browser.storage.local.get([LAST_GOOD, DEVELOPMENT]),
  ]);
  const development = self.installType === 'development';
  const offered = development && local[DEVELOPMENT] ? { inlinePolicy: local[DEVELOPMENT] } : raw;
  const { config, problems } = readManagedConfig(offered);
  const managed = self.installType === 'admin' || Object.keys(offered).length > 0;
  const words = problems.map(({ path, message }) => `${path}: ${message}`);
  const lastGood = local[LAST_GOOD] as LastGood | undefined;

  if (config.inlinePolicy !== undefined) {
    const hash = await policyHash(config.inlinePolicy, digest);
    const known = lastGood?.hash === hash;
    const activated = known && lastGood ? lastGood.activated : Date.now();
    if (!known)
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

const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
