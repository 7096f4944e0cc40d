/**
 * Which elements of XML are one person's or one thing's: where siblings of one name repeat, each that
 * has children or attributes of its own is a record; all else is its parent's. In C-CDA each part of the
 * document is one.
 */
import { newPair, type Pair } from './pairs.ts';

export interface XmlLevel extends Pair {
  /** Number of the record that the element's own text is part of. */
  record: number;
  /** What its attributes call it, where detectors know that. */
  readonly called: string;
}

interface Level extends XmlLevel {
  readonly depth: number;
  readonly repeats: boolean;
  holds: boolean;
  readonly seen: Set<string>;
}

/** Lists of people stand near the root; deeper repeats are a person's second address or name. */
const NEAR_ROOT = 4;
const MOST_NAMES = 64;

export function xmlRecords() {
  const stack: Level[] = [];
  let records = 0;

  const holdsMore = (level: Level): void => {
    if (level.holds) return;
    level.holds = true;
    const part = level.depth === 2 && stack[0]?.seen.has('ClinicalDocument') === true;
    if (level.repeats || part) level.record = ++records;
  };

  return {
    /** `called` is what its attributes call its content. */
    open(name: string, attributes: number, called: string): void {
      const above = stack.at(-1);
      if (above !== undefined) holdsMore(above);
      const depth = stack.length + 1;
      const level: Level = {
        ...newPair(),
        depth,
        record: above?.record ?? 0,
        called,
        repeats: depth <= NEAR_ROOT && above?.seen.has(name) === true,
        holds: false,
        // The root knows its own name too.
        seen: new Set(depth === 1 ? [name] : []),
      };
      if (above !== undefined && above.seen.size < MOST_NAMES) above.seen.add(name);
      stack.push(level);
      if (attributes > 1 && called === '') holdsMore(level);
    },
    close(): void {
      stack.pop();
    },
    /** The innermost element and the one that holds it. */
    here: (): XmlLevel | undefined => stack.at(-1),
    above: (): XmlLevel | undefined => stack.at(-2),
    /** The chunk ends: what waits would point into the next. */
    cut(): void {
      for (const level of stack) level.waiting = [];
    },
  };
}
