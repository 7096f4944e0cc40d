/**
 * The way between the page's world and the isolated one: synchronous events under names that are
 * agreed upon before the page has a script, and that nobody can list. Files and text travel in a
 * DataTransfer. What is said from here is a claim; it can ask for an inspection and never grants anything.
 */
import { captured } from './captured-globals.ts';

/** Said by both worlds at document_start; whichever comes second is heard. */
const MEETING = 'chartward-meeting';
const TYPE = 'text/plain';

export interface Said {
  readonly message: unknown;
  readonly files: readonly File[];
}

export interface Bridge {
  /** Tells the isolated world, which hears it at once. */
  say(message: object, files?: readonly File[], about?: EventTarget): void;
  /** Hears the isolated world. */
  onSaid(listener: (said: Said) => void): void;
}

export const openBridge = (): Bridge => {
  const { performance: place, addEventListener, removeEventListener, dispatchEvent } = captured;
  const up = captured.random();
  const down = captured.random();
  const listeners: ((said: Said) => void)[] = [];
  const offer = () => {
    const names = { detail: `main ${up} ${down}`, cancelable: true };
    const isTaken = !dispatchEvent(place, new captured.CustomEvent(MEETING, names));
    // Once agreed upon, the names are told to nobody who asks.
    if (isTaken) removeEventListener(place, MEETING, onMeeting, true);
  };
  const onMeeting = (event: Event) => {
    captured.stopImmediatePropagation(event);
    if ((event as CustomEvent).detail === 'isolated') offer();
  };
  addEventListener(place, MEETING, onMeeting, true);
  offer();
  addEventListener(
    place,
    down,
    (event) => {
      captured.stopImmediatePropagation(event);
      const transfer = captured.transferOf(event as DragEvent);
      if (!transfer) return;
      const list = captured.filesOf(transfer);
      const files: File[] = [];
      for (let i = 0; i < captured.countOf(list); i++) {
        const file = captured.fileAt(list, i);
        if (file) files[files.length] = file;
      }
      const said = { message: captured.parse(captured.getData(transfer, TYPE)), files };
      for (let i = 0; i < listeners.length; i++) listeners[i]?.(said);
    },
    true,
  );
  return {
    say(message, files = [], about) {
      const transfer = new captured.DataTransfer();
      captured.setData(transfer, TYPE, captured.stringify(message));
      for (let i = 0; i < files.length; i++) {
        const file = files[i];
        if (file) captured.addFile(captured.itemsOf(transfer), file);
      }
      dispatchEvent(place, new captured.DragEvent(up, { dataTransfer: transfer, relatedTarget: about ?? null }));
    },
    onSaid(listener) {
      listeners[listeners.length] = listener;
    },
  };
};
