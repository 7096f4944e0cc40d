/**
 * OpenDocument (ODF 1.3), packed and flat: texts, spreadsheets, presentations, drawings. Every member is a
 * part of its own; embedded objects and pictures are read as what they are.
 */
import { headText, readText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import { NO_LABELS } from '../layout.ts';
import type { ByteSource, ExtractContext, Extracted } from '../types.ts';
import { embeddedFiles } from './reading/embedded.ts';
import { odfReader } from './reading/odf/document.ts';
import { partWriter, textPart } from './reading/part-writer.ts';
import { memberPart } from './reading/parts.ts';
import { readPreview } from './reading/preview.ts';
import { stringsOf } from './reading/strings.ts';
import { walkText, walkXml } from './reading/xml-walk.ts';
import { openEntry, type ZipEntry } from './reading/zip-archive.ts';
import { commentsOf, type OpenedMember, openZip, zipMembers } from './reading/zip-members.ts';

export const opendocument = defineExtractor({
  name: 'opendocument',
  accepts: (head) => isPacked(head) || FLAT.test(headText(head)),
  async *extract(source, context) {
    const head = new Uint8Array(await source.slice(0, Math.min(source.size, 4096)).arrayBuffer());
    if (isPacked(head)) yield* readPackage(source, context);
    else yield* readXml(source, memberPart(context.part, '(text)'), context, true);
  },
});

/** Part 2, §3.3: the member `mimetype` is stored, and should be the first. */
const isPacked = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && MIME.test(String.fromCharCode(...head));

const MIME = /mimetype.{0,64}application\/vnd\.oasis\.opendocument\./s;

/** Part 3, §3.1.2: one element holds all. */
const FLAT = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,1000}?-->\s*)?<office:document\s/;

async function* readPackage(source: ByteSource, context: ExtractContext): AsyncGenerator<Extracted> {
  const { part } = context;
  const directory = await openZip(source, context);
  if (directory === null) {
    yield { kind: 'gap', part, reason: 'malformed' };
    return;
  }
  const { entries } = directory;
  const locked = await encryptedMembers(source, entries, context);
  const names = new Set(entries.map(({ name }) => name));
  yield* zipMembers(source, directory, context, (member) => readMember(member, locked, names, context));
  yield* textPart(memberPart(part, '(comments)'), commentsOf(directory));
}

/** A picture of an embedded object, which is in the package itself. */
const isPictureOf = (name: string, names: ReadonlySet<string>): boolean => {
  const object = /^ObjectReplacements\/(.+)$/.exec(name)?.[1];
  return object !== undefined && (names.has(object) || names.has(`${object}/content.xml`));
};

/** Part 4, §4.8: what the manifest says is encrypted. */
async function encryptedMembers(
  source: ByteSource,
  entries: readonly ZipEntry[],
  context: ExtractContext,
): Promise<ReadonlySet<string>> {
  const locked = new Set<string>();
  const manifest = entries.find(({ name }) => name === 'META-INF/manifest.xml');
  const opened = manifest === undefined ? null : await openEntry(source, manifest, context);
  if (opened?.kind !== 'source') return locked;
  let path = '';
  walkText(await readText(opened.source), {
    open(element) {
      if (element.name === 'file-entry') path = element.attribute('full-path');
      else if (element.name === 'encryption-data') locked.add(path);
    },
    text() {},
    close() {},
  });
  return locked;
}

async function* readMember(
  { entry, source: member, part }: OpenedMember,
  locked: ReadonlySet<string>,
  names: ReadonlySet<string>,
  context: ExtractContext,
): AsyncGenerator<Extracted> {
  if (locked.has(entry.name)) {
    yield { kind: 'gap', part, reason: 'encrypted' };
    return;
  }
  if (entry.name === 'mimetype' || member.size === 0 || isPictureOf(entry.name, names)) return;
  if (/(?:^|\/)(?:content|styles|meta)\.xml$/.test(entry.name)) yield* readXml(member, part, context);
  else if (/^Thumbnails\/thumbnail\.\w+$/.test(entry.name))
    yield* readPreview(member, context.recurse(member, entry.name, part));
  // Where LibreOffice broke its pages: numbers.
  else if (entry.name === 'layout-cache')
    yield* textPart(part, stringsOf(new Uint8Array(await member.slice(0, member.size).arrayBuffer())));
  else yield* context.recurse(member, entry.name, part);
}

async function* readXml(
  source: ByteSource,
  part: string,
  context: ExtractContext,
  always = false,
): AsyncGenerator<Extracted> {
  const out = partWriter(part);
  const files = embeddedFiles();
  const reader = odfReader(out, context.aids.knows ?? NO_LABELS, files);
  yield* walkXml(source, reader, () => {
    reader.drain();
    return out.drain();
  });
  reader.finish();
  yield* out.end(always);
  yield* files.read({ ...context, part });
}
