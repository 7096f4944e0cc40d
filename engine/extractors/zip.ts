/** Zip archives: every member is read as what it is; names and comments are read as text. */
import { defineExtractor } from '../define.ts';
import { textPart } from './reading/part-writer.ts';
import { memberPart } from './reading/parts.ts';
import { openZip, zipMembers } from './reading/zip-members.ts';

export const zip = defineExtractor({
  name: 'zip',
  accepts: (head) => head[0] === 0x50 && head[1] === 0x4b && ZIP_RECORDS.has(((head[2] ?? 0) << 8) | (head[3] ?? 0)),
  async *extract(source, context) {
    const { part } = context;
    const directory = await openZip(source, context);
    if (directory === null) {
      yield { kind: 'gap', part, reason: 'malformed' };
      return;
    }
    yield* zipMembers(source, directory, context, (member) =>
      context.recurse(member.source, member.entry.name, member.part),
    );
    yield* textPart(memberPart(part, '(names)'), directory.names);
  },
});

/** Local header, end of an empty archive, spanned archive. */
const ZIP_RECORDS: ReadonlySet<number> = new Set([0x0304, 0x0506, 0x0708]);
