/** Reads the document of a PDF, or of one of its versions: pages first, then what stands beside them. */
import { byteSource, textSource } from '../../../charset.ts';
import type { ExtractContext, Extracted } from '../../../types.ts';
import { type PageText, pageText } from '../page/text.ts';
import { memberPart } from '../parts.ts';
import { type EmbeddedFile, type FormValue, hiddenValues, propertyLines, wordsOf } from './extras.ts';
import { openPages, type ReadPage } from './pages.ts';
import { readPictures } from './pictures.ts';
import type { PdfDocument } from './worker.ts';

export interface PdfReading {
  /** With `all` everything; else only pages whose content was not read before. */
  read(bytes: Uint8Array, part: string, all: boolean): AsyncGenerator<Extracted>;
}

/** `appearances`: whether what annotations draw is carried out. */
export function createPdfReading(context: ExtractContext, appearances: boolean): PdfReading {
  const seen = new Set<string>();

  return {
    async *read(bytes, part, all) {
      const pages = await openPages(bytes, context.aids.recognise !== undefined, context.aids.data);
      if (typeof pages === 'string') {
        if (all) yield { kind: 'gap', part, reason: pages };
        return;
      }
      const { document } = pages;
      const found: Beside = { part, values: [], files: [] };
      try {
        for (let index = 0; index < document.pages; index++) {
          if (!context.spend('pages', 1)) {
            yield { kind: 'gap', part, reason: 'too-large' };
            break;
          }
          const page = await pages.read(index, appearances);
          const place = memberPart(part, `page ${index + 1}`);
          if (page === null) {
            if (all) yield { kind: 'gap', part: place, reason: 'malformed' };
            continue;
          }
          const { text, fields } = withNotes(page);
          found.values.push(...page.notes.values);
          found.files.push(...page.notes.files);
          const sizes = page.content.pictures.map(({ width, height }) => `${width}x${height}`);
          const known = seen.has(`${sizes} ${text}`);
          seen.add(`${sizes} ${text}`);
          if (!all && known) continue;
          yield { kind: 'text', chunk: { part: place, text, base: 0, fields, last: true } };
          if (page.partial) yield { kind: 'gap', part: place, reason: 'partial' };
          yield* readPictures(page, `${place} (pixels)`, place, context);
        }
        if (all) yield* beside(document, found, context);
      } finally {
        pages.close();
      }
    },
  };
}

interface Beside {
  readonly part: string;
  readonly values: FormValue[];
  readonly files: EmbeddedFile[];
}

/** The page's text, and below it what its notes say. */
function withNotes({ content, notes }: ReadPage): PageText {
  const { text, fields } = pageText(content.directions);
  const said = notes.lines.join('\n');
  return { text: text === '' || said === '' ? `${text}${said}` : `${text}\n${said}`, fields };
}

/** Of an XFA form's tree: what is shown, and what labels it. */
const SHOWN: ReadonlySet<string> = new Set([
  'value',
  'textContent',
  'children',
  'attributes',
  'aria-label',
  'title',
  'alt',
]);
const OUTLINE: ReadonlySet<string> = new Set(['title', 'url', 'unsafeUrl', 'items']);

/** Form, properties, bookmarks, scripts, attached files; each a part of its own. */
async function* beside(document: PdfDocument, { part, values, files }: Beside, context: ExtractContext) {
  let failed = false;
  const ask = (action: string): Promise<unknown> =>
    document.ask(action).catch(() => {
      failed = true;
      return null;
    });
  const say = function* (name: string, { text, fields }: PageText): Generator<Extracted> {
    if (text !== '') yield { kind: 'text', chunk: { part: memberPart(part, name), text, base: 0, fields, last: true } };
  };
  const words = (tree: unknown, keys?: ReadonlySet<string>): PageText => ({
    text: wordsOf(tree, keys ?? null).join('\n'),
    fields: [],
  });

  const shown = new Set(values.map(({ name }) => name));
  const all = [...values, ...hiddenValues(await ask('GetFieldObjects'), shown)];
  yield* say('(form)', propertyLines(all.map(({ key, value }) => [key, value])));
  yield* say('(xfa form)', words(document.form, SHOWN));
  const [info, metadata] = ((await ask('GetMetadata')) ?? []) as [unknown?, { readonly rawData?: string }?];
  yield* say('(properties)', propertyLines(propertiesOf(info)));
  if (metadata?.rawData)
    yield* context.recurse(textSource(metadata.rawData), 'metadata.xml', memberPart(part, '(metadata)'));
  yield* say('(bookmarks)', words(await ask('GetOutline'), OUTLINE));
  yield* say('(scripts)', words(await ask('GetDocJSActions')));
  const attached = Object.values((await ask('GetAttachments')) ?? {}) as EmbeddedFile[];
  const names = new Map<string, number>();
  for (const { filename = '', content, description = '' } of [...attached, ...files]) {
    const count = (names.get(filename) ?? 0) + 1;
    names.set(filename, count);
    const place = memberPart(part, `attachments/${filename}${count === 1 ? '' : `#${count}`}`);
    if (content) yield* context.recurse(byteSource(content), filename, place);
    else yield { kind: 'gap' as const, part: place, reason: 'partial' as const };
    yield* say(`attachments/${filename}${count === 1 ? '' : `#${count}`} (description)`, {
      text: description,
      fields: [],
    });
  }
  if (failed) yield { kind: 'gap' as const, part, reason: 'partial' as const };
}

/** The information dictionary; what the library adds about the file itself is no text. */
const propertiesOf = (info: unknown): [string, unknown][] =>
  Object.entries(info ?? {}).flatMap(([name, value]): [string, unknown][] =>
    name === 'Custom' ? Object.entries(value ?? {}) : /^(?:Is|PDFFormat|Encrypt)/.test(name) ? [] : [[name, value]],
  );
