/** The members of a zip archive one after another, for plain archives and for formats that are archives. */
import { hasContent, stretch } from '../../sources.ts';
import type { ByteSource, ExtractContext, Extracted } from '../../types.ts';
import { memberPart, partNames } from './parts.ts';
import { openEntry, overlaps, readDirectory, type ZipDirectory, type ZipEntry } from './zip-archive.ts';

/** The directory, within what the budget allows; null where there is none, or two entries share bytes. */
export async function openZip(source: ByteSource, context: ExtractContext): Promise<ZipDirectory | null> {
  const directory = await readDirectory(source, Math.max(0, context.budget.entries));
  return directory === null || overlaps(directory.entries) ? null : directory;
}

export interface OpenedMember {
  readonly entry: ZipEntry;
  readonly source: ByteSource;
  readonly part: string;
}

/** Hands every member to `read`; what cannot be opened, and what lies between members, is told or read here. */
export async function* zipMembers(
  source: ByteSource,
  directory: ZipDirectory,
  context: ExtractContext,
  read: (member: OpenedMember) => AsyncIterable<Extracted>,
): AsyncGenerator<Extracted> {
  const { entries, announced } = directory;
  if (announced > entries.length) yield { kind: 'gap', part: context.part, reason: 'too-large' };
  const nameOf = partNames(context.part);
  let at = 0;
  for (const entry of entries) {
    yield* unlisted(source, at, entry.offset, context);
    const opened = await openEntry(source, entry, context);
    at = opened.end ?? entry.offset + entry.packed;
    if (entry.name.endsWith('/') && entry.packed === 0) continue;
    const part = nameOf(entry.name);
    if (opened.kind === 'gap') {
      yield { kind: 'gap', part, reason: opened.reason };
      continue;
    }
    if (opened.gap !== undefined) yield { kind: 'gap', part, reason: opened.gap };
    yield* read({ entry, source: opened.source, part });
  }
  if (announced === entries.length) yield* unlisted(source, at, directory.start, context);
}

/** A data descriptor, zip64 with its signature: APPNOTE 4.3.9. It may follow a member and says nothing new. */
const DESCRIPTOR = 24;

/** What lies between members and is in no list: nobody who unpacks the archive sees it, and it leaves all the same. */
async function* unlisted(source: ByteSource, from: number, to: number, context: ExtractContext) {
  if (to - from <= DESCRIPTOR || !(await hasContent(source, from, to))) return;
  yield* context.recurse(stretch(source, from, to), '', memberPart(context.part, `(unlisted at ${from})`));
}

/** Comments of the archive and its members, without the names, which the format gives. */
export const commentsOf = ({ names, entries }: ZipDirectory): string => {
  const given = new Set(entries.map(({ name }) => name));
  return names
    .split('\n')
    .filter((line) => !given.has(line))
    .join('\n');
};
