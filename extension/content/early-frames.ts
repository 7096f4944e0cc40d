/**
 * A frame of the same origin may keep its window when its first document comes, and with it what the page
 * has listened to there before. A listener of ours is put there first, and hands on to the guard of that
 * document, which stands in the same window of this world by then.
 */
import { atGate, listenedTo } from './interceptor.ts';
import type { PageBridge } from './page-bridge.ts';

const GATE = 'chartwardGate';
const DOOR = 'chartwardDoor';

type Inner = Window & typeof globalThis & { [GATE]?: (event: Event) => void; [DOOR]?: EventListenerObject };

export const guardEarlyFrames = (page: PageBridge, signal: AbortSignal): void => {
  Object.assign(globalThis, { [GATE]: atGate });
  page.onHeard(({ message, about }) => {
    if (about && (message as { readonly type?: unknown } | null)?.type === 'frame') standFirst(about as Inner);
  });
  // Frames that stand in the markup: seen before the script that follows them runs.
  let count = 0;
  const parsed = new MutationObserver(() => {
    if (window.length === count) return;
    count = window.length;
    for (let i = 0; i < count; i++) standFirst(window[i] as Inner);
  });
  parsed.observe(document, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', () => parsed.disconnect(), { signal });
  signal.addEventListener('abort', () => parsed.disconnect());
};

const standFirst = (inner: Inner): void => {
  try {
    if (!Object.hasOwn(inner, DOOR)) Object.assign(inner, { [DOOR]: doorOf(inner) });
    const door = inner[DOOR];
    if (!door) return;
    for (const type of listenedTo()) inner.addEventListener(type, door, { capture: true, passive: false });
  } catch {
    // A frame of another origin is out of the page's reach as well.
  }
};

/** An object of the frame's own realm: what it is handed is of that realm, too. */
const doorOf = (inner: Inner): EventListenerObject =>
  Object.assign(new inner.Object(), {
    handleEvent(event: Event) {
      if (Object.hasOwn(inner, GATE)) inner[GATE]?.(event);
    },
  });
