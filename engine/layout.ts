/**
 * How a table says what its values are, wherever it stands: a row of headings above them, or a label
 * beside them. What a label means is the detectors' knowledge and is handed in.
 */

/**
 * `sure` names what only people's records have, `person` somebody's name, `generic` what things have too
 * (`name`, `date`, `id`).
 */
export interface KnowsLabel {
  (label: string): 'sure' | 'person' | 'generic' | null;
  /** False where the text, its plural included, ends in no label; told at little cost. */
  readonly may?: (text: string) => boolean;
}

/** Knows nothing: tables are then told by their form alone. */
export const NO_LABELS: KnowsLabel = () => null;

/** A few words with a letter: what a column or a blank is called. */
export const isLabel = (text: string): boolean =>
  text.length > 0 && text.length <= 64 && /\p{L}/u.test(text) && !/@|\d{3}/.test(text);

export interface KnownLabel {
  readonly label: string;
  readonly sure: boolean;
  /** True where the values are names of people. */
  readonly isName: boolean;
}

/** A label without what is written around it, `MRNs` as `MRN`; null where it is none that is known. */
export const knownLabel = (text: string, knows: KnowsLabel): KnownLabel | null => {
  if (text.length > LONGEST || text === '' || knows.may?.(text) === false) return null;
  const label = /^\p{L}.*\p{L}$/su.test(text) ? text : text.replaceAll(/^[\s*_`"'#]+|[\s*_`"':=]+$/g, '');
  if (!/^\p{L}/u.test(label) || NO_HEADING.test(label)) return null;
  const known = knows(label);
  if (known !== null) return knownAs(label, known);
  const one = label.endsWith('s') ? knows(label.slice(0, -1)) : null;
  return one === null ? null : knownAs(label.slice(0, -1), one);
};

const knownAs = (label: string, known: NonNullable<ReturnType<KnowsLabel>>): KnownLabel => ({
  label,
  sure: known !== 'generic',
  isName: known === 'person',
});

/** A few words that are no sentence and no code. */
export const isHeading = (label: string): boolean =>
  isLabel(label) &&
  label.length <= 40 &&
  !SENTENCE.test(label) &&
  !NO_HEADING.test(label) &&
  !/[.!?]$|(?:\S+\s+){5}\S/.test(label);

const NO_HEADING = /[:=;{}<>]/;

const LONGEST = 48;

/** Words that make a sentence of a few words, not a heading. */
const SENTENCE =
  /\b(?:and|or|the|is|are|was|were|to|for|with|we|you|your|our|an|if|that|this|please|will|has|have|had|do|does|not)\b/i;

/**
 * True for a row that names what stands below it: words only, at least two of them known to the detectors,
 * one of them beyond doubt. `share` of the filled cells must be known.
 */
export const areHeadings = (texts: readonly string[], labels: readonly (KnownLabel | null)[], share = 0): boolean => {
  const known = labels.filter((label) => label !== null);
  if (known.length < 2 || !known.some(({ sure }) => sure)) return false;
  const filled = texts.filter((text) => text !== '');
  if (!filled.every((text) => isLabel(text) && !CODE.test(text))) return false;
  const said = new Set(known.map(({ label }) => label.toLowerCase()));
  return said.size >= 2 && said.size >= share * filled.length;
};

/** Signs of code and of expressions, which no heading bears. */
const CODE = /[=;{}<>\\]|^[:(]/;

export const areKnownHeadings = (texts: readonly string[], knows: KnowsLabel): boolean =>
  areHeadings(
    texts,
    texts.map((text) => knownLabel(text, knows)),
  );

/** The label of a row of a form, `MRN | 0048291`: what is known, and beside it what is none. Else null. */
export const labelOfRow = (texts: readonly string[], knows: KnowsLabel): string | null => {
  const [first = '', ...values] = texts;
  if (!values.some((value) => value !== '')) return null;
  if (values.some((value) => knownLabel(value, knows) !== null)) return null;
  return knownLabel(first, knows)?.label ?? null;
};
