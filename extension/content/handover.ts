/**
 * After an update of the extension the script of the old version still stands in every open document,
 * cut off from everything, and stops what it guards. The new version's script takes over from it: under a
 * name that the service worker draws for the document and tells to its own scripts alone, so that no page
 * can end a guard. Until then both stand.
 */
import { MEETING_PLACE, type PageBridge } from './page-bridge.ts';

interface Heir {
  /** Drawn for this document by the service worker; the same in every version. Empty: nobody can take over. */
  readonly name: string;
  readonly page: PageBridge;
  /** This script's own life. */
  readonly life: AbortController;
}

/** Ends the guard that stood here before, if any, takes its way to the page's world, and waits to be succeeded. */
export const takeOver = ({ name, page, life }: Heir): void => {
  if (name === '') return;
  const will = `${name} bridge`;
  const inherit = (event: Event) => {
    event.stopImmediatePropagation();
    if (event instanceof CustomEvent) page.adopt(String(event.detail));
  };
  MEETING_PLACE.addEventListener(will, inherit, { capture: true });
  MEETING_PLACE.dispatchEvent(new CustomEvent(name));
  MEETING_PLACE.removeEventListener(will, inherit, { capture: true });
  const yieldTo = (event: Event) => {
    event.stopImmediatePropagation();
    life.abort();
    MEETING_PLACE.dispatchEvent(new CustomEvent(will, { detail: page.names() }));
  };
  MEETING_PLACE.addEventListener(name, yieldTo, { capture: true, once: true, signal: life.signal });
};

/** True where the extension was replaced or removed under this script: nobody can be asked any more. */
export const isOrphan = (): boolean => !globalThis.chrome?.runtime?.id;
