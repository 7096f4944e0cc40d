/** What the engine remembers between calls: inspections by id, bounded, the oldest forgotten first. */
import type { ContentItem, Inspection, InspectionId } from './types.ts';

export interface Held {
  readonly inspection: Inspection;
  /** False where findings were counted and not kept. */
  readonly whole: boolean;
  /** Texts as they were given, files as sources that can be read again. */
  readonly items: readonly ContentItem[];
}

export interface Inspections {
  keep(id: InspectionId, held: Held): void;
  get(id: InspectionId): Held | null;
  forget(id: InspectionId): void;
}

/** UTF-16 units of given text that are held at once, and inspections. */
const UNITS = 64 * 1024 * 1024;
const COUNT = 256;

export function createInspections(): Inspections {
  const kept = new Map<InspectionId, Held>();
  let units = 0;

  const forget = (id: InspectionId): void => {
    const held = kept.get(id);
    if (held === undefined) return;
    units -= unitsOf(held);
    kept.delete(id);
  };

  return {
    keep(id, held) {
      forget(id);
      kept.set(id, held);
      units += unitsOf(held);
      // The newest stays, whatever its size: it is what the user waits for.
      for (const oldest of kept.keys()) {
        if ((units <= UNITS && kept.size <= COUNT) || oldest === id) break;
        forget(oldest);
      }
    },
    get: (id) => kept.get(id) ?? null,
    forget,
  };
}

const unitsOf = ({ items }: Held): number =>
  items.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : 0), 0);
