/** Finished content for those who may see it: what may leave in place of the original, and its preview. */
import type { Charset } from './charset.ts';
import { HIPAA_CLASSES } from './hipaa.ts';
import type { Edit, Wanted } from './transform.ts';
import type {
  ContentItem,
  Finding,
  InfoType,
  InspectionId,
  Obligation,
  Preview,
  Span,
  Transformed,
  TransformedItem,
} from './types.ts';

/** The stages, as `engine.ts` hands them over. */
export interface CopyStages {
  inspectText(text: string): Promise<readonly Finding[]>;
  readWhole(item: ContentItem): Promise<{ readonly text: string; readonly charset: Charset } | null>;
  readParts(item: ContentItem, parts: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /** With the centre's key. Throws where one is needed and there is none. */
  editsFor(text: string, findings: readonly Wanted[], obligations: readonly Obligation[]): readonly Edit[];
  quoteNumbers(text: string, edits: readonly Edit[]): readonly Edit[];
  applyEdits(text: string, edits: readonly (Span & { readonly text: string })[]): string;
  encodeText(text: string, charset: Charset): Uint8Array<ArrayBuffer> | null;
  sizeOf(item: ContentItem): number;
}

export interface Copied {
  readonly id: InspectionId;
  readonly items: readonly ContentItem[];
  readonly findings: readonly Finding[];
  /** Items that were not fully read: no copy of them can be vouched for. */
  readonly gapped: ReadonlySet<number>;
}

/** Tokens and what they stand for: for the privacy office alone. */
export type Tokens = Readonly<Record<string, string>>;

export interface Copies {
  transform(
    of: Copied,
    obligations: readonly Obligation[],
  ): Promise<Omit<Transformed, 'tokens'> & { readonly tokens: Tokens }>;
  preview(of: Copied, obligations: readonly Obligation[]): Promise<Preview>;
}

/** Bytes of an item up to which a copy is made. */
const COPIED = 128 * 1024 * 1024;

/** Rounds after which a copy that still shows something is given up. */
const ROUNDS = 4;

/** UTF-16 units of each side of a preview. */
const SHOWN = 20_000;

export function createCopies(stages: CopyStages): Copies {
  const { applyEdits, editsFor } = stages;

  /** Edits of the original text after which nothing is found that the obligations name; null where none suffice. */
  const settle = async (
    text: string,
    findings: readonly Wanted[],
    obligations: readonly Obligation[],
  ): Promise<readonly Edit[] | null> => {
    let all = findings;
    for (let round = 0; round < ROUNDS; round++) {
      const edits = editsFor(text, all, obligations);
      const after = applyEdits(text, edits);
      const left = editsFor(after, (await stages.inspectText(after)).filter(isCertainEnough), obligations);
      const rest = left.flatMap((edit) => originalOf(edit, edits));
      // What is read into a placeholder itself (a table cut at its `_`) shows that this copy cannot be trusted.
      if (rest.length === 0) return left.length === 0 ? edits : null;
      all = [...all, ...rest.map((edit) => findingOf(edit))];
    }
    return null;
  };

  const copyItem = async (
    item: ContentItem,
    findings: readonly Finding[],
    obligations: readonly Obligation[],
    removed: Partial<Record<InfoType, number>>,
    tokens: Record<string, string>,
  ): Promise<TransformedItem | null> => {
    if (stages.sizeOf(item) > COPIED) return null;
    const whole = await stages.readWhole(item);
    const named = item.name === undefined ? {} : { name: item.name };
    if (whole === null) {
      const untouched = editsFor('', findings, obligations).length === 0 && typeof item.content !== 'string';
      return untouched ? { ...named, mediaType: item.mediaType, content: await bytesOf(item) } : null;
    }
    const settled = await settle(whole.text, findings, obligations);
    if (settled === null) return null;
    const edits = stages.quoteNumbers(whole.text, settled);
    const text = applyEdits(whole.text, edits);
    const count = (): void => {
      for (const { infoType, kind, text: written, value } of settled) {
        if (value === '') continue;
        removed[infoType] = (removed[infoType] ?? 0) + 1;
        if (kind === 'tokenise') tokens[written] = value;
      }
    };
    if (typeof item.content === 'string') {
      count();
      const plain = edits.map(({ start, end, text: written }) => ({ start, end, text: written }));
      return { ...named, mediaType: item.mediaType, content: text, edits: plain };
    }
    const content = edits.length === 0 ? await bytesOf(item) : stages.encodeText(text, whole.charset);
    if (content === null) return null;
    count();
    return { ...named, mediaType: item.mediaType, content };
  };

  return {
    async transform({ items, findings, gapped }, obligations) {
      const removed: Partial<Record<InfoType, number>> = {};
      const tokens: Record<string, string> = {};
      const copies: (TransformedItem | null)[] = [];
      for (const [index, item] of items.entries()) {
        const own = findings.filter((finding) => finding.item === index && isCertainEnough(finding));
        copies.push(gapped.has(index) ? null : await copyItem(item, own, obligations, removed, tokens));
      }
      return { items: copies, complete: isComplete(items, copies), removed, tokens };
    },

    async preview({ items, findings }, obligations) {
      const shown: Preview['items'][number][] = [];
      for (const [index, item] of items.entries()) {
        const own = findings.filter((finding) => finding.item === index && isCertainEnough(finding));
        const parts = await stages.readParts(item, new Set(['', ...own.map(({ part }) => part)]));
        let before = '';
        let after = '';
        const marks: Preview['items'][number]['marks'][number][] = [];
        for (const [part, text] of parts) {
          const base = before.length;
          const edits = editsFor(
            text,
            own.filter((finding) => finding.part === part),
            obligations,
          );
          for (const { start, end, infoType } of edits) marks.push({ start: base + start, end: base + end, infoType });
          before += part === '' ? text : `${text}\n`;
          after += part === '' ? applyEdits(text, edits) : `${applyEdits(text, edits)}\n`;
        }
        shown.push({
          ...(item.name === undefined ? {} : { name: item.name }),
          before: before.slice(0, SHOWN),
          after: after.slice(0, SHOWN),
          marks: marks.filter(({ end }) => end <= SHOWN),
          cut: before.length > SHOWN || after.length > SHOWN,
        });
      }
      return { items: shown };
    },
  };
}

/** Of the forms of one content, one that every page takes is enough; everything else must have its copy. */
const isComplete = (items: readonly ContentItem[], copies: readonly (TransformedItem | null)[]): boolean =>
  copies.every((copy) => copy !== null) ||
  (items.every(({ flavour }, index) => flavour === true || copies[index] !== null) &&
    items.some(({ mediaType }, index) => copies[index] !== null && /^text\/(?:plain|html)$/.test(mediaType)));

/** What detection calls unlikely is left alone. */
const isCertainEnough = ({ likelihood }: Finding): boolean =>
  likelihood !== 'VERY_UNLIKELY' && likelihood !== 'UNLIKELY';

/** Where a stretch of the edited text stood; nothing where it is only what an edit wrote. */
function originalOf(found: Edit, edits: readonly Edit[]): Edit[] {
  let shift = 0;
  let start = found.start;
  let end = found.end;
  for (const edit of edits) {
    const written = edit.start + shift;
    const writtenEnd = written + edit.text.length;
    if (found.start >= written && found.end <= writtenEnd) return [];
    if (found.start >= writtenEnd) start = found.start - (writtenEnd - edit.end);
    else if (found.start >= written) start = edit.start;
    if (found.end >= writtenEnd) end = found.end - (writtenEnd - edit.end);
    else if (found.end > written) end = edit.end;
    shift = writtenEnd - edit.end;
  }
  return [{ ...found, start, end }];
}

const findingOf = ({ start, end, infoType }: Edit): Wanted => ({
  start,
  end,
  infoType,
  hipaa: HIPAA_CLASSES[infoType],
});

const bytesOf = async (item: ContentItem): Promise<Uint8Array<ArrayBuffer>> =>
  typeof item.content === 'string'
    ? new Uint8Array()
    : new Uint8Array(await item.content.slice(0, item.content.size).arrayBuffer());
