/**
 * Office Open XML (ECMA-376): documents, workbooks and presentations. Every member is a part of its
 * own; body text is joined over runs, cells of a row stand between tabs, embedded files are read as
 * what they are.
 */
import { readText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import type { ByteSource, ExtractContext, Extracted, GapReason } from '../types.ts';
import { readBody, readRelationships } from './reading/ooxml-body.ts';
import { readSharedStrings, readSheet, type SharedStrings } from './reading/ooxml-sheet.ts';
import { memberPart } from './reading/parts.ts';
import { openEntry, overlaps, readDirectory, type ZipEntry } from './reading/zip-archive.ts';

export const ooxml = defineExtractor({
  name: 'ooxml',
  accepts: (head) => {
    if (head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4) return false;
    return /\[Content_Types\]\.xml|_rels\/\.rels|PK\x03\x04.{26}(?:word|xl|ppt)\//s.test(latin1(head));
  },
  async *extract(source, context) {
    const { part } = context;
    const directory = await readDirectory(source, Math.max(0, context.budget.entries));
    if (directory === null || overlaps(directory.entries)) {
      yield { kind: 'gap', part, reason: 'malformed' };
      return;
    }
    if (directory.announced > directory.entries.length) yield { kind: 'gap', part, reason: 'too-large' };
    const shared = await sharedStrings(source, directory.entries, context);
    const strings: SharedStrings = { all: shared.strings, shown: new Set() };
    if (shared.gap !== undefined) {
      yield { kind: 'gap', part: memberPart(part, SHARED_STRINGS), reason: shared.gap };
    }
    for (const entry of directory.entries) yield* readMember(source, entry, strings, context);
    const left = strings.all.filter((_, i) => !strings.shown.has(i)).join('\n');
    const leftPart = memberPart(part, SHARED_STRINGS);
    if (left !== '') yield { kind: 'text', chunk: { part: leftPart, text: left, base: 0, fields: [], last: true } };
  },
});

const SHARED_STRINGS = 'xl/sharedStrings.xml';

async function* readMember(
  source: ByteSource,
  entry: ZipEntry,
  strings: SharedStrings,
  context: ExtractContext,
): AsyncGenerator<Extracted> {
  // A small rendering of the first page, whose text is read from the document itself.
  if (entry.name.endsWith('/') || entry.name === SHARED_STRINGS || /^docProps\/thumbnail\.\w+$/.test(entry.name))
    return;
  const part = memberPart(context.part, entry.name);
  const opened = await openEntry(source, entry, context.budget);
  if (opened.kind === 'gap') {
    yield { kind: 'gap', part, reason: opened.reason };
    return;
  }
  if (opened.gap !== undefined) yield { kind: 'gap', part, reason: opened.gap };
  const read = readerOf(entry.name);
  if (read === null) {
    yield* context.recurse(opened.source, entry.name, part);
    return;
  }
  const { text, fields } = read(await readText(opened.source), strings);
  if (text !== '') yield { kind: 'text', chunk: { part, text, base: 0, fields, last: true } };
}

function readerOf(name: string): typeof readSheet | null {
  if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) return readSheet;
  if (name.endsWith('.rels')) return readRelationships;
  if (/^docProps\/|^customXml\//.test(name)) return null;
  if (name.endsWith('.xml') || name.endsWith('.vml')) return readBody;
  return null;
}

async function sharedStrings(
  source: ByteSource,
  entries: readonly ZipEntry[],
  context: ExtractContext,
): Promise<{ readonly strings: readonly string[]; readonly gap?: GapReason | undefined }> {
  const entry = entries.find(({ name }) => name === SHARED_STRINGS);
  if (entry === undefined) return { strings: [] };
  const opened = await openEntry(source, entry, context.budget);
  if (opened.kind === 'gap') return { strings: [], gap: opened.reason };
  return { strings: readSharedStrings(await readText(opened.source)), gap: opened.gap };
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
