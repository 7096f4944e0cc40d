/** What may leave: the text with every finding replaced that an obligation names. */
import { strictest, type TransformName } from './transform-names.ts';
import { transforms } from './transforms/index.ts';
import type { Finding, InfoType, Obligation, Span } from './types.ts';

export interface Edit extends Span {
  /** What is written there instead. */
  readonly text: string;
  readonly kind: TransformName;
  readonly infoType: InfoType;
}

/**
 * The edits that the obligations ask for, ascending and without overlap; offsets are those of the
 * findings. Findings that overlap become one edit over all of them, named after the first. `key` is
 * the centre's, for what is tokenised.
 */
export const editsFor = (
  text: string,
  findings: readonly Pick<Finding, 'start' | 'end' | 'infoType' | 'hipaa' | 'stage'>[],
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
    const transform = transforms.find(({ name }) => name === kind);
    if (!transform) throw new Error(`There is no transform named ${kind}.`);
    if (last && start === last.start) edits.pop();
    if (transform.keyed && key === '') throw new Error(`${transform.name} needs the key of the centre.`);
    edits.push({ start, end, infoType, kind, text: transform.apply(text.slice(start, end), infoType, key) });
  }
  return edits;
};

/** In JSON a number that is replaced becomes a string, so that the copy is JSON again. */
export const quoteNumbers = (text: string, edits: readonly Edit[]): Edit[] =>
  /^\s*[[{]/.test(text)
    ? edits.map((edit) => {
        const bare = /[:,[]\s*$/.test(text.slice(Math.max(0, edit.start - 16), edit.start));
        const ended = /^\s*[,}\]]/.test(text.slice(edit.end, edit.end + 16));
        return bare && ended && /^-?\d/.test(text.slice(edit.start, edit.end))
          ? { ...edit, text: `"${edit.text}"` }
          : edit;
      })
    : [...edits];

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
  { infoType, hipaa, stage }: Pick<Finding, 'infoType' | 'hipaa' | 'stage'>,
  obligations: readonly Obligation[],
): TransformName | null => {
  if (hipaa === null || stage === 'canary') return null;
  const kinds = obligations
    .filter(({ infoTypes }) => infoTypes.length === 0 || infoTypes.includes(infoType))
    .map(({ kind }) => kind);
  return kinds.length === 0 ? null : strictest(kinds);
};
