/**
 * The stage that turns an item into readable text and gaps. Which extractor reads it is decided by its
 * first 4 KiB; what contains other content hands it back here, within one ledger of work per item.
 */
import { type Charset, decodeText, isTextSource, textSource } from './charset.ts';
import { extractors } from './extractors/index.ts';
import { isCounted } from './sources.ts';
import type {
  Budget,
  ByteSource,
  ContentItem,
  ExtractContext,
  Extracted,
  Extractor,
  ReadingAids,
  Spendable,
} from './types.ts';

/** What one item may cost where the policy says nothing. Bytes are streamed; all else bounds memory and work. */
export const DEFAULT_BUDGET: Budget = {
  bytes: 2 * 1024 ** 3,
  expandedBytes: 256 * 1024 ** 2,
  ratio: 100,
  depth: 5,
  entries: 10_000,
  pages: 2_000,
  pixels: 150_000_000,
  parts: 20_000,
  findings: 100_000,
};

const HEAD = 4096;

/**
 * Reads one item. Parts arrive one after another, gaps where they occur; it does not throw: what an
 * extractor cannot survive is the gap `malformed` of the part it was reading.
 */
export async function* extract(
  item: ContentItem,
  budget: Budget = DEFAULT_BUDGET,
  aids: ReadingAids = {},
): AsyncGenerator<Extracted> {
  yield* counted(walk(sourceOf(item), item.name ?? '', '', 0, ledger(budget, aids), null), budget.parts);
}

/**
 * The texts that findings of the named parts point into: for text-like content the decoded file, for
 * others what was read. For previews and `--reveal`; parts that do not exist are absent.
 */
export async function readParts(
  item: ContentItem,
  parts: ReadonlySet<string>,
  budget: Budget = DEFAULT_BUDGET,
  aids: ReadingAids = {},
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const raw = async (part: string, source: ByteSource): Promise<void> => {
    if (!parts.has(part) || texts.has(part)) return;
    let text = '';
    for await (const piece of decodeText(source)) text += piece;
    texts.set(part, text);
  };
  const rawParts = new Set<string>();
  const onText = async (part: string, source: ByteSource): Promise<void> => {
    rawParts.add(part);
    await raw(part, source);
  };
  // What pictures show is never a text of its own: the item's text is had without looking at them again.
  const { recognise: _, ...quick } = aids;
  const lent = [...parts].every((part) => part === '') ? quick : aids;
  const all = walk(sourceOf(item), item.name ?? '', '', 0, ledger(budget, lent), onText);
  for await (const found of counted(all, budget.parts)) {
    if (found.kind === 'gap' || rawParts.has(found.chunk.part) || !parts.has(found.chunk.part)) continue;
    texts.set(found.chunk.part, (texts.get(found.chunk.part) ?? '') + found.chunk.text);
  }
  return texts;
}

/** The whole text of text-like content and the charset it came in; null for containers and what is no text. */
export async function readWhole(
  item: ContentItem,
): Promise<{ readonly text: string; readonly charset: Charset } | null> {
  if (typeof item.content === 'string') return { text: item.content, charset: 'utf-8' };
  const extractor = await chooseExtractor(item.content);
  if (extractor?.textLike !== true) return null;
  let charset: Charset = 'utf-8';
  let text = '';
  for await (const piece of decodeText(item.content, (found) => (charset = found))) text += piece;
  return { text, charset };
}

/** Bytes of an item; text counts as UTF-8. */
export const sizeOf = (item: ContentItem): number => sourceOf(item).size;

const sourceOf = (item: ContentItem): ByteSource =>
  typeof item.content === 'string' ? textSource(item.content) : item.content;

/** What is left of an item's budget. */
interface Ledger {
  readonly budget: Budget;
  readonly aids: ReadingAids;
  readonly left: Record<Spendable, number>;
}

const ledger = (budget: Budget, aids: ReadingAids): Ledger => {
  const { expandedBytes, entries, pages, pixels } = budget;
  return { budget, aids, left: { expandedBytes, entries, pages, pixels } };
};

/** Ends with a gap where more parts come than may. */
async function* counted(all: AsyncGenerator<Extracted>, parts: number): AsyncGenerator<Extracted> {
  let open: string | null = null;
  let count = 0;
  for await (const found of all) {
    if (found.kind === 'text') {
      if (found.chunk.part !== open && ++count > parts) {
        yield { kind: 'gap', part: found.chunk.part, reason: 'too-large' };
        return;
      }
      open = found.chunk.last ? null : found.chunk.part;
    }
    yield found;
  }
}

type OnText = (part: string, source: ByteSource) => Promise<void>;

async function* walk(
  given: ByteSource,
  name: string,
  part: string,
  depth: number,
  spent: Ledger,
  onText: OnText | null,
): AsyncGenerator<Extracted> {
  const { budget } = spent;
  if (depth > budget.depth) {
    yield { kind: 'gap', part, reason: 'too-deep' };
    return;
  }
  const source = within(given, budget.bytes);
  if (source !== given) yield { kind: 'gap', part, reason: 'too-large' };
  try {
    const extractor = await chooseExtractor(source);
    if (extractor === null) {
      yield { kind: 'gap', part, reason: 'unsupported' };
      return;
    }
    if (onText !== null && extractor.textLike === true) await onText(part, source);
    const context: ExtractContext = {
      name,
      part,
      depth,
      aids: spent.aids,
      get budget() {
        return { ...budget, ...spent.left };
      },
      spend: (what, amount) => spend(spent, what, amount),
      async *recurse(inner, innerName, innerPart) {
        const afforded = spend(spent, 'entries', 1) && (isCounted(inner) || spend(spent, 'expandedBytes', inner.size));
        if (afforded) yield* walk(inner, innerName, innerPart, depth + 1, spent, onText);
        else yield { kind: 'gap', part: innerPart, reason: 'too-large' };
      },
    };
    let silent = true;
    for await (const found of extractor.extract(source, context)) {
      silent = false;
      yield found;
    }
    // A container whose damage hides all that it holds looks like an empty one: bytes that say nothing are a gap.
    if (silent && source.size > 0) yield { kind: 'gap', part, reason: 'partial' };
  } catch {
    yield { kind: 'gap', part, reason: 'malformed' };
  }
}

function spend({ left }: Ledger, what: Spendable, amount: number): boolean {
  if (left[what] < amount) return false;
  left[what] -= amount;
  return true;
}

/** The first extractor that accepts; content given as text is always text of some kind. */
async function chooseExtractor(source: ByteSource): Promise<Extractor | null> {
  const given = isTextSource(source);
  const head = given
    ? new TextEncoder().encode(source.text.slice(0, HEAD)).subarray(0, HEAD)
    : new Uint8Array(await source.slice(0, Math.min(HEAD, source.size)).arrayBuffer());
  for (const extractor of extractors) {
    if (given && extractor.textLike !== true) continue;
    if (extractor.accepts(head)) return extractor;
  }
  return given ? (extractors.at(-1) ?? null) : null;
}

function within(source: ByteSource, bytes: number): ByteSource {
  if (source.size <= bytes) return source;
  if (isTextSource(source)) return textSource(source.text.slice(0, bytes));
  return { size: bytes, slice: (start, end) => source.slice(start, Math.min(end, bytes)) };
}
