import type { AttemptItem, ReturnedItem } from '../messages/attempt.ts';
import type { GuardedChannel } from '../messages/guards.ts';
import type { PageBridge } from './page-bridge.ts';
import { shadowRootOf } from './shadow-root-of.ts';

/** One user action, stopped in the tick in which it happened. Exactly one of the three ends it. */
export interface Attempt {
  readonly channel: GuardedChannel;
  readonly items: readonly AttemptItem[];
  /** The form's action; elsewhere the destination is the document itself. */
  readonly destination?: string;
  /** With `items` go pictures that nobody read. */
  readonly pictures?: boolean;
  /** The guard itself failed here: nothing is let through, and that is recorded. */
  readonly failed?: true;
  /**
   * Lets the identical content through; false where the page seems not to have taken it. Who was not
   * asked may have gone on working meanwhile.
   */
  release(asked: boolean): unknown;
  /** Lets what may leave through, item by item; false where the page refuses it. */
  replace(items: readonly (ReturnedItem | null)[]): boolean | Promise<boolean>;
  /** Lets nothing through. */
  drop(asked: boolean): void | Promise<void>;
}

/** What an interceptor is given. It knows nothing of policy. */
export interface Interception {
  /** False where no rule can act: the event is not touched. `destination` is for forms. */
  guarded(channel: GuardedChannel, destination?: string): boolean;
  hold(attempt: Attempt): void;
  /** True where the document belongs to a PHI system: what leaves it is remembered as coming from there. */
  marking(): boolean;
  /** Remembers that this text was copied or dragged out of the document. */
  mark(text: string): void;
  /** Looks at what stands in a field and tells the user once; nothing is held. */
  observe(field: Element, items: readonly AttemptItem[]): void;
  /** Decides ahead, without asking or recording: may this page be printed as it is? */
  lookAhead(content: Pick<Attempt, 'items' | 'pictures'>): Promise<boolean>;
  /** Blanks the printed form of this document with USER-origin style, or lifts it. */
  printStyle(state: 'blank' | 'lift'): Promise<void>;
  /** Called when the guards of this document are known, and again when they change. */
  onGuards(changed: () => void): void;
  /** The way to the page's own world, where shims ask for inspections. */
  readonly page: PageBridge;
  /** Ends every listener. */
  readonly signal: AbortSignal;
}

export interface Interceptor {
  readonly name: string;
  install(interception: Interception): void;
}

export const defineInterceptor = (interceptor: Interceptor): Interceptor => interceptor;

/** Before the page: capture on window, registered at document_start. */
export const first = (signal: AbortSignal): AddEventListenerOptions => ({ capture: true, signal, passive: false });

/** What was stopped here. */
const stopped = new WeakSet<Event>();

/** Listeners that stand on the window. */
const onWindow: (() => void)[] = [];

/** Listens on the window, and again after the document was opened anew. */
export const listen = <Type extends string>(
  type: Type,
  listener: (event: Type extends keyof WindowEventMap ? WindowEventMap[Type] : Event) => void,
  options: AddEventListenerOptions,
): void => {
  const met = new WeakSet<Event>();
  const heard = (event: Event) => {
    // One that was met at the gate already.
    if (met.has(event)) return;
    met.add(event);
    (listener as (event: Event) => void)(event);
  };
  options.signal?.addEventListener('abort', () => void gates.get(type)?.delete(heard));
  gates.set(type, (gates.get(type) ?? new Set()).add(heard));
  const put = () => window.addEventListener(type, heard, options);
  onWindow.push(put);
  put();
};

/** Everything that listens on this window, for a listener that stands there from before this script. */
const gates = new Map<string, Set<(event: Event) => void>>();

export const atGate = (event: Event): void => {
  for (const heard of gates.get(event.type) ?? []) if (!stopped.has(event)) heard(event);
};

export const listenedTo = (): readonly string[] => [...gates.keys()];

/** `document.open()` takes every listener off the window; one that still stands keeps its place. */
export const listenAgain = (): void => {
  for (const put of onWindow) put();
};

/** Where a guard of ours fails the event goes no further, the user is told, and it is on record. */
export const careful =
  <E extends Event>(channel: GuardedChannel, hold: Interception['hold'], listener: (event: E) => void) =>
  (event: Event): void => {
    try {
      listener(event as E);
    } catch {
      stop(event);
      const nothing = () => undefined;
      hold({ channel, items: [], failed: true, release: nothing, replace: () => false, drop: nothing });
    }
  };

/** After every listener that the page has by now: what the event came to. */
export const last = (event: Event, signal: AbortSignal, then: () => void): void =>
  window.addEventListener(event.type, then, { once: true, signal });

/** Nobody else sees the event, and the browser does not act on it. */
export const stop = (event: Event): void => {
  stopped.add(event);
  event.preventDefault();
  event.stopImmediatePropagation();
};

/** The element that the event is really about, closed shadow roots included. */
export const realTarget = (event: Event): Element | null => {
  const target = event.composedPath()[0] ?? event.target;
  return target instanceof Element ? focusedIn(target) : null;
};

/** What has the keyboard, closed shadow roots included. */
export const focused = (): Element | null => document.activeElement && focusedIn(document.activeElement);

const focusedIn = (element: Element): Element => {
  const inner = shadowRootOf(element)?.activeElement;
  return inner ? focusedIn(inner) : element;
};
