/** One input through the engine, as events: findings as they settle, then gaps, then the item. */
import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { type Engine, type Finding, type GapReason, type Likelihood, readQuotes } from '../index.ts';
import type { ByteSource, ContentItem } from '../types.ts';
import { LIKELIHOODS } from './scan-arguments.ts';
import type { JobItem } from './scan-job.ts';

export type ScanEvent =
  | { readonly type: 'finding'; readonly file: string; readonly finding: Finding; readonly text: string | undefined }
  | { readonly type: 'gap'; readonly file: string; readonly part: string; readonly reason: GapReason }
  | {
      readonly type: 'item';
      readonly file: string;
      readonly bytes: number;
      readonly parts: number;
      readonly phi: boolean;
      readonly persons: number;
      /** Milliseconds. */
      readonly ms: number;
    }
  | { readonly type: 'error'; readonly text: string };

/** Takes events in the order of the report; resolves once more may come. */
export type TakeEvents = (events: readonly ScanEvent[]) => Promise<void>;

/** What was not inspected is an item like any other, behind its gap. */
export const unreadEvents = (file: string, reason: GapReason, bytes = 0, ms = 0): readonly ScanEvent[] => [
  { type: 'gap', file, part: '', reason },
  { type: 'item', file, bytes, parts: 0, phi: false, persons: 0, ms },
];

const INSPECTION = 'scan';

export async function inspectInput(
  engine: Engine,
  input: JobItem,
  { minimum, reveal }: { readonly minimum: Likelihood; readonly reveal: boolean },
  take: TakeEvents,
): Promise<void> {
  const { file } = input;
  const opened = await openInput(input);
  if (opened.kind === 'unreadable') {
    const { error, reason } = opened;
    return take([
      ...(error === undefined ? [] : [{ type: 'error', text: error } as const]),
      ...unreadEvents(file, reason),
    ]);
  }
  const { item, bytes } = opened;
  const writer = reveal ? revealing(file, item, take) : plain(file, take);
  const started = performance.now();
  const { gaps, parts, features } = await engine.inspect({ id: INSPECTION, items: [item] }, (findings) =>
    writer.add(findings.filter(({ likelihood }) => reaches(likelihood, minimum))),
  );
  const ms = Math.round((performance.now() - started) * 10) / 10;
  await engine.forget(INSPECTION);
  await writer.end();
  const { phi, persons } = features;
  await take([
    ...gaps.map(({ part, reason }): ScanEvent => ({ type: 'gap', file, part, reason })),
    { type: 'item', file, bytes, parts, phi, persons, ms },
  ]);
}

interface FindingWriter {
  add(findings: readonly Finding[]): Promise<void>;
  end(): Promise<void>;
}

const plain = (file: string, take: TakeEvents): FindingWriter => ({
  add: (findings) => take(findings.map((finding) => ({ type: 'finding', file, finding, text: undefined }))),
  end: async () => undefined,
});

/** Findings that wait for their text: the item is read again for so many at a time. */
const WAITING = 50_000;

const revealing = (file: string, item: ContentItem, take: TakeEvents): FindingWriter => {
  let waiting: Finding[] = [];
  const end = async (): Promise<void> => {
    const findings = waiting;
    waiting = [];
    if (findings.length === 0) return;
    const texts = await readQuotes(item, findings);
    await take(findings.map((finding, i) => ({ type: 'finding', file, finding, text: texts[i] })));
  };
  return {
    async add(findings) {
      waiting.push(...findings);
      if (waiting.length >= WAITING) await end();
    },
    end,
  };
};

const reaches = (likelihood: Likelihood, minimum: Likelihood): boolean =>
  LIKELIHOODS.indexOf(likelihood) >= LIKELIHOODS.indexOf(minimum);

/** Files up to this size are read at once; larger ones slice by slice. Bytes. */
const AT_ONCE = 8 * 1024 * 1024;

type Opened =
  | { readonly kind: 'item'; readonly item: ContentItem; readonly bytes: number }
  | Extract<JobItem, { kind: 'unreadable' }>;

async function openInput(input: JobItem): Promise<Opened> {
  const { file } = input;
  switch (input.kind) {
    case 'unreadable':
      return input;
    case 'text': {
      const item: ContentItem = { mediaType: 'text/plain', content: input.text };
      return { kind: 'item', item, bytes: Buffer.byteLength(input.text) };
    }
    case 'bytes':
      return inMemory(file, input.bytes);
    case 'path':
      try {
        const { size } = await stat(file);
        if (size <= AT_ONCE) return inMemory(file, await readFile(file));
        const content: ByteSource = await openAsBlob(file);
        return { kind: 'item', item: { name: file, mediaType: '', content }, bytes: size };
      } catch (error) {
        return unreadable(file, error);
      }
    default:
      return input satisfies never;
  }
}

const inMemory = (file: string, bytes: Uint8Array): Opened => {
  const content: ByteSource = {
    size: bytes.length,
    // A copy: `slice` of a Node Buffer is a view of a larger buffer.
    slice: (start, end) => ({ arrayBuffer: async () => new Uint8Array(bytes.subarray(start, end)).buffer }),
  };
  return { kind: 'item', item: { name: file, mediaType: '', content }, bytes: bytes.length };
};

export const unreadable = (file: string, error: unknown): Extract<JobItem, { kind: 'unreadable' }> => ({
  kind: 'unreadable',
  file,
  reason: 'opaque',
  error: `${file}: cannot be read (${codeOf(error)}); check the path and your right to read it`,
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown cause';
