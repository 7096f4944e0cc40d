/**
 * Identifiers that are cut over several texts: fields of a form, pastes that follow one another to one
 * destination. The texts are laid end to end, with and without something between them, and what is then
 * found over a seam is told where its parts stand.
 */
import type { Detected, Detection } from './detect.ts';
import type { ContentItem, Finding } from './types.ts';

/** A stretch of one text. Of long texts only both ends count: an identifier is short. */
interface Piece {
  readonly text: string;
  /** Index of the item; null where it was sent before. */
  readonly item: number | null;
  /** Where the piece begins in its text. */
  readonly base: number;
}

/** Units at either end of a text that may belong to its neighbour's: a label and a value. */
const SEAM = 512;
/** Units that are laid end to end at most; texts beyond are inspected each by itself. */
const LONGEST = 256 * 1024;

/** What stands between the parts: nothing, what parts words, what parts groups of digits. */
const BETWEEN = ['', ' ', '-'];

/** The texts of items that may be joined: given as plain text, in order. */
export const joinable = (items: readonly ContentItem[]): readonly { readonly item: number; readonly text: string }[] =>
  items.flatMap(({ mediaType, content }, item) =>
    typeof content === 'string' && content.trim() !== '' && mediaType.startsWith('text/plain')
      ? [{ item, text: content }]
      : [],
  );

/** What is found only once the texts are joined, in offsets of the items; `known` was found without. */
export const splices = (
  items: readonly ContentItem[],
  earlier: readonly string[],
  detection: Detection,
  known: readonly Finding[],
): Detected[] => {
  const own = joinable(items);
  // Several forms of one content do not follow one another.
  const current = items.some(({ flavour }) => flavour === true) ? own.slice(0, 1) : own;
  if (current.length === 0 || current.length + earlier.length < 2) return [];
  const texts = [...earlier.map((text) => ({ text, item: null })), ...current];
  const pieces = bounded(texts.flatMap(({ text, item }) => endsOf(text, item)));
  const found: Detected[] = [];
  const isNew = (one: Detected): boolean =>
    ![...known, ...found.map(({ finding }) => finding)].some((other) => isSame(other, one.finding));
  for (const between of BETWEEN)
    for (const one of joinedBy(pieces, between, detection)) if (isNew(one)) found.push(one);
  return found;
};

const isSame = (one: Finding, other: Finding): boolean =>
  one.item === other.item &&
  one.part === other.part &&
  one.infoType === other.infoType &&
  one.start < other.end &&
  other.start < one.end;

const endsOf = (text: string, item: number | null): Piece[] => {
  if (text.length <= 2 * SEAM) return [{ text, item, base: 0 }];
  const tail = { text: text.slice(-SEAM), item, base: text.length - SEAM };
  return item === null ? [tail] : [{ text: text.slice(0, SEAM), item, base: 0 }, tail];
};

/** The last that fit: what is sent now matters more than what was. */
const bounded = (pieces: readonly Piece[]): readonly Piece[] => {
  let [from, length] = [pieces.length, 0];
  while (from > 0 && length + (pieces[from - 1]?.text.length ?? 0) <= LONGEST)
    length += pieces[--from]?.text.length ?? 0;
  return pieces.slice(from);
};

interface Placed extends Piece {
  readonly at: number;
}

const joinedBy = (pieces: readonly Piece[], between: string, detection: Detection): Detected[] => {
  const placed: Placed[] = [];
  let text = '';
  for (const piece of pieces) {
    const before = placed.at(-1);
    if (before !== undefined) text += before.item === piece.item && piece.item !== null ? '\n\n' : between;
    placed.push({ ...piece, at: text.length });
    text += piece.text;
  }
  const session = detection.open(0, '');
  const detected = session.push({ part: '', text, base: 0, fields: [], last: true });
  return detected.flatMap((one) => partsOf(one, text, placed));
};

/** The parts of a finding in the items at hand; none where it needs no neighbour. */
const partsOf = (one: Detected, text: string, placed: readonly Placed[]): Detected[] => {
  const { finding } = one;
  if (!isCounted(finding, text)) return [];
  const touched = placed.filter((piece) => piece.at < finding.end && finding.start < piece.at + piece.text.length);
  const crosses = touched.length > 1;
  const first = touched[0];
  // A label at the end of one text may declare a value at the beginning of the next.
  const declared = first !== undefined && finding.evidence.hotword !== undefined && finding.start - first.at <= REACH;
  if (!crosses && !declared) return [];
  return touched.flatMap(({ item, at, base, text: own }) => {
    if (item === null) return [];
    const start = base + Math.max(0, finding.start - at);
    const end = base + Math.min(own.length, finding.end - at);
    return [{ ...one, finding: { ...finding, item, start, end } }];
  });
};

/** Units between the beginning of a text and a value that the text before it declares. */
const REACH = 48;

/** Numbers of persons; towns, links and days stand beside one another in any form. */
const isCounted = ({ hipaa, role, infoType, start, end }: Finding, text: string): boolean =>
  hipaa !== null &&
  !'BNO'.includes(hipaa) &&
  (infoType === 'PERSON_NAME'
    ? role === 'patient'
    : infoType !== 'DATE' && text.slice(start, end).replaceAll(/\D/g, '').length >= 4);
