/** Pairs of label and value: `{"label": "MRN", "value": …}`, `<key>MRN</key><value>…</value>`, `<field name="MRN">`. */
import { type KnowsLabel, knownLabel } from '../../layout.ts';
import type { Field } from '../../types.ts';

export type Value = Pick<Field, 'start' | 'end' | 'record'>;

/** What one object or element has said so far. */
export interface Pair {
  /** That detectors know. */
  label: string;
  /** Values of this chunk whose label has not come yet. */
  waiting: Value[];
}

export const newPair = (): Pair => ({ label: '', waiting: [] });

/** Names of members, elements and attributes that say what another one beside them holds; without case. */
const LABELS: ReadonlySet<string> = new Set(
  'label name key field type title caption question prompt attribute property code display header column id text'.split(
    ' ',
  ),
);
const VALUES: ReadonlySet<string> = new Set('value val answer response data text content string'.split(' '));

export const namesLabel = (name: string): boolean => LABELS.has(name.toLowerCase());
export const namesValue = (name: string): boolean => VALUES.has(name.toLowerCase());

/** Units of a label. */
export const LABEL_LENGTH = 64;

export const pairs = (knows: KnowsLabel, field: (field: Field) => void) => ({
  /** One more member of an object; true where it is itself the label of what stands beside it. */
  member(pair: Pair, name: string, text: () => string, value: Value): boolean {
    const known = namesLabel(name) && value.end - value.start <= LABEL_LENGTH ? knownLabel(text().trim(), knows) : null;
    if (known !== null) {
      pair.label = known.label;
      for (const one of pair.waiting) field({ ...one, key: known.label });
      pair.waiting = [];
      return true;
    }
    if (namesValue(name)) {
      if (pair.label !== '') field({ ...value, key: pair.label });
      else pair.waiting.push(value);
    }
    return false;
  },
});
