/**
 * Compound files (MS-CFB): documents, workbooks and presentations of Office before 2007, Outlook's messages,
 * objects that other documents embed, macros. Each storage is read as what its streams say it is.
 */
import { byteSource } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { NO_LABELS } from '../layout.ts';
import type { ByteSource, ExtractContext, Extracted, GapReason } from '../types.ts';
import { type CompoundFile, type Entry, openCompoundFile, SIGNATURE } from './reading/compound/file.ts';
import { isOutlookMessage, readOutlookMessage } from './reading/compound/outlook-message.ts';
import { readPropertySets } from './reading/compound/property-set.ts';
import { readModule } from './reading/compound/vba.ts';
import { readFileInformation } from './reading/doc/file-information.ts';
import { readDocText } from './reading/doc/text.ts';
import { openDeflated } from './reading/inflate.ts';
import { readOle10Native } from './reading/ole-object.ts';
import { partWriter, textPart } from './reading/part-writer.ts';
import { memberPart, partNames } from './reading/parts.ts';
import { findPictures } from './reading/pictures.ts';
import { type PptObject, readPresentation } from './reading/ppt/presentation.ts';
import { stringsOf } from './reading/strings.ts';
import { readPivotCache, readWorkbookStream } from './reading/xls/workbook.ts';

export const compoundFile = defineExtractor({
  name: 'compound-file',
  accepts: (head) => String.fromCharCode(...head.subarray(0, 8)) === SIGNATURE,
  async *extract(source, context) {
    const { part } = context;
    const file = await openCompoundFile(source);
    if (file === null) {
      yield { kind: 'gap', part, reason: 'malformed' };
      return;
    }
    yield* storageReader(file, context).storage(file.root, part);
    if (file.damaged) yield { kind: 'gap', part, reason: 'partial' };
  },
});

function storageReader(file: CompoundFile, context: ExtractContext) {
  const knows = context.aids.knows ?? NO_LABELS;

  /** A stream's bytes, counted as what they are unpacked to; null where there is more than may be. */
  const bytesOf = async (entry: Entry): Promise<Uint8Array | null> =>
    context.spend('expandedBytes', entry.size) ? file.read(entry) : null;

  async function* storage(entry: Entry, part: string): AsyncGenerator<Extracted> {
    if (isOutlookMessage(entry)) {
      yield* readOutlookMessage(entry, part, { read: bytesOf, storage }, context);
      return;
    }
    const nameOf = partNames(part);
    const has = (name: string): boolean => entry.children.some((child) => child.name === name);
    if (has('EncryptedPackage') || has('EncryptedSummary')) {
      yield { kind: 'gap', part, reason: 'encrypted' };
      return;
    }
    // Who put an object here drew a picture of it, which says what the object itself does.
    const isObject = entry.children.some(({ name }) => CONTENTS.has(name) || name === '\x01Ole10Native');
    for (const child of entry.children) {
      const place = nameOf(child.name);
      if (child.isStorage) yield* storage(child, place);
      else if (child.size > 0 && !(isObject && PRESENTATIONS.test(child.name))) yield* stream(child, entry, place);
    }
  }

  async function* stream(entry: Entry, parent: Entry, part: string): AsyncGenerator<Extracted> {
    if (IGNORED.test(entry.name)) return;
    const bytes = await bytesOf(entry);
    if (bytes === null) {
      yield { kind: 'gap', part, reason: 'too-large' };
      return;
    }
    switch (entry.name) {
      case 'WordDocument':
        yield* word(bytes, parent, part);
        return;
      case 'Workbook':
      case 'Book':
        yield* workbook(bytes, part);
        return;
      case 'PowerPoint Document':
        yield* presentation(bytes, part);
        return;
      case 'Pictures':
      case 'Data':
        yield* pictures(bytes, part);
        return;
      case '\x01Ole10Native':
        yield* packaged(bytes, part);
        return;
      case 'Package':
      case 'CONTENTS':
        yield* context.recurse(byteSource(bytes), entry.name, part);
        return;
      case '\x05SummaryInformation':
      case '\x05DocumentSummaryInformation': {
        const out = partWriter(part);
        readPropertySets(bytes, out);
        yield* out.end();
        return;
      }
      default:
        yield* other(bytes, entry, parent, part);
    }
  }

  async function* word(bytes: Uint8Array, parent: Entry, part: string): AsyncGenerator<Extracted> {
    const information = readFileInformation(bytes);
    if (information === null || information.encrypted) {
      yield { kind: 'gap', part, reason: information === null ? 'unsupported' : 'encrypted' };
      return;
    }
    const tableEntry = parent.children.find(({ name }) => name === information.table);
    const table =
      information.table === 'WordDocument' ? bytes : tableEntry === undefined ? null : await bytesOf(tableEntry);
    const out = partWriter(part);
    const reading = readDocText(bytes, table ?? new Uint8Array(), information, out, knows, () => out.drain());
    const whole = yield* reading;
    yield* out.end(true);
    if (!whole) yield { kind: 'gap', part, reason: 'partial' };
    // Bookmarks, authors, variables, names of fields: texts among tables of numbers.
    if (table !== null && table !== bytes) yield* textPart(memberPart(part, information.table), stringsOf(table));
    yield* pictures(bytes, part);
  }

  async function* workbook(bytes: Uint8Array, part: string): AsyncGenerator<Extracted> {
    const out = partWriter(part);
    const { state, drawings } = yield* readWorkbookStream(bytes, out, knows, () => out.drain());
    yield* out.end(state !== 'encrypted');
    if (state !== 'read') yield { kind: 'gap', part, reason: state };
    for (const drawing of drawings) yield* pictures(drawing, memberPart(part, 'drawing'));
  }

  async function* presentation(bytes: Uint8Array, part: string): AsyncGenerator<Extracted> {
    const out = partWriter(part);
    const objects: PptObject[] = [];
    const whole = readPresentation(bytes, {
      text: (text) => {
        if (text.trim() !== '') out.write(`${text}\n`);
      },
      object: (object) => objects.push(object),
    });
    yield* out.end(true);
    if (!whole) yield { kind: 'gap', part, reason: 'partial' };
    const nameOf = partNames(part);
    for (const { packed, bytes: data } of objects) {
      const place = nameOf('object');
      const object = packed ? await inflated(data, context) : byteSource(data);
      if (object === null) yield { kind: 'gap', part: place, reason: 'too-large' };
      else yield* context.recurse(object, 'object', place);
    }
  }

  async function* pictures(bytes: Uint8Array, part: string): AsyncGenerator<Extracted> {
    const nameOf = partNames(part);
    for (const { start, end, isVector } of findPictures(bytes)) {
      const place = nameOf('picture');
      if (isVector) yield { kind: 'gap', part: place, reason: 'needs-ocr' };
      else yield* context.recurse(byteSource(bytes.subarray(start, end)), 'picture', place);
    }
  }

  async function* packaged(bytes: Uint8Array, part: string): AsyncGenerator<Extracted> {
    const object = readOle10Native(bytes);
    if (object === null) {
      // A size, then the object as its program writes it.
      yield* context.recurse(byteSource(bytes.subarray(4)), 'object', part);
      return;
    }
    yield* textPart(memberPart(part, '(name)'), object.text);
    yield* context.recurse(byteSource(object.bytes), object.name, part);
  }

  async function* other(bytes: Uint8Array, entry: Entry, parent: Entry, part: string): AsyncGenerator<Extracted> {
    const module = readModule(bytes);
    if (module !== null) yield* textPart(part, module);
    else if (parent.name === '_SX_DB_CUR') {
      const out = partWriter(part);
      readPivotCache(bytes, out);
      yield* out.end();
    } else if (KNOWN.test(entry.name)) yield* textPart(part, stringsOf(bytes));
    else yield* unknown(bytes, part);
  }

  /** What nobody here knows is read by its content; where that is no text either, its words are, and it is a gap. */
  async function* unknown(bytes: Uint8Array, part: string): AsyncGenerator<Extracted> {
    let reason: GapReason | null = null;
    for await (const found of context.recurse(byteSource(bytes), '', part)) {
      if (found.kind === 'gap' && found.part === part && found.reason === 'unsupported') reason = found.reason;
      else yield found;
    }
    if (reason === null) return;
    yield* textPart(memberPart(part, '(strings)'), stringsOf(bytes));
    yield { kind: 'gap', part, reason: 'unsupported' };
  }

  return { storage };
}

async function inflated(data: Uint8Array, context: ExtractContext): Promise<ByteSource | null> {
  const { expandedBytes: limit, ratio } = context.budget;
  // Two bytes of zlib's own header (RFC 1950 §2.2) stand before the deflated data.
  const opened = await openDeflated({ source: byteSource(data), start: 2, end: data.length }, { limit, ratio });
  if (opened.kind === 'too-large' || !context.spend('expandedBytes', opened.source.size)) return null;
  return opened.source;
}

/** Streams that hold a document. */
const CONTENTS: ReadonlySet<string> = new Set([
  'WordDocument',
  'Workbook',
  'Book',
  'PowerPoint Document',
  'Package',
  'CONTENTS',
]);

/** A picture of an embedded object, for programs that cannot open it. */
const PRESENTATIONS = /^(?:\x02OlePres\d+|\x03(?:EPRINT|META|PIC))$/;

/** Read with the stream that leads to them. */
const IGNORED = /^(?:[01]Table)$/;

/** Streams of numbers with a few names among them: of objects, macros, controls, users. */
const KNOWN =
  /^(?:[\x01\x03](?:CompObj|Ole|ObjInfo|LinkInfo|OCXNAME|OCXDATA|VBFrame|PRINT|ACCESSOBJSITEDATA)|Current User|_VBA_PROJECT|dir|PROJECT(?:wm|lk)?|__SRP_\d+|f|o|x|i\d+|contents|Ctls|User Names|Revision Log|XCB|Header|PP40|Text_Content|Equation Native|Signature|\x06DataSpaces|\x09DRMContent|Item|Properties)$/;
