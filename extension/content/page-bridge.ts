/**
 * The isolated world's end of the way to the page's own world. The names of the events are agreed upon
 * before the page has a script. What is heard is a claim: it can ask for an inspection, and what the
 * inspection comes to is said back.
 */
export interface Heard {
  readonly message: unknown;
  readonly files: readonly File[];
  /** What the message is about, where it is about a thing of the page. */
  readonly about: EventTarget | null;
}

export interface PageBridge {
  /** Heard at once; nobody hears where the page's world has no shims. */
  say(message: object, files?: readonly File[]): void;
  onHeard(listener: (heard: Heard) => void): void;
  /** What the events are called, for whoever takes over; empty where the page's world has no shims. */
  names(): string;
  /** Goes on where another script of ours ends. */
  adopt(names: string): void;
}

/** What both worlds share and `document.open()` takes no listener from. */
export const MEETING_PLACE: EventTarget = performance;
const MEETING = 'chartward-meeting';
const TYPE = 'text/plain';
/** UTF-16 units of the longest message that is read. */
const LONGEST = 1_000_000;

export const openPageBridge = (signal: AbortSignal): PageBridge => {
  const listeners: ((heard: Heard) => void)[] = [];
  let up: string | null = null;
  let down: string | null = null;

  const hear = (event: Event) => {
    event.stopImmediatePropagation();
    const transfer = event instanceof DragEvent ? event.dataTransfer : null;
    const text = transfer?.getData(TYPE) ?? '';
    if (!transfer || text.length > LONGEST) return;
    const about = event instanceof DragEvent ? event.relatedTarget : null;
    const heard = { message: parsed(text), files: [...transfer.files], about };
    for (const listener of listeners) listener(heard);
  };
  // The first offer is made before the page has a script; a later one is the page's own and is not heard.
  const meet = (event: Event) => {
    const [who, ...names] = String(event instanceof CustomEvent ? event.detail : '').split(' ');
    if (who !== 'main' || names.length !== 2) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    MEETING_PLACE.removeEventListener(MEETING, meet, true);
    agree(names);
  };
  const agree = ([ours, theirs]: readonly string[]) => {
    if (!ours || !theirs || up !== null) return;
    up = ours;
    down = theirs;
    MEETING_PLACE.addEventListener(up, hear, { capture: true, signal });
  };
  MEETING_PLACE.addEventListener(MEETING, meet, { capture: true, signal });
  MEETING_PLACE.dispatchEvent(new CustomEvent(MEETING, { detail: 'isolated' }));
  // Both scripts run before the page's first: who has not come by then will not.
  setTimeout(() => MEETING_PLACE.removeEventListener(MEETING, meet, true));

  return {
    say(message, files = []) {
      if (down === null) return;
      const transfer = new DataTransfer();
      transfer.setData(TYPE, JSON.stringify(message));
      for (const file of files) transfer.items.add(file);
      MEETING_PLACE.dispatchEvent(new DragEvent(down, { dataTransfer: transfer }));
    },
    onHeard: (listener) => void listeners.push(listener),
    names: () => (up === null ? '' : `${up} ${down}`),
    adopt: (names) => agree(names.split(' ')),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is no message asks for nothing.
    return null;
  }
};
