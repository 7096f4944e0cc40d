/** Tables in JSON: `{"columns": […], "rows": [[…]]}`, `[[…headings…], […]]`; columns may be objects with names. */
import { areKnownHeadings, type KnowsLabel } from '../../layout.ts';
import type { Field } from '../../types.ts';
import { LABEL_LENGTH, namesLabel, newPair, type Pair, pairs, type Value } from './pairs.ts';

/** What one container has said so far. */
export interface Said extends Pair {
  /** Of an array: its strings, or what its objects are called; null once there are too many for headings. */
  names: string[] | null;
  /** Headings of the rows in this container. */
  headings: readonly string[] | null;
  /** Of an array: elements so far. */
  index: number;
  /** What an object is called. */
  name: string;
}

export const newSaid = (): Said => ({ ...newPair(), names: [], headings: null, index: 0, name: '' });

const MOST_COLUMNS = 512;
/** Containers between the row and the headings. */
export const REACH = 4;

export const jsonLabels = (knows: KnowsLabel, field: (field: Field) => void) => {
  const { member } = pairs(knows, field);
  return {
    /** An element of the innermost container, an array. */
    element(containers: readonly Said[], text: () => string, value: Value): void {
      const said = containers.at(-1);
      if (said === undefined) return;
      const key = headingsFor(containers)?.[said.index] ?? '';
      if (key !== '') field({ ...value, key });
      if (said.names !== null && said.names.push(text()) > MOST_COLUMNS) said.names = null;
      said.index += 1;
    },
    /** A member of an object; true where it is itself a label of what stands beside it. */
    member(said: Said, own: string, text: () => string, value: Value): boolean {
      if (said.name === '' && namesLabel(own) && value.end - value.start <= LABEL_LENGTH) said.name = text();
      return member(said, own, text, value);
    },
    /** The innermost container ends. */
    close(containers: readonly Said[], isObject: boolean): void {
      const said = containers.at(-1);
      const above = containers.at(-2);
      if (said === undefined || above === undefined) return;
      if (isObject) {
        if (above.names !== null && above.names.push(said.name) > MOST_COLUMNS) above.names = null;
      } else if (above.headings === null && said.names !== null && areKnownHeadings(said.names, knows))
        above.headings = said.names;
    },
  };
};

/** Of the nearest container that named columns. */
const headingsFor = (containers: readonly Said[]): readonly string[] | null => {
  for (let up = 2; up <= REACH; up += 1) {
    const headings = containers.at(-up)?.headings ?? null;
    if (headings !== null) return headings;
  }
  return null;
};
