/** event → content → extract → detect → decide → enforce → record, as seen from the page. */
import { type GuardedChannel, type Guards, isGuardsChanged, isGuardsLive } from '../messages/guards.ts';
import { guardEarlyFrames } from './early-frames.ts';
import { enforce } from './enforce.ts';
import { isOrphan, takeOver } from './handover.ts';
import { inspect, markSource } from './inspect.ts';
import { type Attempt, type Interception, listenAgain } from './interceptor.ts';
import { interceptors } from './interceptors/index.ts';
import { observe } from './observe.ts';
import { address } from './own-document.ts';
import { openPageBridge } from './page-bridge.ts';

/** Holds whether the script that stands in this world can still reach the extension. */
const GUARDING = 'chartwardGuarding';
const standing = globalThis as { [GUARDING]?: () => boolean };

/** Starts every interceptor in this document; nothing is let through before the guards are known. */
export const guardDocument = (): void => {
  // On a first install the manifest and the service worker may both bring this script.
  // An element of the page may bear that name, and is not this world's own.
  if (Object.hasOwn(standing, GUARDING) && standing[GUARDING]?.() === true) return;
  standing[GUARDING] = () => !isOrphan();
  const life = new AbortController();
  const listeners: (() => void)[] = [];
  let guards: Guards | null = null;
  let tookOver = false;

  const page = openPageBridge(life.signal);
  const interception: Interception = {
    signal: life.signal,
    page,
    guarded: (channel, destination) => guards === null || couldAct(guards, channel, destination),
    hold: (attempt) => void holdAttempt(attempt),
    marking: () => guards?.marks ?? false,
    mark: (text) => markSource(text),
    observe: (field, items) => void observe(field, items),
    lookAhead: async (content) =>
      (await inspect({ channel: 'print', ...content, ahead: true }).outcome).outcome === 'release',
    printStyle: async (state) => {
      await ask({ type: 'print-style', state });
    },
    onGuards(changed) {
      listeners.push(changed);
      if (guards) changed();
    },
  };

  const refresh = async () => {
    let answer = await ask({ type: 'hello' });
    for (let wait = 250; !isGuards(answer) && !isOrphan(); wait = Math.min(wait * 2, 30_000)) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      answer = await ask({ type: 'hello' });
    }
    if (!isGuards(answer) || life.signal.aborted) return;
    guards = answer;
    if (!tookOver) takeOver({ name: answer.handover, page, life });
    tookOver = true;
    for (const changed of listeners) changed();
  };

  chrome.runtime.onMessage.addListener((message: unknown, _sender, respond) => {
    if (isGuardsChanged(message)) void refresh();
    if (isGuardsLive(message)) respond(guards !== null);
  });
  for (const interceptor of interceptors) interceptor.install(interception);
  guardEarlyFrames(page, life.signal);
  page.onHeard(({ message }) => {
    if (isReopened(message)) listenAgain();
  });
  // Where the page's world has no shims, a moment later.
  const replaced = new MutationObserver(listenAgain);
  replaced.observe(document, { childList: true });
  life.signal.addEventListener('abort', () => replaced.disconnect());
  onOtherAddress(life.signal, () => {
    // Until it is known what the new address needs, everything is held.
    guards = null;
    void refresh();
  });
  void refresh();
};

const isReopened = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'reopened';

/** A page may go to another address, under another rule, without a new document. */
const onOtherAddress = (signal: AbortSignal, then: () => void): void => {
  let last = withoutHash(address());
  const onEntry = () => {
    const now = withoutHash(address());
    if (now === last) return;
    last = now;
    then();
  };
  navigation.addEventListener('currententrychange', onEntry, { signal });
};

const withoutHash = (url: string): string => url.replace(/#.*$/, '');

/** Held until decided; an attempt that nobody answered for is dropped, and the user is told. */
const holdAttempt = async (attempt: Attempt): Promise<void> => {
  const inspection = inspect({
    channel: attempt.channel,
    items: attempt.items,
    ...(attempt.pictures === undefined ? {} : { pictures: attempt.pictures }),
    ...(attempt.destination === undefined ? {} : { destination: attempt.destination }),
    ...(attempt.failed === undefined ? {} : { failed: attempt.failed }),
  });
  inspection.enforced(await enforce(attempt, await inspection.outcome));
};

const couldAct = (guards: Guards, channel: GuardedChannel, destination = address()): boolean => {
  const elsewhere = channel === 'form-submit' && originOf(destination) !== location.origin;
  return elsewhere ? guards.formsElsewhere : guards.channels.includes(channel);
};

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : 'null');

/** The service worker may be starting, or the extension may have been replaced: no answer keeps everything held. */
const ask = async (request: { type: string; state?: string }): Promise<unknown> => {
  try {
    return await chrome.runtime.sendMessage(request);
  } catch (error) {
    console.warn('Chartward: no answer from the extension', error instanceof Error ? error.message : '');
    return null;
  }
};

const isGuards = (answer: unknown): answer is Guards =>
  typeof answer === 'object' && answer !== null && 'channels' in answer && Array.isArray(answer.channels);
