/**
 * The pages of a document. A page with a fault is read a second time, leaving out what is wrong, and
 * counts as partly read: a viewer shows what is left of it and says nothing.
 */
import type { GapReason, LibraryData } from '../../../types.ts';
import { notesOf, type PageNotes } from './extras.ts';
import { createPageReader, type PageContent } from './operators.ts';
import { type Opened, openPdf, type PdfDocument, type PdfPage } from './worker.ts';

export interface ReadPage {
  readonly view: PdfPage['view'];
  readonly rotate: PdfPage['rotate'];
  readonly content: PageContent;
  readonly notes: PageNotes;
  readonly image: PdfPage['image'];
  /** True where something of it could not be read. */
  readonly partial: boolean;
}

export interface PdfPages {
  readonly document: PdfDocument;
  /** Null where there is nothing to read at all. With `appearances`, what annotations draw is on it. */
  read(index: number, appearances: boolean): Promise<ReadPage | null>;
  close(): void;
}

/** Operators of one page; the fullest page of a printed book has 20,000. */
const PAGE_WORK = 500_000;

/** The document's pages, or why there are none. */
export async function openPages(
  bytes: Uint8Array,
  pictures: boolean,
  data: LibraryData | undefined,
): Promise<PdfPages | GapReason> {
  const open = (strict: boolean): Promise<Opened> => openPdf({ bytes, strict, pictures, data });
  const first = await open(true);
  const opened = first.kind === 'gap' && first.reason !== 'encrypted' ? await open(false) : first;
  if (opened.kind === 'gap') return opened.reason;
  let lenient: Promise<Opened> | null = first === opened ? null : Promise.resolve(opened);
  return {
    document: opened.document,
    async read(index, appearances) {
      if (lenient === null || first === opened) {
        const page = await readPage(opened.document, index, appearances).catch(() => null);
        if (page !== null) return page;
      }
      lenient ??= open(false);
      const again = await lenient;
      const page = again.kind === 'gap' ? null : await readPage(again.document, index, appearances).catch(() => null);
      return page === null ? null : { ...page, partial: true };
    },
    close() {
      opened.document.close();
      void lenient?.then((again) => again.kind === 'document' && again.document.close());
    },
  };
}

async function readPage(document: PdfDocument, index: number, appearances: boolean): Promise<ReadPage> {
  const page = await document.page(index);
  const reader = createPageReader(page.font);
  let work = 0;
  await page.operators(appearances, (operators) => {
    work += reader.read(operators);
    return work < PAGE_WORK;
  });
  const content = reader.content();
  const notes = notesOf(await document.ask('GetAnnotations', { pageIndex: index, intent: 1 }));
  const partial = content.unmapped || work >= PAGE_WORK || (!appearances && notes.drawn);
  return { view: page.view, rotate: page.rotate, content, notes, image: page.image, partial };
}
