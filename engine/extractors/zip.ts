/** Zip archives: every member is read as what it is; names and comments are read as text. */
import { defineExtractor } from '../define.ts';
import { hasContent, stretch } from '../sources.ts';
import type { ByteSource, ExtractContext, Extracted } from '../types.ts';
import { textPart } from './reading/part-writer.ts';
import { memberPart, partNames } from './reading/parts.ts';
import { openEntry, overlaps, readDirectory } from './reading/zip-archive.ts';

export const zip = defineExtractor({
  name: 'zip',
  accepts: (head) => head[0] === 0x50 && head[1] === 0x4b && ZIP_RECORDS.has(((head[2] ?? 0) << 8) | (head[3] ?? 0)),
  extract: readZip,
});

/** Local header, end of an empty archive, spanned archive. */
const ZIP_RECORDS: ReadonlySet<number> = new Set([0x0304, 0x0506, 0x0708]);

/** A data descriptor, zip64 with its signature: APPNOTE 4.3.9. It may follow a member and says nothing new. */
const DESCRIPTOR = 24;

async function* readZip(source: ByteSource, context: ExtractContext): AsyncGenerator<Extracted> {
  const { part } = context;
  const directory = await readDirectory(source, Math.max(0, context.budget.entries));
  if (directory === null || overlaps(directory.entries)) {
    yield { kind: 'gap', part, reason: 'malformed' };
    return;
  }
  const { entries, announced, names } = directory;
  if (announced > entries.length) yield { kind: 'gap', part, reason: 'too-large' };
  const nameOf = partNames(part);
  let at = 0;
  for (const entry of entries) {
    yield* unlisted(source, at, entry.offset, context);
    const opened = await openEntry(source, entry, context);
    at = opened.end ?? entry.offset + entry.packed;
    if (entry.name.endsWith('/') && entry.packed === 0) continue;
    const member = nameOf(entry.name);
    if (opened.kind === 'gap') {
      yield { kind: 'gap', part: member, reason: opened.reason };
      continue;
    }
    if (opened.gap !== undefined) yield { kind: 'gap', part: member, reason: opened.gap };
    yield* context.recurse(opened.source, entry.name, member);
  }
  if (announced === entries.length) yield* unlisted(source, at, directory.start, context);
  yield* textPart(memberPart(part, '(names)'), names);
}

/** What lies between members and is in no list: nobody who unpacks the archive sees it, and it leaves all the same. */
async function* unlisted(source: ByteSource, from: number, to: number, context: ExtractContext) {
  if (to - from <= DESCRIPTOR || !(await hasContent(source, from, to))) return;
  yield* context.recurse(stretch(source, from, to), '', memberPart(context.part, `(unlisted at ${from})`));
}
