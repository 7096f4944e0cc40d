/** Messages as Outlook saves them (MS-OXMSG): texts, bodies, recipients, attachments, messages within. */
import { byteSource } from '../../../charset.ts';
import { createDecoder } from '../../../charsets/decoder.ts';
import type { ExtractContext, Extracted } from '../../../types.ts';
import { readHeaders } from '../mail/headers.ts';
import { isContent } from '../mail/traces.ts';
import { textPart } from '../part-writer.ts';
import { memberPart, partNames } from '../parts.ts';
import { charsetOfPage } from '../rtf/destinations.ts';
import type { Entry } from './file.ts';
import { decompressRtf } from './lzfu.ts';

/** Its properties are listed in a stream of this name; other storages have none. */
const PROPERTIES = '__properties_version1.0';

export const isOutlookMessage = (storage: Entry): boolean => storage.children.some(({ name }) => name === PROPERTIES);

/** Properties by their identifiers (MS-OXPROPS). */
const BODY_HTML = 0x1013;
const BODY_RTF = 0x1009;
const HEADERS = 0x007d;
const CODE_PAGE = 0x3ffd;
const ATTACHED_DATA = 0x3701;
const ATTACHED_NAMES: readonly number[] = [0x3707, 0x3704, 0x3001];

/** Texts that programs write for each other: classes, kinds of address, keys, message ids. */
const IGNORED: ReadonlySet<number> = new Set([
  0x001a, 0x0064, 0x0075, 0x0077, 0x0c1e, 0x3002, 0x0070, 0x1035, 0x1039, 0x1042, 0x370e, 0x3703, 0x3ff9, 0x3ffb,
]);

export interface OutlookReader {
  /** A stream's bytes; null where there is more than may be read. */
  read(entry: Entry): Promise<Uint8Array | null>;
  /** Anything else that a storage may hold. */
  storage(entry: Entry, part: string): AsyncGenerator<Extracted>;
}

interface Property {
  readonly id: number;
  readonly type: number;
  readonly entry: Entry;
}

export async function* readOutlookMessage(
  storage: Entry,
  part: string,
  reader: OutlookReader,
  context: ExtractContext,
): AsyncGenerator<Extracted> {
  const nameOf = partNames(part);
  const properties = propertiesOf(storage);
  const page = await codePage(storage, reader);
  const lines: string[] = [];
  for (const property of properties) {
    if (property.entry.isStorage || IGNORED.has(property.id)) continue;
    const bytes = await reader.read(property.entry);
    if (bytes === null) yield { kind: 'gap', part: nameOf(property.entry.name), reason: 'too-large' };
    else if (property.id === BODY_HTML) yield* context.recurse(byteSource(bytes), 'body.html', nameOf('body.html'));
    else if (property.id === BODY_RTF) yield* richText(bytes, nameOf('body.rtf'), context);
    else if (property.id === HEADERS) lines.push(...(await headerLines(textOf(property, bytes, page))));
    else if (isText(property.type)) lines.push(textOf(property, bytes, page));
  }
  yield* textPart(nameOf('(text)'), lines.map((line) => `${line}\n`).join(''));
  for (const child of storage.children) {
    if (!child.isStorage || child.name === '__nameid_version1.0') continue;
    if (child.name.startsWith('__attach')) yield* attachment(child, page, nameOf, reader, context);
    else if (isOutlookMessage(child)) yield* readOutlookMessage(child, nameOf(child.name), reader, context);
    else yield* reader.storage(child, nameOf(child.name));
  }
}

async function* attachment(
  storage: Entry,
  page: number,
  nameOf: (name: string) => string,
  reader: OutlookReader,
  context: ExtractContext,
): AsyncGenerator<Extracted> {
  const properties = propertiesOf(storage);
  let name = '';
  for (const id of ATTACHED_NAMES) {
    const named = properties.find((property) => property.id === id && isText(property.type));
    const bytes = named === undefined ? null : await reader.read(named.entry);
    if (named !== undefined && bytes !== null) name ||= textOf(named, bytes, page);
  }
  const part = nameOf(name || 'attachment');
  yield* textPart(memberPart(part, '(name)'), name);
  for (const { id, entry } of properties) {
    if (id !== ATTACHED_DATA) continue;
    if (entry.isStorage) {
      if (isOutlookMessage(entry)) yield* readOutlookMessage(entry, part, reader, context);
      else yield* reader.storage(entry, part);
      continue;
    }
    const bytes = await reader.read(entry);
    if (bytes === null) yield { kind: 'gap', part, reason: 'too-large' };
    else if (bytes.length > 0) yield* context.recurse(byteSource(bytes), name, part);
  }
}

/** `__substg1.0_0037001F`: a property, its type; of a list each value in a stream of its own. */
const propertiesOf = (storage: Entry): Property[] =>
  storage.children.flatMap((entry) => {
    const [, id, type] = /^__substg1\.0_([\dA-F]{4})([\dA-F]{4})(?:-[\dA-F]{8})?$/i.exec(entry.name) ?? [];
    if (id === undefined || type === undefined) return [];
    return [{ id: Number.parseInt(id, 16), type: Number.parseInt(type, 16), entry }];
  });

const isText = (type: number): boolean => (type & 0xfff) === 0x1f || (type & 0xfff) === 0x1e;

const textOf = ({ type }: Property, bytes: Uint8Array, page: number): string => {
  const charset = (type & 0xfff) === 0x1f ? 'utf-16le' : charsetOfPage(page);
  return (createDecoder(charset)?.decode(bytes) ?? '').replaceAll('\0', '');
};

const headerLines = async (text: string): Promise<string[]> =>
  (await readHeaders(new TextEncoder().encode(text))).fields
    .filter(isContent)
    .map(({ name, value }) => `${name}: ${value}`);

async function* richText(bytes: Uint8Array, part: string, context: ExtractContext): AsyncGenerator<Extracted> {
  const rtf = decompressRtf(bytes, context.budget.expandedBytes);
  if (rtf === null) yield { kind: 'gap', part, reason: 'malformed' };
  else yield* context.recurse(byteSource(rtf), 'body.rtf', part);
}

/** Numbers stand in the stream of properties, 16 bytes each, behind a header of up to 32. */
async function codePage(storage: Entry, reader: OutlookReader): Promise<number> {
  const list = storage.children.find(({ name }) => name === PROPERTIES);
  const bytes = list === undefined ? null : await reader.read(list);
  if (bytes === null) return 1252;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length % 16; at + 16 <= bytes.length; at += 16)
    if (view.getUint16(at + 2, true) === CODE_PAGE) return view.getUint32(at + 8, true);
  return 1252;
}
