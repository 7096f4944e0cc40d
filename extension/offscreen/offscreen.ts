/** The offscreen document: the only listener to Ports, so that a lost engine is noticed at once. */
import * as v from 'valibot';
import type { Decision } from '../../engine/types.ts';
import { ASK_PORT } from '../messages/ask.ts';
import { ATTEMPT_PORT } from '../messages/attempt.ts';
import { type EngineConfig, engineNotice, needsTrial } from '../messages/engine.ts';
import { browser, type Runtime } from '../platform/browser.ts';
import { holdAsks } from './asks.ts';
import { holdAttempts } from './attempts.ts';
import { hostEngine } from './engine-host.ts';
import { followed } from './follows.ts';
import { placesOf } from './places.ts';
import { redactedCopies } from './redacted-copies.ts';
import { sayUntilTaken } from './say-until-taken.ts';
import { knownSources } from './sources.ts';

/** Milliseconds in which an engine forgets, or is not asked again. */
const FORGETTING = 30_000;

export const startOffscreen = (): void => {
  const say = (message: object): Promise<unknown> => browser.runtime.sendMessage(message);
  const engine = hostEngine(
    (name) => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name }),
    (state) => void say({ type: 'engine-state', state }).catch(() => undefined),
  );

  const sources = knownSources();
  let configured: Promise<EngineConfig> | null = null;
  const configure = async (): Promise<EngineConfig> => {
    const config = (await say({ type: 'engine-config' })) as EngineConfig;
    sources.restore(config.sources);
    // An engine that cannot be made is a gap of each attempt, and no reason to leave it unanswered.
    const status = await engine.configure(config);
    if (status === null || !needsTrial(config.policy)) return config;
    const problems = status.problems.map(({ path, message }) => `${path}: ${message}`);
    await say({ type: 'policy-tried', hash: status.hash, problems });
    // What is refused here is in force nowhere: the service worker has another policy by now.
    return problems.length === 0 ? config : configure();
  };
  const config = (): Promise<EngineConfig> => {
    configured ??= configure().catch((error: unknown) => {
      configured = null;
      throw error;
    });
    return configured;
  };

  const asks = holdAsks((attempt) => say({ type: 'open-ask', attempt }));
  const attempt = holdAttempts({
    engine,
    asks,
    copies: redactedCopies(asks),
    config,
    record: (request) => sayUntilTaken(say, request),
    decideWithout: (request) => say({ type: 'decide', request }) as Promise<Decision>,
    addressOf: placesOf(say),
    sourceOf: sources.find,
    follows: followed((id) => void engine.run((one) => one.forget(id), FORGETTING)),
    mark: async (text, url) => {
      await config();
      const mark = await sources.mark(text, url, Date.now());
      if (mark) await say({ type: 'source-mark', ...mark });
    },
  });

  /** Ports whose attempt is not ended yet. */
  const held = new Set<Runtime.Port>();
  const noteHeld = (port: Runtime.Port): void => {
    port.onMessage.addListener((message) => {
      if (v.is(v.looseObject({ type: v.literal('inspect') }), message)) held.add(port);
      else held.delete(port);
    });
    port.onDisconnect.addListener(() => void held.delete(port));
  };

  browser.runtime.onConnect.addListener((port) => {
    if (port.sender?.id !== browser.runtime.id) return port.disconnect();
    if (port.name === ATTEMPT_PORT && port.sender.tab) {
      noteHeld(port);
      return attempt(port);
    }
    if (port.name === ASK_PORT && port.sender.url?.startsWith(browser.runtime.getURL('/ask.html')))
      return asks.connected(port);
    port.disconnect();
  });
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    // The service worker has no tab; a page's own script or another document does not say what is in force.
    if (sender.id !== browser.runtime.id || sender.tab || !v.is(engineNotice, message)) return undefined;
    if (message.type === 'busy') return Promise.resolve(held.size > 0);
    configured = null;
    return config().then(() => true);
  });
  void sayUntilTaken(say, { type: 'started' });
  void config().catch(() => undefined);
};
