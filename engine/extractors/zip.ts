/** Zip archives: every member is read as what it is; names and comments are read as text. */
import { defineExtractor } from '../define.ts';
import type { ByteSource, ExtractContext, Extracted } from '../types.ts';
import { memberPart } from './reading/parts.ts';
import { openEntry, overlaps, readDirectory } from './reading/zip-archive.ts';

export const zip = defineExtractor({
  name: 'zip',
  accepts: (head) => head[0] === 0x50 && head[1] === 0x4b && ZIP_RECORDS.has(((head[2] ?? 0) << 8) | (head[3] ?? 0)),
  extract: readZip,
});

/** Local header, end of an empty archive, spanned archive. */
const ZIP_RECORDS: ReadonlySet<number> = new Set([0x0304, 0x0506, 0x0708]);

async function* readZip(source: ByteSource, context: ExtractContext): AsyncGenerator<Extracted> {
  const { part } = context;
  const directory = await readDirectory(source, Math.max(0, context.budget.entries));
  if (directory === null || overlaps(directory.entries)) {
    yield { kind: 'gap', part, reason: 'malformed' };
    return;
  }
  if (directory.announced > directory.entries.length) yield { kind: 'gap', part, reason: 'too-large' };
  const seen = new Map<string, number>();
  for (const entry of directory.entries) {
    if (entry.name.endsWith('/') && entry.size === 0) continue;
    const count = (seen.get(entry.name) ?? 0) + 1;
    seen.set(entry.name, count);
    const member = memberPart(part, count === 1 ? entry.name : `${entry.name}#${count}`);
    const opened = await openEntry(source, entry, context.budget);
    if (opened.kind === 'gap') {
      yield { kind: 'gap', part: member, reason: opened.reason };
      continue;
    }
    if (opened.gap !== undefined) yield { kind: 'gap', part: member, reason: opened.gap };
    yield* context.recurse(opened.source, entry.name, member);
  }
  if (directory.names !== '') {
    const names = memberPart(part, '(names)');
    yield { kind: 'text', chunk: { part: names, text: directory.names, base: 0, fields: [], last: true } };
  }
}
