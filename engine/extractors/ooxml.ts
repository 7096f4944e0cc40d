/**
 * Office Open XML (ECMA-376): documents, workbooks and presentations. Every member is a part of its
 * own; body text is joined over runs, cells of a row stand between tabs, embedded files are read as
 * what they are.
 */
import { readText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { NO_LABELS } from '../layout.ts';
import type { ByteSource, ExtractContext, Extracted } from '../types.ts';
import { bodyReader } from './reading/ooxml/body.ts';
import { type Kind, readTypes } from './reading/ooxml/package.ts';
import { pivotColumns, pivotDefinitionReader, pivotRecordsReader } from './reading/ooxml/pivot.ts';
import { customPropertiesReader, propertiesReader, relationshipsReader } from './reading/ooxml/properties.ts';
import { type SheetContext, sheetReader } from './reading/ooxml/sheet.ts';
import {
  NO_STYLES,
  NO_WORKBOOK,
  readSharedStrings,
  readStyles,
  readWorkbook,
  type SharedStrings,
  type Styles,
  type Workbook,
} from './reading/ooxml/workbook.ts';
import { type PartWriter, partWriter, textPart } from './reading/part-writer.ts';
import { memberPart } from './reading/parts.ts';
import { readPreview } from './reading/preview.ts';
import { stringsOf } from './reading/strings.ts';
import { walkXml, type XmlHandler } from './reading/xml-walk.ts';
import { type Member, openEntry, type ZipEntry } from './reading/zip-archive.ts';
import { commentsOf, type OpenedMember, openZip, zipMembers } from './reading/zip-members.ts';

export const ooxml = defineExtractor({
  name: 'ooxml',
  accepts: (head) => {
    if (head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4) return false;
    return /\[Content_Types\]\.xml|_rels\/\.rels|PK\x03\x04.{26}(?:word|xl|ppt)\//s.test(latin1(head));
  },
  async *extract(source, context) {
    const { part } = context;
    const directory = await openZip(source, context);
    if (directory === null) {
      yield { kind: 'gap', part, reason: 'malformed' };
      return;
    }
    const open = opener(source, directory.entries, context);
    const types = await readTypes(await open.source('[Content_Types].xml'));
    const kinds = directory.entries.map((entry) => ({ entry, kind: types.kindOf(entry.name) }));
    const whole: Whole = { context, ...(await readAhead(kinds, open)) };
    yield* zipMembers(source, directory, context, (member) =>
      readMember(member, types.kindOf(member.entry.name), whole),
    );
    yield* leftOver(kinds, whole);
    yield* textPart(memberPart(part, '(comments)'), commentsOf(directory));
  },
});

interface TypedMember {
  readonly entry: ZipEntry;
  readonly kind: Kind;
}

/** What members need to know of others. */
interface Whole {
  readonly context: ExtractContext;
  readonly strings: SharedStrings;
  readonly styles: Styles;
  readonly workbook: Workbook;
  /** Columns of each pivot cache, by the number in the member's name. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

const opener = (source: ByteSource, entries: readonly ZipEntry[], context: ExtractContext) => {
  const entry = (one: ZipEntry): Promise<Member> => openEntry(source, one, context);
  return {
    entry,
    async source(name: string): Promise<ByteSource | null> {
      const found = entries.find((one) => one.name.replaceAll('\\', '/') === name);
      const opened = found === undefined ? null : await entry(found);
      return opened?.kind === 'source' ? opened.source : null;
    },
  };
};

async function readAhead(members: readonly TypedMember[], open: ReturnType<typeof opener>) {
  const textOf = async (entry: ZipEntry): Promise<string> => {
    const opened = await open.entry(entry);
    return opened.kind === 'source' ? readText(opened.source) : '';
  };
  let strings: SharedStrings = { all: [], shown: new Set() };
  let styles = NO_STYLES;
  let workbook = NO_WORKBOOK;
  const columns = new Map<string, readonly string[]>();
  for (const { entry, kind } of members) {
    if (kind === 'sheet-strings') strings = { all: readSharedStrings(await textOf(entry)), shown: new Set() };
    else if (kind === 'sheet-styles') styles = readStyles(await textOf(entry));
    else if (kind === 'pivot-definition') columns.set(numberOf(entry.name), pivotColumns(await textOf(entry)));
    else if (kind === 'workbook') {
      const relations = await open.source(entry.name.replace(/([^/]*)$/, '_rels/$1.rels'));
      workbook = readWorkbook(await textOf(entry), relations === null ? '' : await readText(relations));
    }
  }
  return { strings, styles, workbook, columns };
}

async function* readMember({ entry, source, part }: OpenedMember, kind: Kind, whole: Whole): AsyncGenerator<Extracted> {
  const { context } = whole;
  const out = partWriter(part);
  switch (kind) {
    case 'content-types':
    case 'sheet-strings':
    case 'sheet-styles':
      return;
    case 'binary-sheet':
      yield { kind: 'gap', part, reason: 'unsupported' };
      return;
    case 'preview':
      yield* readPreview(source, context.recurse(source, entry.name, part));
      return;
    case 'other':
      yield* context.recurse(source, entry.name, part);
      return;
    case 'strings':
      out.write(stringsOf(new Uint8Array(await source.slice(0, source.size).arrayBuffer())));
      break;
    case 'workbook':
      out.write(whole.workbook.text);
      break;
    case 'body': {
      const body = bodyReader(out, context.aids.knows ?? NO_LABELS);
      yield* walkXml(source, body, () => {
        body.drain();
        return out.drain();
      });
      body.finish();
      break;
    }
    default:
      yield* walkXml(source, readerOf(kind, out, entry.name, whole), () => out.drain());
  }
  yield* out.end();
}

function readerOf(
  kind: 'sheet' | 'pivot-definition' | 'pivot-records' | 'properties' | 'custom-properties' | 'relationships',
  out: PartWriter,
  name: string,
  whole: Whole,
): XmlHandler {
  switch (kind) {
    case 'sheet': {
      const knows = whole.context.aids.knows ?? NO_LABELS;
      const sheet: SheetContext = { ...whole, knows, name: whole.workbook.sheets.get(name) ?? '' };
      return sheetReader(out, sheet);
    }
    case 'pivot-definition':
      return pivotDefinitionReader(out);
    case 'pivot-records':
      return pivotRecordsReader(out, whole.columns.get(numberOf(name)) ?? []);
    case 'properties':
      return propertiesReader(out);
    case 'custom-properties':
      return customPropertiesReader(out);
    case 'relationships':
      return relationshipsReader(out);
    default:
      return kind satisfies never;
  }
}

/** Strings that no cell shows any more are still in the file. */
async function* leftOver(members: readonly TypedMember[], { strings, context }: Whole): AsyncGenerator<Extracted> {
  const left = strings.all.filter((_, i) => !strings.shown.has(i)).join('\n');
  const entry = members.find(({ kind }) => kind === 'sheet-strings')?.entry;
  if (left === '' || entry === undefined) return;
  yield* textPart(memberPart(context.part, entry.name), left);
}

const numberOf = (name: string): string => /(\d*)\.xml$/i.exec(name)?.[1] ?? '';

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
