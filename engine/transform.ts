/** What may leave: the text with every finding replaced that an obligation names. */
import { strictest, type TransformName } from './transform-names.ts';
import { transforms } from './transforms/index.ts';
import type { Finding, InfoType, Obligation, Span } from './types.ts';

export interface Edit extends Span {
  /** What is written there instead. */
  readonly text: string;
  readonly kind: TransformName;
  readonly infoType: InfoType;
  /** What was written there, without markup; empty where the edit goes on after a tag. */
  readonly value: string;
}

/** What an edit needs to know of a finding. */
export type Wanted = Pick<Finding, 'start' | 'end' | 'infoType' | 'hipaa' | 'stage'>;

/**
 * The edits that the obligations ask for, ascending and without overlap; offsets are those of the
 * findings. Findings that overlap become one edit over all of them, named after the first. `key` is
 * the centre's, for what is tokenised.
 */
export const editsFor = (
  text: string,
  findings: readonly Wanted[],
  obligations: readonly Obligation[],
  key = '',
): Edit[] => {
  const edits: Edit[] = [];
  const wanted = findings.flatMap((finding) => {
    const kind = kindFor(finding, obligations);
    return kind ? [{ ...finding, kind }] : [];
  });
  for (const finding of wanted.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = edits.at(-1);
    const start = last && finding.start < last.end ? last.start : finding.start;
    const end = last ? Math.max(finding.end, start === last.start ? last.end : finding.end) : finding.end;
    const infoType = last && start === last.start ? last.infoType : finding.infoType;
    const kind = last && start === last.start ? strictest([last.kind, finding.kind]) : finding.kind;
    if (last && start === last.start) edits.pop();
    edits.push({ start, end, infoType, kind, text: '', value: '' });
  }
  return edits.flatMap((edit) => written(text, edit, key));
};

/** The edit with what it writes, parted at tags, so that markup stays whole: `<b>[CITY]</b>`. */
const written = (text: string, edit: Edit, key: string): Edit[] => {
  const runs = between(text, edit, TAG);
  const value = runs.map(({ start, end }) => text.slice(start, end)).join('');
  const transform = transforms.find(({ name }) => name === edit.kind);
  if (transform === undefined) throw new Error(`There is no transform named ${edit.kind}.`);
  if (transform.keyed && key === '') throw new Error(`${transform.name} needs the key of the centre.`);
  // What keeps the shape of a value keeps it piece by piece, and takes an escape for the one sign that it is.
  if (transform.shaped)
    return runs.map(({ start, end }, i) => {
      const piece = text.slice(start, end).replace(ESCAPE, 'x');
      return { ...edit, start, end, text: transform.apply(piece, edit.infoType, key), value: i === 0 ? value : '' };
    });
  const whole = transform.apply(value, edit.infoType, key);
  return runs.map((run, i) => ({ ...edit, ...run, ...(i === 0 ? { text: whole, value } : { text: '', value: '' }) }));
};

/** What stands before, between and after the matches in a stretch, blank runs left alone; at least one. */
const between = (text: string, { start, end }: Span, parting: RegExp): Span[] => {
  const stretch = text.slice(start, end);
  const runs: Span[] = [];
  let from = 0;
  const add = (to: number): void => {
    if (/\S/.test(stretch.slice(from, to))) runs.push({ start: start + from, end: start + to });
  };
  for (const match of stretch.matchAll(parting)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(stretch.length);
  return runs.length === 0 ? [{ start, end }] : runs;
};

const TAG = /<!--[\s\S]*?-->|<\/?[A-Za-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/g;

/** Of HTML and XML, of JSON and JavaScript, of URLs. */
const ESCAPE =
  /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});|\\(?:u[\da-fA-F]{4}|[bfnrt"\\/])|%[\da-fA-F]{2}/g;

/** In JSON a number that is replaced becomes a string, so that the copy is JSON again. Digits in a string are in one already. */
export const quoteNumbers = (text: string, edits: readonly Edit[]): Edit[] => {
  if (!/^\s*[[{]/.test(text)) return [...edits];
  let at = 0;
  let inString = false;
  return edits.map((edit) => {
    for (; at < edit.start; at++) {
      if (text[at] === '"') inString = !inString;
      else if (inString && text[at] === '\\') at++;
    }
    const bare = !inString && /[:,[]\s*$/.test(text.slice(Math.max(0, edit.start - 16), edit.start));
    const ended = /^\s*[,}\]]/.test(text.slice(edit.end, edit.end + 16));
    return bare && ended && /^-?\d/.test(text.slice(edit.start, edit.end)) ? { ...edit, text: `"${edit.text}"` } : edit;
  });
};

/** Everything outside of the edits stays as it is, unit for unit. */
export const applyEdits = (text: string, edits: readonly (Span & { readonly text: string })[]): string => {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
};

/** Health context alone is nobody's and stays, and so does what only a canary finds. */
const kindFor = (
  { infoType, hipaa, stage }: Pick<Wanted, 'infoType' | 'hipaa' | 'stage'>,
  obligations: readonly Obligation[],
): TransformName | null => {
  if (hipaa === null || stage === 'canary') return null;
  const kinds = obligations
    .filter(({ infoTypes }) => infoTypes.length === 0 || infoTypes.includes(infoType))
    .map(({ kind }) => kind);
  return kinds.length === 0 ? null : strictest(kinds);
};
