/** Keeps one engine worker standing: ends a late one, replaces a dead one, and says which of the two it was. */
import * as Comlink from 'comlink';
import type { Engine, PolicyStatus } from '../../engine/types.ts';
import type { EngineConfig } from '../messages/engine.ts';
import { ALIVE } from './alive.ts';

export type EngineState = 'starting' | 'ready' | 'unavailable';

export interface EngineHost {
  /** Loads the policy into this and every later worker; null where the engine died of it. */
  configure(config: EngineConfig): Promise<PolicyStatus | null>;
  /** Runs work on the engine within `limit` ms; a value says why there is no result. */
  run<T>(work: (engine: Comlink.Remote<Engine>) => Promise<T>, limit: number): Promise<Run<T>>;
}

export type Run<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: 'timed-out' | 'engine-unavailable' };

interface Standing {
  readonly worker: Worker;
  readonly engine: Comlink.Remote<Engine>;
  readonly died: Promise<'engine-unavailable'>;
  readonly end: () => void;
  loaded: Promise<unknown>;
}

/** Time that an engine may take to start and to take a policy in, in ms. */
const START = 30_000;

export const hostEngine = (makeWorker: (name: string) => Worker, onState: (state: EngineState) => void): EngineHost => {
  let config: EngineConfig | null = null;

  let down = false;
  /** A worker that is tried once more is not told of as starting: who looks meanwhile must not read that all is well. */
  const tell = (state: EngineState) => {
    if (down && state === 'starting') return;
    down = state === 'unavailable';
    onState(state);
  };

  const stand = (): Standing => {
    tell('starting');
    const name = `engine ${crypto.randomUUID()}`;
    const worker = makeWorker(name);
    const engine = Comlink.wrap<Engine>(worker);
    let end = (): void => undefined;
    const died = new Promise<'engine-unavailable'>((resolve) => {
      end = () => {
        worker.terminate();
        resolve('engine-unavailable');
      };
      worker.addEventListener('error', end);
      worker.addEventListener('messageerror', end);
      // A worker may end without a word, by its own hand or the browser's: then the lock that it held is free.
      worker.addEventListener('message', ({ data }) => {
        if (data === ALIVE) void navigator.locks.request(name, end);
      });
    });
    const standing: Standing = { worker, engine, died, end, loaded: Promise.resolve() };
    if (config) standing.loaded = load(standing, config);
    void died.then(() => {
      if (current === standing) current = null;
      tell('unavailable');
    });
    return standing;
  };

  /** A worker that cannot load is one that does not stand: what is run on it says so. */
  const load = async (standing: Standing, next: EngineConfig): Promise<PolicyStatus> => {
    const keys = next.pseudonymKey === undefined ? {} : { pseudonym: next.pseudonymKey };
    const status = await standing.engine.load(next.policy, keys);
    tell('ready');
    return status;
  };

  let current: Standing | null = null;
  const standing = (): Standing => {
    current ??= stand();
    return current;
  };

  return {
    async configure(next) {
      config = next;
      const now = standing();
      const loaded = load(now, next);
      now.loaded = loaded;
      const late = after(START);
      try {
        const first = await Promise.race([loaded, now.died, late.passed]);
        if (first === 'timed-out') now.end();
        return typeof first === 'string' ? null : first;
      } catch {
        now.end();
        return null;
      } finally {
        late.end();
      }
    },
    async run(work, limit) {
      const now = standing();
      const late = after(limit);
      try {
        const done = now.loaded.then(() => work(now.engine)).then((value) => ({ value }));
        const first = await Promise.race([done, now.died, late.passed]);
        if (typeof first !== 'string') return { ok: true, value: first.value };
        if (first === 'timed-out') now.end();
        return { ok: false, why: first };
      } catch {
        // An engine that throws is an engine that is wrong: it is replaced, and what it held stays unread.
        now.end();
        return { ok: false, why: 'engine-unavailable' };
      } finally {
        late.end();
      }
    },
  };
};

const after = (milliseconds: number) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<'timed-out'>((resolve) => {
    timer = setTimeout(() => resolve('timed-out'), milliseconds);
  });
  return { passed, end: () => clearTimeout(timer) };
};
